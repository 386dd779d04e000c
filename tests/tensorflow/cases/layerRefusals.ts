/** @file What our layers refuse: function, expectation, and what came. */

import type { Rank, SymbolicTensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tf } from "../../../src/tensorflow/backend.js";
import {
  feedForward,
  globalAveragePooling1d,
  layerNormalization,
  loadTensorFlow,
  type MultiHeadAttentionOptions,
  multiHeadAttention,
  positionalEmbedding,
  tokenEmbedding,
  transformerDecoder,
  transformerEncoder,
} from "../../../src/tensorflow/index.js";
import { living } from "../leaks.js";

export function testLayerRefusals(): void {
  let tf: Tf;
  beforeAll(async () => {
    ({ tf } = await loadTensorFlow());
  });

  describe("a layer, refusing,", () => {
    test.each([
      [{ numHeads: 0 }, "MultiHeadAttention: numHeads must be a positive integer, got 0"],
      [{ keyDim: 2.5 }, "MultiHeadAttention: keyDim must be a positive integer, got 2.5"],
      [{ valueDim: -1 }, "MultiHeadAttention: valueDim must be a positive integer, got -1"],
      [{ outputShape: 0 }, "MultiHeadAttention: outputShape must be a positive integer, got 0"],
      [{ dropout: 1 }, "MultiHeadAttention: dropout must be in [0, 1), got 1"],
      [{ seed: -1 }, "MultiHeadAttention: seed must be an integer in [0, 2³²), got -1"],
    ])("refuses the option %o", (wrong: Partial<MultiHeadAttentionOptions>, message) => {
      const options = { numHeads: 2, keyDim: 3, seed: 1, ...wrong };
      expect(() => multiHeadAttention(tf, options)).toThrow(new RangeError(message));
    });

    test("refuses shapes that do not fit together, and numbers that are none", () => {
      const before = living(tf).tensors;
      const layer = multiHeadAttention(tf, { numHeads: 2, keyDim: 3, seed: 1 });
      tf.tidy(() => {
        const x = (...shape: number[]) => tf.ones<Rank.R3>(shape as [number, number, number]);
        const attend = () => layer.attend(x(5, 7, 6), x(5, 11, 6));
        const refused = (act: () => unknown, message: string) =>
          expect(act).toThrow(new RangeError(message));
        refused(
          () => layer.apply(x(5, 6)),
          "MultiHeadAttention: query must have shape [B, T, D], got [5, 6]",
        );
        refused(
          () => layer.attend(x(5, 7, 6), x(5, 11, 6), { key: x(5, 13, 6) }),
          "MultiHeadAttention: lengths of key and value must be equal, got 13 and 11",
        );
        refused(
          () => layer.attend(x(5, 7, 6), x(3, 11, 6)),
          "MultiHeadAttention: batch sizes of query and value must be equal, got 5 and 3",
        );
        attend();
        refused(
          () => layer.attend(x(5, 7, 6), x(5, 11, 6), { attentionMask: tf.ones([5, 11, 7]) }),
          "MultiHeadAttention: attention mask must have shape [B, T, S] = [5, 7, 11], got [5, 11, 7]",
        );
        refused(
          () => layer.attend(x(5, 7, 6), x(5, 11, 6), { attentionMask: tf.ones([5]) }),
          "MultiHeadAttention: attention mask must have shape [B, T, S] = [5, 7, 11], got [5]",
        );
        const odd = tf.tensor3d([1, Number.NaN, 3, 4, 5, 6], [1, 1, 6]);
        refused(
          () => layer.attend(odd, x(1, 2, 6)),
          "MultiHeadAttention: query must be finite, got NaN at index 1",
        );
        refused(
          () => layer.apply([x(1, 1, 6), x(1, 2, 6), x(1, 2, 6), x(1, 1, 2), x(1, 1, 2)]),
          "MultiHeadAttention: inputs must be [query, value, key, attention mask] or the first of them, got 5",
        );
      });
      layer.dispose();
      expect(living(tf).tensors).toBe(before);
    });

    test("refuses an option of a call that a model would drop", () => {
      const input = tf.input({ shape: [5, 6] });
      const layer = multiHeadAttention(tf, { numHeads: 2, keyDim: 3, seed: 1 });
      const block = transformerEncoder(tf, { numHeads: 2, hiddenFeatures: 3, seed: 1 });
      const must = "in a model must be an option of the layer or an input, got it in apply";
      expect(() => layer.apply(input, { useCausalMask: true })).toThrow(
        new RangeError(`MultiHeadAttention: useCausalMask ${must}`),
      );
      expect(() => block.apply(input, { returnAttentionScores: true })).toThrow(
        new RangeError(`TransformerEncoder: returnAttentionScores ${must}`),
      );
    });

    test("refuses ids outside of the vocabulary, and texts of padding only", () => {
      const layer = tokenEmbedding(tf, { inputDim: 7, outputDim: 3, maskZero: true, seed: 1 });
      const pooling = globalAveragePooling1d(tf);
      tf.tidy(() => {
        for (const [id, said] of [
          [7, "7"],
          [-1, "-1"],
        ] as const) {
          expect(() => layer.apply(tf.tensor2d([1, 2, id, 3], [2, 2], "int32"))).toThrow(
            new RangeError(`TokenEmbedding: id 2 must be an integer in [0, 7), got ${said}`),
          );
        }
        expect(() => layer.apply(tf.tensor1d([1, 2], "int32"))).toThrow(
          new RangeError("TokenEmbedding: ids must have shape [B, T], got [2]"),
        );
        const padded = layer.apply(tf.tensor2d([1, 2, 0, 0], [2, 2], "int32"));
        expect(() => pooling.apply(padded)).toThrow(
          new RangeError("MaskedAveragePooling1D: sequence 1 must have a token, got only padding"),
        );
      });
      layer.dispose();
    });

    test("refuses wrong options of the others", () => {
      const block = { numHeads: 2, hiddenFeatures: 3, seed: 1 };
      for (const [act, message] of [
        [
          () => tokenEmbedding(tf, { inputDim: 0, outputDim: 3, seed: 1 }),
          "TokenEmbedding: inputDim must be a positive integer, got 0",
        ],
        [
          () => layerNormalization(tf, { epsilon: 0 }),
          "LayerNorm: epsilon must be positive and finite, got 0",
        ],
        [
          () => positionalEmbedding(tf, { kind: "learned", maxLength: 0, seed: 1 }),
          "PositionalEmbedding: maxLength must be a positive integer, got 0",
        ],
        [
          () => positionalEmbedding(tf, { kind: "rotary" as "sinusoidal" }),
          'PositionalEmbedding: kind must be "sinusoidal" or "learned", got rotary',
        ],
        [
          () => feedForward(tf, { hiddenFeatures: 3, activation: "softmax" as "relu", seed: 1 }),
          "FeedForward: activation must be one of linear, relu, sigmoid, tanh, gelu, got softmax",
        ],
        [
          () => transformerEncoder(tf, { ...block, placement: "middle" as "pre" }),
          'TransformerEncoder: placement must be "pre" or "post", got middle',
        ],
        [
          () => transformerEncoder(tf, block).apply(tf.input({ shape: [3, 5] })),
          "TransformerEncoder: numHeads must divide the features of a token, got 2 and 5",
        ],
        [
          () => transformerDecoder(tf, block).apply(tf.input({ shape: [3, 4] })),
          "TransformerDecoder: the number of inputs and 2, target and source, must be equal, got 1 and 2",
        ],
      ] as const) {
        expect(act as () => unknown).toThrow(new RangeError(message));
      }
    });

    test("refuses a sequence longer than the learned positions", () => {
      const options = { kind: "learned", maxLength: 3, seed: 1 } as const;
      const layer = positionalEmbedding(tf, options);
      tf.tidy(() => {
        layer.apply(tf.ones([1, 3, 2]));
        expect(() => layer.apply(tf.ones([1, 5, 2]))).toThrow(
          new RangeError("PositionalEmbedding: sequences must have at most 3 tokens, got 5"),
        );
      });
      layer.dispose();
    });

    test("says that a mask is gone with the tidy that made it", () => {
      const input = tf.input({ shape: [5], dtype: "int32" });
      const tokens = tokenEmbedding(tf, { inputDim: 7, outputDim: 4, maskZero: true, seed: 1 });
      const inner = tf.model({ inputs: input, outputs: tokens.apply(input) as SymbolicTensor });
      const layer = multiHeadAttention(tf, { numHeads: 2, keyDim: 3, seed: 1 });
      tf.tidy(() => {
        const embedded = inner.apply(tf.ones([1, 5], "int32"));
        expect(() => layer.apply(embedded)).toThrow(
          "MultiHeadAttention: the padding mask of the input must be alive, got one disposed",
        );
      });
      for (const each of [inner, layer]) each.dispose();
    });
  });
}
