import { describe, expect, test } from "vitest";
import { matrix, random, zeros } from "../../src/matrix/index.js";
import {
  createMultiHeadAttention,
  createPackedAttention,
  glorotUniform,
  packHeads,
  unpackHeads,
} from "../../src/network/index.js";
import { seeded } from "../helpers.js";
import { stirred } from "./layers.js";

const sizes = { features: 17, keyFeatures: 19, valueFeatures: 23, numHeads: 2, keyDim: 7 };
const options = { ...sizes, valueDim: 11, outputFeatures: 13 };

describe("createPackedAttention", () => {
  test("draws each weight of all heads at once, as Glorot's rule says, with zero biases", () => {
    const stream = random(1);
    expect(createPackedAttention({ ...options, random: random(1) })).toEqual({
      numHeads: 2,
      query: { weight: glorotUniform(stream, [17, 14]), bias: zeros([1, 14]) },
      key: { weight: glorotUniform(stream, [19, 14]), bias: zeros([1, 14]) },
      value: { weight: glorotUniform(stream, [23, 22]), bias: zeros([1, 22]) },
      output: { weight: glorotUniform(stream, [22, 13]), bias: zeros([1, 13]) },
    });
  });

  test("takes keys as wide as queries, values as keys, the output as the query, unless told", () => {
    const shapes = (told: object) => {
      const options = { features: 17, numHeads: 2, keyDim: 7, random: random(1), ...told };
      const { query, key, value, output } = createPackedAttention(options);
      return [query, key, value, output].map(({ weight }) => weight.shape);
    };
    expect(shapes({})).toEqual([
      [17, 14],
      [17, 14],
      [17, 14],
      [14, 17],
    ]);
    expect(shapes({ keyFeatures: 19 })).toEqual([
      [17, 14],
      [19, 14],
      [19, 14],
      [14, 17],
    ]);
  });

  test("leaves the biases out when told", () => {
    const layer = createPackedAttention({ ...options, useBias: false, random: random(1) });
    for (const name of ["query", "key", "value", "output"] as const) {
      expect(Object.keys(layer[name])).toEqual(["weight"]);
    }
  });

  test.each([
    ["numHeads", 0],
    ["keyDim", 2.5],
    ["valueDim", -1],
    ["features", Number.NaN],
    ["outputFeatures", 0],
  ])("refuses %s %d", (name, size) => {
    const strange = { ...options, [name]: size, random: random(1) };
    const message = `${name} must be a positive integer, got ${size}`;
    expect(() => createPackedAttention(strange)).toThrow(
      new RangeError(`createPackedAttention: ${message}`),
    );
    expect(() => createMultiHeadAttention(strange)).toThrow(
      new RangeError(`createMultiHeadAttention: ${message}`),
    );
  });
});

test("createMultiHeadAttention draws the same numbers and takes them apart", () => {
  const packed = createPackedAttention({ ...options, random: random(1) });
  const layer = createMultiHeadAttention({ ...options, random: random(1) });
  expect(layer).toEqual(unpackHeads(packed));
  expect(layer.heads.map(({ query }) => query.weight.shape)).toEqual([
    [17, 7],
    [17, 7],
  ]);
});

describe("packHeads and unpackHeads", () => {
  test("put the columns of a head beside those of the next", () => {
    const head = (a: number, b: number) => {
      const projection = { weight: matrix([[a], [b]]), bias: matrix([[a + b]]) };
      return { query: projection, key: projection, value: projection };
    };
    const output = { weight: matrix([[1], [2]]) };
    const { query } = packHeads({ heads: [head(1, 2), head(3, 4)], output });
    expect(query).toEqual({
      weight: matrix([
        [1, 3],
        [2, 4],
      ]),
      bias: matrix([[3, 7]]),
    });
  });

  test.each([true, false])("undo each other, with useBias %s", (useBias) => {
    const packed = stirred(createPackedAttention({ ...options, useBias, random: random(1) }), 2);
    expect(packHeads(unpackHeads(packed))).toEqual(packed);
    const heads = unpackHeads(packed);
    expect(unpackHeads(packHeads(heads))).toEqual(heads);
  });

  test("refuse heads that do not fit together", () => {
    const { heads, output } = createMultiHeadAttention({ ...options, random: random(1) });
    const [first, second] = heads as [(typeof heads)[0], (typeof heads)[0]];
    const wide = { ...second, value: { weight: seeded([23, 13], 1) } };
    expect(() => packHeads({ heads: [first, wide], output })).toThrow(
      new RangeError(
        "packHeads: shapes of the value weights of head 0 and head 1 must be equal, got [23, 11] and [23, 13]",
      ),
    );
    const bare = { ...second, key: { weight: second.key.weight } };
    expect(() => packHeads({ heads: [first, bare], output })).toThrow(
      new RangeError("packHeads: key biases and heads must be equal, got 1 and 2"),
    );
    expect(() => packHeads({ heads: [], output })).toThrow(
      new RangeError("packHeads: the number of heads must be a positive integer, got 0"),
    );
    const packed = createPackedAttention({ ...options, random: random(1) });
    expect(() => unpackHeads({ ...packed, numHeads: 0 })).toThrow(
      new RangeError("unpackHeads: numHeads must be a positive integer, got 0"),
    );
    expect(() => unpackHeads({ ...packed, numHeads: 3 })).toThrow(
      new RangeError("splitColumns: count must divide the number of columns, got 3 and 14"),
    );
  });
});
