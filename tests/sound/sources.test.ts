/** @file What is spoken is its sources through its filters: where the formants stand still, whole sounds. */

import { describe, expect, test } from "vitest";
import { resonate, resonator, SAMPLE_RATE, speak, steadyVowel } from "../../src/sound/index.js";
import { loudest } from "../../src/sound/samples.js";
import { still, voice } from "./still.js";

/** 0.005 s at 11,025 Hz. */
const PER_FRAME = 55;

const bandwidths = [60, 90, 150, 250];

/** One number a frame, as one a sample. */
const heldFor = (levels: readonly number[]) =>
  levels.flatMap((level) => new Array<number>(PER_FRAME).fill(level));

/** A pulse whenever a period is over, of the size of the period; the pitch falls from 106 % to 88 %. */
function pulses(pitch: number, levels: readonly number[]): number[] {
  let periods = 1;
  let said = 0;
  return heldFor(levels).map((level, n) => {
    const frame = Math.floor(n / PER_FRAME);
    const step = (pitch * (1.06 - (0.18 * frame) / levels.length)) / SAMPLE_RATE;
    periods += step;
    if (Math.floor(periods) === said) return 0;
    said = Math.floor(periods);
    return level / step;
  });
}

/** Through the resonances of the tract, one after another. */
function tract(formants: readonly number[], source: readonly number[]): Float64Array {
  return formants.reduce<Float64Array>(
    (sound, frequency, k) => resonate(resonator(frequency, bandwidths[k]!, SAMPLE_RATE), sound),
    Float64Array.from(source),
  );
}

/** As it leaves the lips: what changes, made loud. */
const heard = (sound: Float64Array) =>
  loudest(
    sound.map((x, n) => x - (sound[n - 1] ?? 0)),
    0.9,
  );

function expectSame(found: Float64Array, expected: Float64Array): void {
  expect(found.length).toBe(expected.length);
  expect(Math.max(...found.map((x, n) => Math.abs(x - expected[n]!)))).toBeLessThan(1e-9);
}

/** The noise that a take is made of: it draws nothing else that is uniform. */
function noise(count: number): number[] {
  const drawn = still();
  return Array.from({ length: count }, () => drawn.uniform(-1, 1));
}

const throat = resonator(0, 100, SAMPLE_RATE);
const smoothed = (count: number, level: number) => [
  (2 * level) / 3,
  ...new Array<number>(count - 2).fill(level),
  (2 * level) / 3,
];

describe("sounds that stand still", () => {
  test("a steady vowel is pulses through the throat and four resonances, swelling and fading", () => {
    const levels = Array.from({ length: 23 }, (_, k) => Math.min(1, (k + 1) / 8, (23 - k) / 8));
    const source = resonate(throat, pulses(113, levels));
    const expected = heard(tract([530, 1840, 2480, 3500], [...source]));
    expectSame(steadyVowel([530, 1840, 2480], 113, 0.115), expected);
  });

  test("a resonance above 0.46 of the rate stays there", () => {
    const highest = 0.46 * SAMPLE_RATE;
    const found = steadyVowel([530, 1840, 6007], 113, 0.05);
    expectSame(found, steadyVowel([530, 1840, highest], 113, 0.05));
  });

  test("a vowel is spoken at the pitch of the voice; the fourth resonance grows with the tract", () => {
    const small = { ...voice, scale: 1.1 };
    const source = resonate(throat, pulses(voice.pitch, smoothed(30, 1)));
    const expected = heard(tract([730, 1090, 2440, 3850], [...source]));
    expectSame(speak(["AA"], small, still()), expected);
    const take = speak(
      ["AA"],
      { ...small, pitch: voice.pitch / Math.exp(0.03) },
      {
        ...still(),
        normal: (_, deviation) => (deviation === 0.03 ? 0.03 : 0),
      },
    );
    expectSame(take, expected);
  });

  test("a breath is half of the noise through the tract; a whisper breathes 0.06 of the voice", () => {
    const { scale, vowels } = { ...voice, scale: 1.1 };
    const breathed = (count: number, level: number, formants: readonly number[]) => {
      const levels = heldFor(smoothed(count, level));
      const source = noise(levels.length).map((x, n) => 0.5 * levels[n]! * x);
      return heard(tract([...formants, 3500 * scale], source));
    };
    expectSame(speak(["HH"], { ...voice, scale }, still()), breathed(14, 0.04, vowels.AH));
    const whisper = { ...voice, scale, whispers: true };
    expectSame(speak(["AA"], whisper, still()), breathed(30, 0.06, vowels.AA));
  });

  test("a hiss is noise through one resonance, past the tract", () => {
    const levels = heldFor(smoothed(24, 0.002));
    const source = noise(levels.length).map((x, n) => 2 * levels[n]! * x);
    const hissed = resonate(resonator(4600, 900, SAMPLE_RATE), source);
    expectSame(speak(["S"], voice, still()), heard(hissed));
  });
});

describe("loudest", () => {
  test("stretches to the size that is asked, in place", () => {
    const samples = Float64Array.of(1, -4, 3);
    expect(loudest(samples, 2)).toBe(samples);
    expect([...samples]).toEqual([0.5, -2, 1.5]);
  });

  test.each([
    [[0, 0, 0], 0],
    [[1, Infinity], Infinity],
    [[1, Number.NaN, 2], Number.NaN],
  ])("refuses %j", (samples, got) => {
    expect(() => loudest(Float64Array.from(samples), 1)).toThrow(
      new RangeError(`loudest: the largest sample must be positive and finite, got ${got}`),
    );
  });
});
