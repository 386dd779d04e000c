/**
 * @file One resonance of the vocal tract: a filter with two numbers of memory.
 *
 * Source: Klatt, "Software for a Cascade/Parallel Formant Synthesizer", Journal of the Acoustical Society
 * of America 67 (1980), equations 1 and 2.
 */

import { checkPositive } from "../matrix/index.js";

/** The filter `yₙ = a xₙ + b yₙ₋₁ + c yₙ₋₂`. */
export interface Resonator {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/**
 * The filter that rings at a frequency: with `r = exp(−π bandwidth / rate)`,
 * `c = −r²`, `b = 2 r cos(2π frequency / rate)`, `a = 1 − b − c`, so that what never changes passes as
 * it is.
 *
 * @param frequency - hertz, at least 0, below half of the rate; 0 makes a low-pass filter
 * @param bandwidth - hertz, positive: the wider, the sooner the ringing ends
 * @param sampleRate - samples a second
 * @throws RangeError if one is out of its range.
 */
export function resonator(frequency: number, bandwidth: number, sampleRate: number): Resonator {
  checkPositive("resonator", "sampleRate", sampleRate);
  checkPositive("resonator", "bandwidth", bandwidth);
  if (!(frequency >= 0 && frequency < sampleRate / 2)) {
    const must = `frequency must be at least 0 and below half of ${sampleRate}`;
    throw new RangeError(`resonator: ${must}, got ${frequency}`);
  }
  const r = Math.exp((-Math.PI * bandwidth) / sampleRate);
  const c = -r * r;
  const b = 2 * r * Math.cos((2 * Math.PI * frequency) / sampleRate);
  return { a: 1 - b - c, b, c };
}

/** What a resonance makes of a sound, from silence on: samples of shape `[N]` to as many. */
export function resonate({ a, b, c }: Resonator, input: ArrayLike<number>): Float64Array {
  const output = new Float64Array(input.length);
  let [last, before] = [0, 0];
  for (let n = 0; n < input.length; ++n) {
    const y = a * input[n]! + b * last + c * before;
    output[n] = y;
    [before, last] = [last, y];
  }
  return output;
}
