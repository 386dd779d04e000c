/** @file Padding that only one of several masks tells of: where it has no weight. */

import type { Rank, Tensor, Tensor3D } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tf } from "../../../src/tensorflow/backend.js";
import {
  globalAveragePooling1d,
  loadTensorFlow,
  multiHeadAttention,
  transformerDecoder,
} from "../../../src/tensorflow/index.js";
import { maskedEmbedding } from "../everyLayer.js";

export function testLayerPadding(): void {
  let tf: Tf;
  beforeAll(async () => {
    ({ tf } = await loadTensorFlow());
  });

  describe("attention", () => {
    test("does not look at keys that are padding, though their values are none", () => {
      const embedding = maskedEmbedding(tf, 1);
      const layer = multiHeadAttention(tf, { numHeads: 2, keyDim: 5, seed: 3 });
      tf.tidy(() => {
        const keys = embedding.apply(tf.tensor2d([3, 0, 7, 0, 5], [1, 5], "int32")) as Tensor3D;
        const [query, value] = [tf.ones<Rank.R3>([1, 2, 4]), tf.ones<Rank.R3>([1, 5, 3])];
        const { scores } = layer.attend(query, value, { key: keys });
        for (const [k, score] of scores.dataSync().entries()) {
          if (k % 5 === 1 || k % 5 === 3) expect(score).toBe(0);
          else expect(score).toBeGreaterThan(0.1);
        }
      });
      for (const each of [embedding, layer]) each.dispose();
    });

    test("reads of a sum what one of its terms says", () => {
      const embedding = maskedEmbedding(tf, 1);
      tf.tidy(() => {
        const terms = [
          [3, 0, 7],
          [0, 0, 5],
        ].map((ids) => embedding.apply(tf.tensor2d(ids, [1, 3], "int32")) as Tensor3D);
        const sum = tf.layers.add().apply(terms) as Tensor3D;
        const mean = globalAveragePooling1d(tf).apply(sum) as Tensor;
        const [rows] = sum.arraySync();
        const right = rows![0]!.map((entry, k) => (entry + rows![2]![k]!) / 2); // without the second
        for (const [k, entry] of mean.dataSync().entries()) expect(entry).toBeCloseTo(right[k]!, 6);
      });
      embedding.dispose();
    });

    test("lets no token of a decoder look at padding that stands before it", () => {
      const embedding = maskedEmbedding(tf, 1);
      const block = transformerDecoder(tf, { numHeads: 2, hiddenFeatures: 5, seed: 3 });
      tf.tidy(() => {
        const target = embedding.apply(tf.tensor2d([3, 0, 7], [1, 3], "int32")) as Tensor3D;
        const source = embedding.apply(tf.tensor2d([5, 2, 0, 0], [1, 4], "int32")) as Tensor3D;
        const { selfScores, crossScores } = block.attend(target, source);
        const lastOf = (scores: Tensor) =>
          Array.from((scores.arraySync() as number[][][][])[0]!, (head) => head[2]!);
        for (const [first, padding, own] of lastOf(selfScores)) {
          expect(padding).toBe(0);
          expect(first! + own!).toBeCloseTo(1, 6);
        }
        for (const [first, second, ...padding] of lastOf(crossScores)) {
          expect(padding).toEqual([0, 0]);
          expect(first! + second!).toBeCloseTo(1, 6);
        }
      });
      for (const each of [embedding, block]) each.dispose();
    });
  });
}
