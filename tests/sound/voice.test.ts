import { describe, expect, test } from "vitest";
import {
  drawVoice,
  meanVoice,
  meanVowel,
  tractScale,
  type VoiceGroup,
  vowelNames,
} from "../../src/sound/index.js";
import { still } from "./still.js";

describe("meanVoice", () => {
  test("has the pitch of the men's ten vowels, their formants, and nothing of its own", () => {
    const { vowels, ...rest } = meanVoice("men");
    // (136 + 135 + 130 + 127 + 124 + 129 + 137 + 141 + 130 + 133) / 10
    expect(rest).toEqual({ pitch: 132.2, scale: 1, speed: 1, whispers: false });
    expect(Object.keys(vowels)).toEqual([...vowelNames]);
    expect(vowels.UW).toEqual([300, 870, 2240]);
  });

  test("of children is a higher one from a smaller tract", () => {
    expect(meanVoice("children").scale).toBe(tractScale("children"));
    // (272 + 269 + 260 + 251 + 256 + 263 + 276 + 274 + 261 + 261) / 10
    expect(meanVoice("children").pitch).toBe(264.3);
  });
});

describe("drawVoice", () => {
  test("by hand: a standard deviation more of everything", () => {
    const drawn = drawVoice(still(1), "women");
    const mean = meanVoice("women");
    expect(drawn.pitch).toBeCloseTo(mean.pitch * Math.exp(0.12), 9);
    expect(drawn.scale).toBeCloseTo(mean.scale * Math.exp(0.05), 12);
    expect(drawn.speed).toBeCloseTo(Math.exp(0.12), 12);
    expect(drawn.whispers).toBe(false);
    for (const name of vowelNames) {
      for (const [k, formant] of drawn.vowels[name].entries()) {
        expect(formant).toBeCloseTo(mean.vowels[name][k]! * Math.exp(0.05 + 0.06), 9);
      }
    }
    const plain = drawVoice(still(1), "women", 0.01);
    expect(plain.vowels.AA[0]).toBeCloseTo(850 * Math.exp(0.05 + 0.01), 9);
  });

  test("refuses habits that do not scatter, and a group that was not measured", () => {
    expect(() => drawVoice(still(), "men", 0)).toThrow(
      new RangeError("drawVoice: accent must be positive and finite, got 0"),
    );
    expect(() => meanVowel("robots" as VoiceGroup, "IY")).toThrow(
      new RangeError('meanVowel: group must be men, women or children, got "robots"'),
    );
  });
});
