import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differentRows, logTimes } from "../../src/fast/classifier/repeats.js";
import { createFastClassifier, fastPredictClassifier } from "../../src/fast/index.js";
import { random } from "../../src/matrix/index.js";
import { createAttentionClassifier } from "../../src/network/index.js";
import { stirred } from "../network/layers.js";

const times = new Int32Array(12);

describe("differentRows", () => {
  test("those that stand once first, each kind in the order in which it comes", () => {
    expect(differentRows([7, 3, 7, 5, 2, 3, 7, 2], times)).toEqual({
      tokens: Int32Array.of(5, 3, 2, 7),
      repeated: [
        { start: 0, end: 1, times: 1 },
        { start: 1, end: 3, times: 2 },
        { start: 3, end: 4, times: 3 },
      ],
    });
  });

  test("hold every token as often as the text does, in runs that leave nothing out", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(11), { minLength: 1, maxLength: 37 }), (text) => {
        const { tokens, repeated } = differentRows(text, times);
        expect(times.every((count) => count === 0)).toBe(true);
        let next = 0;
        for (const { start, end, times } of repeated) {
          expect(start).toBe(next);
          for (const token of tokens.slice(start, end)) {
            expect(text.filter((other) => other === token)).toHaveLength(times);
          }
          next = end;
        }
        expect(next).toBe(tokens.length);
        expect(new Set(tokens)).toEqual(new Set(text));
        expect(repeated.map(({ times }) => times)).toEqual(
          [...new Set(repeated.map(({ times }) => times))].sort((a, b) => a - b),
        );
      }),
    );
  });

  test("a token that stands alone adds nothing to its scores", () => {
    expect(logTimes(1, 4)).toBe(0);
    expect(logTimes(2, 3)).toBe(Math.fround(3 * Math.LN2));
  });
});

test("a text of one token says the same however often it says it", () => {
  const sizes = { vocabularySize: 23, features: 5, numHeads: 3, keyDim: 7, hidden: [11] };
  const layer = stirred(createAttentionClassifier({ ...sizes, random: random(1) }), 2);
  const data = [...[5, 0, 0, 0, 0, 0, 0], ...[5, 5, 0, 5, 5, 5, 5], ...[5, 9, 0, 5, 5, 5, 5]];
  const fast = createFastClassifier(layer);
  const [once, often, other] = fastPredictClassifier(fast, { data, shape: [3, 7] }).data;
  expect(often).toBe(once);
  expect(other).not.toBe(once);
});
