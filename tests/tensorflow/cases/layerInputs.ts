/** @file What our layers refuse to read: other features than they were built for, nothing, no numbers. */

import type { Rank } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tf } from "../../../src/tensorflow/backend.js";
import {
  feedForward,
  globalAveragePooling1d,
  type Layer,
  layerNormalization,
  loadTensorFlow,
  multiHeadAttention,
  positionalEmbedding,
  tokenEmbedding,
  transformerDecoder,
  transformerEncoder,
} from "../../../src/tensorflow/index.js";

const block = { numHeads: 2, hiddenFeatures: 3, seed: 1 };
const learned = { kind: "learned", maxLength: 5, seed: 1 } as const;

export function testLayerInputs(): void {
  let tf: Tf;
  /** The layer with weights for 6 features. */
  const built = (layer: Layer): Layer => {
    layer.apply(tf.ones([2, 3, 6]));
    return layer;
  };
  /** The layer with a NaN at the head of its last weight. */
  const broken = <L extends Layer>(layer: L): L => {
    const weights = layer.getWeights();
    const last = weights.pop()!;
    const data = last.dataSync().map((entry, k) => (k === 0 ? Number.NaN : entry));
    layer.setWeights([...weights, tf.tensor(data, last.shape)]);
    return layer;
  };
  beforeAll(async () => {
    ({ tf } = await loadTensorFlow());
  });

  describe("a layer, called,", () => {
    test.each([
      ["MultiHeadAttention", "query", () => multiHeadAttention(tf, { ...block, keyDim: 3 })],
      ["TransformerEncoder", "input", () => transformerEncoder(tf, block)],
      ["FeedForward", "input", () => feedForward(tf, block)],
      ["LayerNorm", "input", () => layerNormalization(tf)],
      ["PositionalEmbedding", "input", () => positionalEmbedding(tf, learned)],
    ])("%s refuses other features than it was built for, and unknown ones", (name, what, make) => {
      const layer = make();
      const must = `${name}: features of ${what} must be`;
      tf.tidy(() => {
        layer.apply(tf.ones([2, 3, 6]));
        expect(() => layer.apply(tf.ones([2, 3, 4]))).toThrow(
          new RangeError(`${must} the 6 that the layer was built for, got 4`),
        );
      });
      layer.dispose();
      expect(() => make().apply(tf.input({ shape: [3, null] }))).toThrow(
        new RangeError(`${must} known, got null`),
      );
    });

    test("refuses other features and batch sizes in a decoder", () => {
      const layer = transformerDecoder(tf, block);
      const refused = (target: number[], source: number[], message: string) =>
        expect(() => layer.apply([tf.ones(target), tf.ones(source)])).toThrow(
          new RangeError(`TransformerDecoder: ${message}`),
        );
      tf.tidy(() => {
        layer.apply([tf.ones([2, 3, 6]), tf.ones([2, 5, 4])]);
        const must = (what: string, built: number) =>
          `features of ${what} must be the ${built} that the layer was built for`;
        refused([2, 3, 4], [2, 5, 4], `${must("target", 6)}, got 4`);
        refused([2, 3, 6], [2, 5, 6], `${must("source", 4)}, got 6`);
        refused(
          [2, 3, 6],
          [7, 5, 4],
          "batch sizes of target and source must be equal, got 2 and 7",
        );
        refused([2, 6], [2, 5, 4], "target must have shape [B, T, D], got [2, 6]");
      });
      layer.dispose();
    });

    test("refuses what holds nothing, and another rank after it was built", () => {
      tf.tidy(() => {
        const embedding = tokenEmbedding(tf, { inputDim: 7, outputDim: 3, seed: 1 });
        for (const [act, message] of [
          [
            () => multiHeadAttention(tf, { ...block, keyDim: 3 }).apply(tf.ones([0, 3, 6])),
            "MultiHeadAttention: query must have shape [B, T, D] without a 0, got [0, 3, 6]",
          ],
          [
            () => transformerEncoder(tf, block).apply(tf.ones([2, 0, 6])),
            "TransformerEncoder: input must have shape [B, S, D] without a 0, got [2, 0, 6]",
          ],
          [
            () => embedding.apply(tf.zeros([2, 0], "int32")),
            "TokenEmbedding: ids must have shape [B, T] without a 0, got [2, 0]",
          ],
          [
            () => embedding.apply(tf.tensor2d([1, 1.5], [1, 2])),
            "TokenEmbedding: id 1 must be an integer in [0, 7), got 1.5",
          ],
          [
            () => globalAveragePooling1d(tf).apply(tf.ones([3, 6])),
            "MaskedAveragePooling1D: input must have shape [B, T, D], got [3, 6]",
          ],
          [
            () => built(feedForward(tf, block)).apply(tf.ones([3, 6])),
            "FeedForward: input must have shape [B, T, D], got [3, 6]",
          ],
          [
            () => built(positionalEmbedding(tf, { kind: "sinusoidal" })).apply(tf.ones([3, 6])),
            "PositionalEmbedding: input must have shape [B, T, D], got [3, 6]",
          ],
        ] as const) {
          expect(act as () => unknown).toThrow(new RangeError(message));
        }
      });
    });

    test("refuses to look with numbers that are none", () => {
      tf.tidy(() => {
        const x = tf.ones<Rank.R3>([1, 2, 6]);
        const odd = tf.tensor3d([1, Number.NaN, 3, 4, 5, 6], [1, 1, 6]);
        const attention = multiHeadAttention(tf, { ...block, keyDim: 3 });
        const encoder = transformerEncoder(tf, block);
        const decoder = transformerDecoder(tf, block);
        attention.apply(x);
        encoder.apply(x);
        decoder.apply([x, x]);
        const got = "must be finite, got NaN at index";
        for (const [act, message] of [
          [() => encoder.attend(odd), `TransformerEncoder: input ${got} 1`],
          [() => decoder.attend(odd, x), `TransformerDecoder: target ${got} 1`],
          [() => decoder.attend(x, odd), `TransformerDecoder: source ${got} 1`],
          [
            () =>
              attention.attend(x, x, { attentionMask: tf.tensor2d([1, 0, 1, Number.NaN], [2, 2]) }),
            `MultiHeadAttention: attention mask ${got} 3`,
          ],
          [() => broken(attention).attend(x, x), `MultiHeadAttention: output ${got} 0`],
          [() => broken(encoder).attend(x), `TransformerEncoder: output ${got} 0`],
          [() => broken(decoder).attend(x, x), `TransformerDecoder: output ${got} 0`],
        ] as const) {
          expect(act as () => unknown).toThrow(new RangeError(message));
        }
        for (const layer of [attention, encoder, decoder]) layer.dispose();
      });
    });
  });
}
