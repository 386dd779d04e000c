/**
 * @file Sound from a list of sounds: sources, a buzz and a noise, through a chain of resonators.
 *
 * The source and the radiation at the lips follow Klatt (1980): pulses through a low-pass filter of
 * bandwidth 100 Hz, and at the end the difference of neighbouring samples.
 */

import type { Random } from "../matrix/index.js";
import { FilterBank } from "./filterBank.js";
import { FRAME_SECONDS, type Frame, framesOf } from "./frames.js";
import { resonator } from "./resonator.js";
import { loudest } from "./samples.js";
import type { Voice } from "./voice.js";

/** Samples a second of everything that is spoken here: a quarter of what a compact disc has. */
export const SAMPLE_RATE = 11_025;

const bandwidths = [60, 90, 150, 250];
const highest = 0.46 * SAMPLE_RATE;

/** The fourth resonance, which hardly moves: of a man, hertz. */
const fourth = 3500;

/**
 * A word, said once: each take differs a little in pitch, length and formants.
 *
 * @param sounds - names of the dictionary, with or without the digit of stress: `["HH", "AH0", "L", "OW1"]`
 * @returns samples within ±0.9, `SAMPLE_RATE` of them a second, shape `[N]`
 * @throws RangeError if there is no sound, or one that is unknown.
 */
export function speak(sounds: readonly string[], voice: Voice, random: Random): Float64Array {
  const pitch = voice.pitch * Math.exp(random.normal(0, 0.03));
  return excite(framesOf(sounds, voice, random), { ...voice, pitch }, random);
}

/**
 * A vowel that does not change.
 *
 * @param formants - three, in hertz
 * @param pitch - hertz
 * @param seconds - how long
 * @returns samples within ±0.9, `SAMPLE_RATE` of them a second, shape `[N]`
 * @throws RangeError if there is nothing to hear.
 */
export function steadyVowel(
  formants: readonly number[],
  pitch: number,
  seconds: number,
): Float64Array {
  const count = Math.round(seconds / FRAME_SECONDS);
  if (!(count >= 1 && count <= 2000)) {
    throw new RangeError(`steadyVowel: seconds must be from 0.005 to 10, got ${seconds}`);
  }
  if (!(pitch >= 40 && pitch <= 600)) {
    throw new RangeError(`steadyVowel: pitch must be from 40 to 600 hertz, got ${pitch}`);
  }
  const frames = Array.from({ length: count }, (_, k): Frame => {
    const voice = Math.min(1, (k + 1) / 8, (count - k) / 8); // neither begins nor ends with a click
    return { formants, voice, breath: 0, hiss: { level: 0, frequency: 1000, bandwidth: 1000 } };
  });
  return excite(frames, { pitch, scale: 1, whispers: false });
}

function excite(
  frames: readonly Frame[],
  { pitch, scale, whispers }: Pick<Voice, "pitch" | "scale" | "whispers">,
  random?: Random,
): Float64Array {
  const perFrame = Math.round(FRAME_SECONDS * SAMPLE_RATE);
  const output = new Float64Array(frames.length * perFrame);
  const filters = new FilterBank(2 + bandwidths.length);
  filters.set(0, resonator(0, 100, SAMPLE_RATE)); // the throat, a low-pass filter
  let [phase, radiated] = [1, 0];
  frames.forEach(({ formants, voice, breath, hiss }, f) => {
    // A voice falls a little toward its end.
    const step = (pitch * (1.06 - (0.18 * f) / frames.length)) / SAMPLE_RATE;
    [...formants, fourth * scale].forEach((frequency, k) => {
      const one = resonator(Math.min(frequency, highest), bandwidths[k]!, SAMPLE_RATE);
      filters.set(1 + k, one);
    });
    const place = Math.min(hiss.frequency, highest);
    filters.set(1 + bandwidths.length, resonator(place, hiss.bandwidth, SAMPLE_RATE));
    const [buzz, rush] = whispers ? [0, breath + 0.06 * voice] : [voice, breath];
    for (let n = f * perFrame; n < (f + 1) * perFrame; ++n) {
      phase += step;
      const pulse = phase >= 1 ? buzz / step : 0;
      if (phase >= 1) phase -= 1;
      const noise = random ? random.uniform(-1, 1) : 0;
      let sound = filters.pass(0, pulse) + 0.5 * rush * noise;
      for (let k = 1; k <= bandwidths.length; ++k) sound = filters.pass(k, sound);
      const lips = sound + filters.pass(1 + bandwidths.length, 2 * hiss.level * noise);
      output[n] = lips - radiated;
      radiated = lips;
    }
  });
  return loudest(output, 0.9);
}
