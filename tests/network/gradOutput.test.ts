/**
 * @file A gradient that is no number, on its way back: the steps of attention refuse it by name.
 *
 * Dense layers, activations and softmax pass it on: chapters 6 and 7 show what diverges.
 */

import { expect, test } from "vitest";
import { generate, type Matrix, random } from "../../src/matrix/index.js";
import {
  attention,
  attentionBackward,
  createEmbedding,
  createLayerNorm,
  embeddingBackward,
  layerNorm,
  layerNormBackward,
  meanPoolingBackward,
  projectBackward,
} from "../../src/network/index.js";

const input = generate([3, 5], (i, j) => Math.sin(1 + i + 2 * j));
const square = { weight: generate([5, 5], () => 1), bias: generate([1, 5], () => 1) };
const table = createEmbedding({ vocabularySize: 7, features: 5, random: random(1) });
const qkv = { query: input, key: input, value: input };
const norm = createLayerNorm(5);

test.each<[string, (gradOutput: Matrix) => unknown, rows?: number]>([
  ["attentionBackward", (g) => attentionBackward(qkv, attention(qkv), g)],
  ["embeddingBackward", (g) => embeddingBackward([2, 0, 2], table, g)],
  ["layerNormBackward", (g) => layerNormBackward(input, norm, layerNorm(input, norm), g)],
  ["meanPoolingBackward", (g) => meanPoolingBackward(input, g), 1],
  ["projectBackward", (g) => projectBackward(input, { weight: square.weight }, g)],
  ["projectBackward", (g) => projectBackward(input, square, g)],
])("%s", (name, backward, rows = 3) => {
  for (const strange of [Number.NaN, Infinity, -Infinity]) {
    const gradOutput = generate([rows, 5], (_, j) => (j === 4 ? strange : 1));
    expect(() => backward(gradOutput)).toThrow(
      new RangeError(`${name}: gradOutput must be finite, got ${strange} at index 4`),
    );
  }
  expect(() => backward(generate([rows, 5], () => 1))).not.toThrow();
});
