import { describe, expect, test } from "vitest";
import { generate, matMul, matrix, random, uniformMatrix } from "../../src/matrix/index.js";
import { createEmbedding, embedding, embeddingBackward } from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";
import { expectGradients } from "./layers.js";

// T = 5 tokens of a vocabulary of 7, D = 3; token 2 comes twice, token 6 is the last.
const tokens = [2, 6, 2, 0, 5];
const layer = { weight: seeded([7, 3], 1) };

test("createEmbedding draws within ±0.05, as Keras", () => {
  const options = { vocabularySize: 7, features: 3 };
  expect(createEmbedding({ ...options, random: random(1) })).toEqual({
    weight: uniformMatrix(random(1), [7, 3], -0.05, 0.05),
  });
});

describe("embedding", () => {
  test("looks up the row of each token", () => {
    const layer = {
      weight: matrix([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    };
    expect(embedding(Uint8Array.of(2, 0, 2), layer)).toEqual(
      matrix([
        [5, 6],
        [1, 2],
        [5, 6],
      ]),
    );
  });

  test("is the product of one-hot rows with the weight", () => {
    const oneHot = generate([5, 7], (i, k) => (tokens[i] === k ? 1 : 0));
    expect(embedding(tokens, layer)).toEqual(matMul(oneHot, layer.weight));
  });
});

describe("embeddingBackward", () => {
  const gradOutput = seeded([5, 3], 2);

  test("is the numerical gradient, added up where a token comes twice", () => {
    const loss = () => innerProduct(embedding(tokens, layer), gradOutput);
    expectGradients(layer, embeddingBackward(tokens, layer, gradOutput).gradLayer, loss);
  });

  test("scatters the rows of the gradient to their tokens", () => {
    const layer = { weight: seeded([3, 1], 1) };
    const { gradLayer } = embeddingBackward([2, 0, 2], layer, matrix([[1], [10], [100]]));
    expectClose(gradLayer.weight, matrix([[10], [0], [101]]), { atol: 0, rtol: 0 });
  });
});

describe("embedding refuses", () => {
  test.each([7, -1, 1.5, Number.NaN])("token %d", (token) => {
    const message = `token 3 must be an integer in [0, 7), got ${token}`;
    expect(() => embedding([0, 1, 2, token], layer)).toThrow(
      new RangeError(`embedding: ${message}`),
    );
    expect(() => embeddingBackward([0, 1, 2, token], layer, seeded([4, 3], 1))).toThrow(
      new RangeError(`embeddingBackward: ${message}`),
    );
  });

  test("an empty sequence", () => {
    expect(() => embedding([], layer)).toThrow(
      new RangeError("embedding: the number of tokens must be a positive integer, got 0"),
    );
  });

  test("a row that is not finite, if it is looked up", () => {
    const strange = { weight: seeded([7, 3], 1) };
    strange.weight.data[3 * 6] = Number.NaN;
    expect(embedding([5], strange)).toEqual(embedding([5], layer));
    expect(() => embedding([5, 6], strange)).toThrow(
      new RangeError("embedding: the embeddings of the tokens must be finite, got NaN at index 3"),
    );
  });

  test("a gradient that does not fit, and sizes that are none", () => {
    expect(() => embeddingBackward(tokens, layer, seeded([7, 3], 1))).toThrow(
      new RangeError(
        "embeddingBackward: the number of tokens and rows of gradOutput must be equal, got 5 and 7",
      ),
    );
    expect(() => embeddingBackward(tokens, layer, seeded([5, 2], 1))).toThrow(
      new RangeError(
        "embeddingBackward: columns of weight and gradOutput must be equal, got 3 and 2",
      ),
    );
    const must = "must be a positive integer, got 0";
    expect(() => createEmbedding({ vocabularySize: 0, features: 3, random: random(1) })).toThrow(
      new RangeError(`createEmbedding: vocabularySize ${must}`),
    );
    expect(() => createEmbedding({ vocabularySize: 7, features: 0, random: random(1) })).toThrow(
      new RangeError(`createEmbedding: features ${must}`),
    );
  });
});
