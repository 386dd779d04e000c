import { describe, expect, test } from "vitest";
import {
  at,
  map,
  matrix,
  multiply,
  normalMatrix,
  random,
  row,
  scale,
  toRows,
  zeros,
} from "../../src/matrix/index.js";
import {
  type AttentionInput,
  attention,
  attentionBackward,
  causalMask,
  numericalGradient,
  paddingMask,
} from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";

// T = 3 queries, S = 5 keys, K = 2 and V = 7 features.
const drawn = (): AttentionInput => ({
  query: seeded([3, 2], 1),
  key: seeded([5, 2], 2),
  value: seeded([5, 7], 3),
});
const mask = matrix([
  [1, 0, 1, 0, 0],
  [0, 1, 1, 1, 1],
  [0, 0, 0, 0, 1],
]);

describe("attention", () => {
  test("takes of each value as much as its key fits the query", () => {
    // Scores ln 3 · 1 and 0 after the division by √4: weights 3/4 and 1/4.
    const { scores, weights, output } = attention({
      query: matrix([[2 * Math.log(3), 0, 0, 0]]),
      key: matrix([
        [1, 5, 5, 5],
        [0, 5, 5, 5],
      ]),
      value: matrix([
        [8, 0],
        [0, 4],
      ]),
    });
    expectClose(scores, matrix([[Math.log(3), 0]]), { rtol: 1e-15 });
    expectClose(weights, matrix([[3 / 4, 1 / 4]]), { rtol: 1e-15 });
    expectClose(output, matrix([[6, 1]]), { rtol: 1e-15 });
  });

  test("divides by √K: scores of random tokens keep the variance 1 of their entries", () => {
    const tokens = (seed: number) => normalMatrix(random(seed), [31, 101], 0, 1);
    const { data } = attention({ query: tokens(1), key: tokens(2), value: tokens(3) }).scores;
    const variance = data.reduce((sum, score) => sum + score ** 2, 0) / data.length;
    expect(Math.abs(variance - 1)).toBeLessThan(0.3);
  });

  test("is the mean of the values where no key fits better than another", () => {
    const { output } = attention({ ...drawn(), query: zeros([3, 2]) });
    const { value } = drawn();
    const mean = value.data.reduce((sum, v, k) => sum + (k % 7 === 4 ? v : 0), 0) / 5;
    for (const i of [0, 1, 2]) expect(at(output, i, 4)).toBeCloseTo(mean, 12);
  });

  test("becomes a look-up when the scores grow", () => {
    const { weights, scores } = attention({ ...drawn(), scoreScale: 1e6 });
    for (const [i, weight] of toRows(weights).entries()) {
      const best = Math.max(...toRows(scores)[i]!);
      expect(weight).toEqual(toRows(scores)[i]!.map((score) => (score === best ? 1 : 0)));
    }
  });

  test("has the weights of the allowed keys alone, and 0 elsewhere", () => {
    const { weights } = attention({ ...drawn(), mask });
    expect(at(weights, 2, 4)).toBe(1);
    expectClose(multiply(weights, mask), weights, { atol: 0 });
    const { query, key, value } = drawn();
    const pair = attention({
      query: row(query, 0),
      key: matrix([toRows(key)[0]!, toRows(key)[2]!]),
      value: matrix([toRows(value)[0]!, toRows(value)[2]!]),
    });
    expect(at(weights, 0, 0)).toBeCloseTo(at(pair.weights, 0, 0), 14);
    expect(at(weights, 0, 2)).toBeCloseTo(at(pair.weights, 0, 1), 14);
  });

  test("under a causal mask a token is deaf to what comes after it", () => {
    const [query, key, value] = [seeded([5, 3], 1), seeded([5, 3], 2), seeded([5, 2], 3)];
    const before = attention({ query, key, value, mask: causalMask(5) }).output;
    key.data[3 * 3] = 9;
    value.data[3 * 2] = 9;
    const after = attention({ query, key, value, mask: causalMask(5) }).output;
    for (const i of [0, 1, 2]) expect(toRows(after)[i]).toEqual(toRows(before)[i]);
    for (const i of [3, 4]) expect(toRows(after)[i]).not.toEqual(toRows(before)[i]);
  });

  test("does not see what fills up the sequence", () => {
    const isToken = [true, true, false, true, false];
    const input = { ...drawn(), mask: paddingMask(3, isToken) };
    const { output } = attention(input);
    for (const j of [2, 4]) {
      input.key.data.fill(1e3, j * 2, (j + 1) * 2);
      input.value.data.fill(1e3, j * 7, (j + 1) * 7);
    }
    expect(attention(input).output).toEqual(output);
  });
});

describe("attentionBackward", () => {
  test.each<[string, Partial<AttentionInput>]>([
    ["without a mask", {}],
    ["with a mask", { mask }],
    ["with another scale", { scoreScale: 1.7 }],
  ])("is the numerical gradient %s", (_, options) => {
    const input: AttentionInput = { ...drawn(), ...options };
    const gradOutput = seeded([3, 7], 4);
    const loss = () => innerProduct(attention(input).output, gradOutput);
    const backward = attentionBackward(input, attention(input), gradOutput);
    expectClose(backward.gradQuery, numericalGradient(loss, input.query));
    expectClose(backward.gradKey, numericalGradient(loss, input.key));
    expectClose(backward.gradValue, numericalGradient(loss, input.value));
  });

  test("gives no gradient to a key that no query may look at", () => {
    const input = { ...drawn(), mask: map(mask, (m) => m) };
    input.mask.data[1 * 5 + 3] = 0;
    const { gradKey, gradValue } = attentionBackward(input, attention(input), seeded([3, 7], 4));
    expect(toRows(gradKey)[3]!.map(Math.abs)).toEqual([0, 0]);
    expect(toRows(gradValue)[3]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test("dies when one weight takes all: a saturated softmax does not learn", () => {
    const input = { ...drawn(), scoreScale: 1e6 };
    const { gradQuery } = attentionBackward(input, attention(input), seeded([3, 7], 4));
    expect(gradQuery).toEqual(scale(gradQuery, 0));
  });
});

describe("attention refuses", () => {
  const { query, key, value } = drawn();
  const refused = (input: AttentionInput, message: string) =>
    expect(() => attention(input)).toThrow(new RangeError(`attention: ${message}`));

  test("shapes that do not fit together", () => {
    const got = (a: number, b: number) => `must be equal, got ${a} and ${b}`;
    refused({ query: seeded([3, 7], 1), key, value }, `columns of query and key ${got(7, 2)}`);
    refused({ query, key, value: seeded([3, 7], 1) }, `rows of key and value ${got(5, 3)}`);
    refused({ query, key, value, mask: causalMask(5) }, `rows of mask and query ${got(5, 3)}`);
    const narrow = causalMask(3);
    refused({ query, key, value, mask: narrow }, `columns of mask and rows of key ${got(3, 5)}`);
    const message = "attentionBackward: shapes of output and gradOutput must be equal";
    expect(() => attentionBackward(drawn(), attention(drawn()), seeded([7, 3], 1))).toThrow(
      new RangeError(`${message}, got [3, 7] and [7, 3]`),
    );
  });

  test("a mask that is none", () => {
    const half = map(mask, (m) => m);
    half.data[7] = 0.5;
    refused(
      { query, key, value, mask: half },
      "entries of mask must be 0 or 1, got 0.5 at index 7",
    );
    const blind = map(mask, (m) => m);
    blind.data.fill(0, 5, 10);
    refused({ query, key, value, mask: blind }, "row 1 of mask must allow a key, got only zeros");
    half.data[0] = 2;
    refused({ query, key, value, mask: half }, "entries of mask must be 0 or 1, got 2 at index 0");
    blind.data.fill(0, 0, 5);
    refused({ query, key, value, mask: blind }, "row 0 of mask must allow a key, got only zeros");
  });

  test("a scale that is not positive", () => {
    const must = "scoreScale must be positive and finite, got";
    refused({ query, key, value, scoreScale: 0 }, `${must} 0`);
    const broken = { ...drawn(), scoreScale: Number.NaN };
    expect(() => attentionBackward(broken, attention(drawn()), seeded([3, 7], 4))).toThrow(
      new RangeError(`attentionBackward: ${must} NaN`),
    );
  });

  test.each(["query", "key", "value"] as const)("a %s that is not finite", (name) => {
    const broken = drawn();
    broken[name].data[3] = Number.NaN;
    refused(broken, `${name} must be finite, got NaN at index 3`);
    broken[name].data[3] = Number.POSITIVE_INFINITY;
    refused(broken, `${name} must be finite, got Infinity at index 3`);
  });

  test("scores that overflow", () => {
    const huge = drawn();
    huge.query.data.fill(1e200);
    huge.key.data.fill(1e200);
    expect(() => attention(huge)).toThrow(
      new RangeError("softmax: the largest logit of row 0 must be finite, got Infinity"),
    );
  });
});
