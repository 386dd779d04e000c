import { expect, test } from "vitest";
import { Matrix, matrix, random, zeros } from "../../src/matrix/index.js";
import {
  createTransformer,
  matricesOf,
  packedMatricesOf,
  replaceMatrices,
  transformer,
} from "../../src/network/index.js";

const drawn = (seed: number) =>
  createTransformer({
    sourceVocabularySize: 7,
    targetVocabularySize: 11,
    features: 6,
    numHeads: 3,
    hiddenFeatures: 5,
    numBlocks: 2,
    placement: "pre",
    random: random(seed),
  });

test("what was taken out and put into another layer makes it the first one", () => {
  const [one, two] = [drawn(1), drawn(2)];
  const given = packedMatricesOf(one);
  expect(given.length).toBeLessThan(matricesOf(one).length);
  const made = replaceMatrices(two, given);
  expect(made).toEqual(one);
  const input = { source: [1, 2, 3], target: [4, 5] };
  expect(transformer(input, made).logits).toEqual(transformer(input, one).logits);
  expect(two).toEqual(drawn(2));
  given[0]!.data[0] = 1e9;
  expect(made).toEqual(drawn(1));
});

test("heads stand side by side", () => {
  const { query } = drawn(1).decoder.blocks[0]!.selfAttention.heads[1]!;
  const packed = packedMatricesOf(drawn(1).decoder.blocks[0]!.selfAttention)[0]!;
  expect(packed.shape).toEqual([6, 6]);
  expect(packed.data[6 + 2]).toBe(query.weight.data[2]);
});

test("what is no matrix stays as it is", () => {
  const layer = { sizes: [2, 3], name: "eye", bias: null, mask: undefined, weight: zeros([2, 3]) };
  expect(packedMatricesOf(layer)).toEqual([zeros([2, 3])]);
  const weight = matrix([
    [2, 3, 5],
    [7, 11, 13],
  ]);
  expect(replaceMatrices(layer, [weight])).toEqual({ ...layer, weight });
});

test("says how many matrices it needs, and of which shape", () => {
  const layer = drawn(1);
  const given = packedMatricesOf(layer);
  expect(() => replaceMatrices(layer, given.slice(1))).toThrow(
    new RangeError(`replaceMatrices: needs ${given.length} matrices, got ${given.length - 1}`),
  );
  const turned = new Matrix(given[0]!.data, [6, 7]);
  expect(() => replaceMatrices(layer, [turned, ...given.slice(1)])).toThrow(
    new RangeError("replaceMatrices: matrix 0 must have the shape [7, 6], got [6, 7]"),
  );
  const long = new Matrix(given[1]!.data, [4, 9]);
  expect(() => replaceMatrices(layer, [given[0]!, long, ...given.slice(2)])).toThrow(
    new RangeError("replaceMatrices: matrix 1 must have the shape [6, 6], got [4, 9]"),
  );
});
