import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../src/matrix/index.js";
import {
  drawVoice,
  meanVoice,
  meanVowel,
  resonate,
  resonator,
  SAMPLE_RATE,
  speak,
  steadyVowel,
  tractScale,
  type VowelName,
  vowelNames,
  vowelWords,
} from "../../src/sound/index.js";
import { sounds } from "../../src/sound/sounds.js";

/** The size of the part of a sound that swings at a frequency. */
function strength(samples: ArrayLike<number>, frequency: number, rate: number): number {
  let [re, im] = [0, 0];
  for (let n = 0; n < samples.length; ++n) {
    const angle = (2 * Math.PI * frequency * n) / rate;
    re += samples[n]! * Math.cos(angle);
    im -= samples[n]! * Math.sin(angle);
  }
  return Math.hypot(re, im);
}

describe("resonator", () => {
  test("by hand: a quarter of the rate swings with period four and shrinks by r each step", () => {
    const bandwidth = (1000 * Math.LN2) / Math.PI; // r = 1/2
    const { a, b, c } = resonator(250, bandwidth, 1000);
    expect([a, b, c]).toEqual([1.25 - b, b, expect.closeTo(-0.25, 12)]);
    expect(b).toBeCloseTo(0, 12);
    const rung = resonate({ a, b, c }, [1, 0, 0, 0, 0]);
    [1.25, 0, -0.3125, 0, 0.078125].forEach((y, n) => {
      expect(rung[n]).toBeCloseTo(y, 12);
    });
  });

  test("what never changes passes as it is, and the gain is that of its formula", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 100, max: 4000, noNaN: true }),
        fc.double({ min: 50, max: 500, noNaN: true }),
        fc.double({ min: 50, max: 5000, noNaN: true }),
        (frequency, bandwidth, probe) => {
          const one = resonator(frequency, bandwidth, 11_025);
          const impulse = Float64Array.from({ length: 4001 }, (_, n) => (n === 0 ? 1 : 0));
          const rung = resonate(one, impulse);
          expect(strength(rung, 0, 11_025)).toBeCloseTo(1, 6);
          const w = (2 * Math.PI * probe) / 11_025;
          const re = 1 - one.b * Math.cos(w) - one.c * Math.cos(2 * w);
          const im = one.b * Math.sin(w) + one.c * Math.sin(2 * w);
          const gain = one.a / Math.hypot(re, im);
          expect(strength(rung, probe, 11_025) / gain).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  test("refuses a frequency that the rate cannot hold", () => {
    expect(() => resonator(500, 100, 1000)).toThrow(
      new RangeError("resonator: frequency must be at least 0 and below half of 1000, got 500"),
    );
    expect(() => resonator(-1, 100, 1000)).toThrow(
      new RangeError("resonator: frequency must be at least 0 and below half of 1000, got -1"),
    );
    expect(() => resonator(100, 0, 1000)).toThrow(
      new RangeError("resonator: bandwidth must be positive and finite, got 0"),
    );
    expect(() => resonator(100, 100, -7)).toThrow(
      new RangeError("resonator: sampleRate must be positive and finite, got -7"),
    );
  });
});

describe("vowels", () => {
  test("two rows of the printed table", () => {
    expect(meanVowel("men", "IY")).toEqual({ pitch: 136, formants: [270, 2290, 3010] });
    expect(meanVowel("children", "ER")).toEqual({ pitch: 261, formants: [560, 1820, 2160] });
    expect(vowelWords).toHaveLength(vowelNames.length);
  });

  test("every formant is below the next, and rises from men to women to children", () => {
    for (const name of vowelNames) {
      const of = (["men", "women", "children"] as const).map((g) => meanVowel(g, name).formants);
      for (const [a, b, c] of of) expect(a < b && b < c).toBe(true);
      for (const k of [0, 1, 2]) {
        expect(of[0]![k]! <= of[1]![k]! && of[1]![k]! <= of[2]![k]!).toBe(true);
      }
    }
    expect(tractScale("men")).toBe(1);
    expect(tractScale("women")).toBeGreaterThan(1.1);
    expect(tractScale("children")).toBeGreaterThan(tractScale("women"));
  });

  test("refuses what it does not have", () => {
    expect(() => meanVowel("men", "OE" as VowelName)).toThrow(
      new RangeError(
        'meanVowel: vowel must be one of IY, IH, EH, AE, AA, AO, UH, UW, AH, ER, got "OE"',
      ),
    );
  });

  test("a steady vowel is loudest at the multiple of its pitch that is nearest to its first formant", () => {
    const samples = steadyVowel([500, 1500, 2500], 100, 0.5);
    expect(Math.max(...samples.map(Math.abs))).toBeCloseTo(0.9, 12);
    const at = (frequency: number) =>
      strength(samples.subarray(2000, 4000), frequency, SAMPLE_RATE);
    // The voice falls by 18 % from the first frame to the last: the middle is at 97 Hz.
    const band = (from: number, to: number) => {
      let most = 0;
      for (let f = from; f <= to; f += 5) most = Math.max(most, at(f));
      return most;
    };
    expect(band(400, 600)).toBeGreaterThan(3 * band(850, 1150));
    expect(band(1400, 1600)).toBeGreaterThan(3 * band(1900, 2100));
  });

  test("a vowel must be heard", () => {
    const formants = [500, 1500, 2500];
    for (const seconds of [0, 10.005, Number.NaN]) {
      expect(() => steadyVowel(formants, 100, seconds)).toThrow(
        new RangeError(`steadyVowel: seconds must be from 0.005 to 10, got ${seconds}`),
      );
    }
    for (const pitch of [39, 601, Number.NaN]) {
      expect(() => steadyVowel(formants, pitch, 1)).toThrow(
        new RangeError(`steadyVowel: pitch must be from 40 to 600 hertz, got ${pitch}`),
      );
    }
    expect(steadyVowel(formants, 40, 10)).toHaveLength(10 * 200 * 55);
    expect(steadyVowel(formants, 600, 0.005)).toHaveLength(55);
  });
});

describe("speak", () => {
  const voice = meanVoice("women");

  test("there are the 39 sounds of the dictionary, and each can be heard", () => {
    expect(Object.keys(sounds)).toHaveLength(39);
    for (const sound of Object.keys(sounds)) {
      const samples = speak([sound], voice, random(3));
      expect(Math.max(...samples.map(Math.abs))).toBeCloseTo(0.9, 12);
      expect(samples.length / SAMPLE_RATE).toBeGreaterThan(0.03);
    }
  });

  test("the same seed says the same, another seed the same word otherwise; stress is passed over", () => {
    const say = (seed: number, word = ["S", "EH1", "V", "AH0", "N"]) =>
      speak(word, voice, random(seed));
    expect(say(5)).toEqual(say(5));
    expect(say(5)).toEqual(say(5, ["S", "EH", "V", "AH", "N"]));
    expect(say(5)).not.toEqual(say(7));
  });

  test("a hiss is softer than the vowel beside it", () => {
    const samples = speak(["S", "AA"], voice, random(3));
    const strengthOf = (from: number, to: number) => {
      const part = samples.subarray(from * samples.length, to * samples.length);
      return Math.sqrt(part.reduce((sum, x) => sum + x * x, 0) / part.length);
    };
    const ratio = strengthOf(0.1, 0.4) / strengthOf(0.7, 0.9);
    expect(ratio).toBeGreaterThan(0.1);
    expect(ratio).toBeLessThan(0.8);
  });

  test("who speaks twice as fast takes half the time", () => {
    const long = speak(["AA", "IY", "UW"], voice, random(11)).length;
    const short = speak(["AA", "IY", "UW"], { ...voice, speed: 2 }, random(11)).length;
    expect(short / long).toBeCloseTo(0.5, 1);
  });

  test("a whisper has no pitch: neighbouring periods are not alike", () => {
    const alike = (whispers: boolean) => {
      const samples = speak(["AA"], { ...voice, pitch: 105, whispers }, random(13));
      const middle = samples.subarray(500, 750);
      const energy = middle.reduce((sum, x) => sum + x * x, 0);
      let most = 0;
      for (let lag = 90; lag < 120; ++lag) {
        const product = middle.reduce((sum, x, n) => sum + x * samples[500 + n - lag]!, 0);
        most = Math.max(most, product / energy);
      }
      return most;
    };
    expect(alike(false)).toBeGreaterThan(0.8);
    expect(alike(true)).toBeLessThan(0.6);
  });

  test("drawn voices differ, and scatter round the mean of their group", () => {
    const numbers = random(17);
    const drawn = Array.from({ length: 199 }, () => drawVoice(numbers, "children"));
    const mean = drawn.reduce((sum, { pitch }) => sum + Math.log(pitch), 0) / drawn.length;
    expect(Math.exp(mean) / meanVoice("children").pitch).toBeCloseTo(1, 1);
    expect(new Set(drawn.map(({ pitch }) => pitch)).size).toBe(199);
  });

  test("refuses silence and sounds of other languages", () => {
    expect(() => speak([], voice, random(1))).toThrow(
      new RangeError("speak: needs at least one sound, got 0"),
    );
    expect(() => speak(["AA", "QQ1"], voice, random(1))).toThrow(
      new RangeError('speak: "QQ1" is no sound of the dictionary: AA, B, … ZH'),
    );
  });
});
