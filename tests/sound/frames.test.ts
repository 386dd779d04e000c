import { describe, expect, test } from "vitest";
import { FRAME_SECONDS, framesOf } from "../../src/sound/frames.js";
import { meanVowel, vowelNames } from "../../src/sound/index.js";
import { still, voice } from "./still.js";

const frames = (...sounds: string[]) => framesOf(sounds, voice, still());

/** Of each frame one number, in thousandths. */
const thousandths = (numbers: readonly number[]) => numbers.map((x) => Math.round(1000 * x));

describe("framesOf", () => {
  test("a vowel of 0.15 s is 30 frames of its formants, a third softer at either end", () => {
    expect(FRAME_SECONDS).toBe(0.005);
    const all = frames("AA1");
    expect(all).toHaveLength(30);
    for (const { formants, breath, hiss } of all) {
      expect(formants.map(Math.round)).toEqual([730, 1090, 2440]);
      expect(breath).toBe(0);
      expect(hiss).toEqual({ level: 0, frequency: 3000, bandwidth: 2000 });
    }
    const levels = all.map(({ voice: level }) => level);
    expect(thousandths(levels)).toEqual([667, ...new Array(28).fill(1000), 667]);
  });

  test("from vowel to vowel the formants take nine frames", () => {
    const first = frames("AA", "IY").map(({ formants }) => formants[0]!);
    expect(first).toHaveLength(60);
    // 730 and 270 Hz: at the seam five ninths of one and four of the other
    expect(first[25]).toBeCloseTo(730, 9);
    expect(first[26]).toBeCloseTo((8 * 730 + 270) / 9, 9);
    expect(first[29]).toBeCloseTo((5 * 730 + 4 * 270) / 9, 9);
    expect(first[33]).toBeCloseTo((730 + 8 * 270) / 9, 9);
    expect(first[34]).toBeCloseTo(270, 9);
  });

  test("a glide is two vowels, the second one softer; a short vowel has 20 frames or 24", () => {
    const all = frames("AY");
    expect(all).toHaveLength(24 + 20);
    expect(all[3]!.formants.map(Math.round)).toEqual([730, 1090, 2440]);
    expect(all[40]!.formants.map(Math.round)).toEqual([270, 2290, 3010]);
    expect(all[40]!.voice).toBeCloseTo(0.8, 12);
    expect([frames("IH"), frames("EH")].map(({ length }) => length)).toEqual([20, 24]);
  });

  test("each vowel has its own formants, each glide those of two", () => {
    const near = (sound: string, place: number, vowel: (typeof vowelNames)[number]) =>
      expect(frames(sound).at(place)!.formants.map(Math.round), sound).toEqual(
        meanVowel("men", vowel).formants,
      );
    for (const name of vowelNames) near(name, 9, name);
    // Without a shape of its own a sound has that of the next, and alone that of AH.
    expect(frames("AH", "IY")[9]!.formants.map(Math.round)).toEqual([640, 1190, 2390]);
    for (const [glide, from, to] of [
      ["AY", "AA", "IY"],
      ["EY", "EH", "IY"],
      ["OW", "AO", "UW"],
      ["AW", "AA", "UW"],
      ["OY", "AO", "IY"],
    ] as const) {
      near(glide, 9, from);
      near(glide, -9, to);
    }
  });

  test.each([
    ["P", { level: 0.015, frequency: 1100, bandwidth: 2500 }],
    ["K", { level: 0.01, frequency: 2750, bandwidth: 500 }],
    ["F", { level: 0.005, frequency: 3600, bandwidth: 4000 }],
  ])("%s hisses in its own place", (sound, hiss) => {
    expect(frames(sound).at(-3)!.hiss).toEqual({ ...hiss, level: expect.closeTo(hiss.level, 12) });
  });

  test("a digit is passed over at the end of a name only", () => {
    expect(() => frames("A1A")).toThrow(
      new RangeError('speak: "A1A" is no sound of the dictionary: AA, B, … ZH'),
    );
  });

  test("a consonant's formants grow with the speaker", () => {
    const all = frames("W");
    expect(all).toHaveLength(16);
    expect(all[8]!.formants).toEqual([2 * 290, 2 * 610, 2 * 2150]);
    expect(all[8]!.voice).toBeCloseTo(0.7, 12);
    expect(frames("NG")[8]!.voice).toBeCloseTo(0.4, 12);
  });

  test("a hiss that is voiced is shorter, and softer by the factor 0.6", () => {
    const [s, z] = [frames("S"), frames("Z")];
    expect([s.length, z.length]).toEqual([24, 16]);
    expect(s[12]!.hiss).toEqual({
      level: expect.closeTo(0.002, 12),
      frequency: 4600,
      bandwidth: 900,
    });
    expect(s[0]!.hiss.level).toBeCloseTo((2 * 0.002) / 3, 12);
    expect(z[8]!.hiss.level).toBeCloseTo(0.0012, 12);
    expect([s[12]!.voice, z[8]!.voice]).toEqual([0, expect.closeTo(0.4, 12)]);
    expect(frames("TH")[12]!.hiss).toEqual({
      level: expect.closeTo(0.005, 12),
      frequency: 4500,
      bandwidth: 4000,
    });
    expect(frames("DH")[8]!.hiss.frequency).toBe(4500);
  });

  test.each([
    ["T", { closed: 12, open: 6, voice: 0, breath: 0.03 }],
    ["D", { closed: 12, open: 3, voice: 0.15, breath: 0 }],
  ])("%s is closed, then lets go", (sound, { closed, open, voice: level, breath }) => {
    const all = frames(sound);
    expect(all).toHaveLength(closed + open);
    expect(all[6]!.voice).toBeCloseTo(level, 12);
    expect(all[6]!.hiss.level).toBe(0);
    // The frame of the opening that has none but open ones beside it.
    expect(all[closed + 1]).toMatchObject({ voice: 0, hiss: { frequency: 4600, bandwidth: 900 } });
    expect(all[closed + 1]!.breath).toBeCloseTo(breath, 12);
    expect(all[closed + 1]!.hiss.level).toBeCloseTo(0.002, 12);
  });

  test("of the six stops the three that are voiced let go sooner", () => {
    const lengths = ["P", "T", "K", "B", "D", "G"].map((sound) => frames(sound).length);
    expect(lengths).toEqual([18, 18, 18, 15, 15, 15]);
  });

  test("CH and JH stop for 10 frames, then hiss as SH and ZH do", () => {
    for (const [stopped, hissed, voiced] of [
      ["CH", "SH", 0],
      ["JH", "ZH", 0.15],
    ] as const) {
      const [all, alone] = [frames(stopped), frames(hissed)];
      expect(all).toHaveLength(10 + alone.length);
      expect(all[5]!.voice).toBeCloseTo(voiced, 12);
      expect(all[5]!.hiss.level).toBe(0);
      expect(all[18]!.hiss.level).toBeCloseTo(alone[8]!.hiss.level, 12);
      expect(all[18]!.voice).toBeCloseTo(alone[8]!.voice, 12);
    }
  });

  test("a breath has the shape of what comes next, else of what came last, else of AH", () => {
    const breathOf = (place: number, ...sounds: string[]) =>
      frames(...sounds)[place]!.formants.map(Math.round);
    expect(breathOf(3, "HH", "IY")).toEqual([270, 2290, 3010]);
    expect(breathOf(30 + 7, "AA", "HH", "IY")).toEqual([270, 2290, 3010]);
    expect(breathOf(60 + 9, "AA", "IY", "HH")).toEqual([270, 2290, 3010]);
    expect(breathOf(7, "HH")).toEqual([640, 1190, 2390]);
    expect(frames("HH")[7]).toMatchObject({ voice: 0, breath: expect.closeTo(0.04, 12) });
  });

  test("who speaks twice as fast takes half the frames, but never fewer than two", () => {
    const count = (speed: number) => framesOf(["AA"], { ...voice, speed }, still()).length;
    expect([count(2), count(0.5), count(1000)]).toEqual([15, 60, 2]);
  });

  test("each take scatters: its lengths by 8 %, its formants by 2 %", () => {
    const all = framesOf(["AA"], voice, still(1));
    expect(all).toHaveLength(32); // 30 · exp(0.08) = 32.5
    expect(all[16]!.formants[0]).toBeCloseTo(730 * Math.exp(0.02), 9);
  });
});
