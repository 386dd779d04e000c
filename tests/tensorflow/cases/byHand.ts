/** @file Attention, program 2 and the Transformer: the numbers of the by-hand code, step by step. */

import type { Tensor3D } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { type Matrix, normalMatrix, random } from "../../../src/matrix/index.js";
import * as byHand from "../../../src/network/index.js";
import type { Tf } from "../../../src/tensorflow/backend.js";
import {
  fit as fitModel,
  getWeights,
  loadTensorFlow,
  modelGradients,
  multiHeadAttention,
} from "../../../src/tensorflow/index.js";
import { expectClose } from "../../helpers.js";
import { classifierModel, packedMatrices, transformerModel } from "../byHand.js";
import { toMatrix } from "../problem.js";

/** Rounding of 32 bits in sums of some dozen numbers, step after step. */
const TRAINED = { rtol: 1e-4, atol: 1e-4 };

/** Sequences of the given length, each a random number of tokens and padding behind. */
function sequences(seed: number, count: number, length: number, vocabulary: number): number[][] {
  const drawn = random(seed);
  return Array.from({ length: count }, () => {
    const tokens = 2 + drawn.integer(length - 1);
    return Array.from({ length }, (_, t) => (t < tokens ? 1 + drawn.integer(vocabulary - 1) : 0));
  });
}

function rows(lists: readonly number[][]): { data: Int32Array; shape: [number, number] } {
  return { data: Int32Array.from(lists.flat()), shape: [lists.length, lists[0]!.length] };
}

export function testByHand(): void {
  let tf: Tf;
  beforeAll(async () => {
    ({ tf } = await loadTensorFlow());
  });

  describe("by hand and here", () => {
    test("attention of a batch is that of its sequences, output and weights, keys apart from values", () => {
      const [B, T, S, D, H, K] = [2, 5, 7, 11, 3, 13];
      const drawn = random(41);
      const layer = byHand.createMultiHeadAttention({
        features: D,
        numHeads: H,
        keyDim: K,
        random: drawn,
      });
      const [query, value, key] = [T, S, S].map((length) =>
        normalMatrix(drawn, [B * length, D], 0, 1),
      ) as [Matrix, Matrix, Matrix];
      const cut = (all: Matrix, b: number, length: number) =>
        toMatrix({
          data: all.data.slice(b * length * D, (b + 1) * length * D),
          shape: [length, D],
        });
      const ours = multiHeadAttention(tf, { numHeads: H, keyDim: K, seed: 1 });
      tf.tidy(() => {
        const given = [query, value, key].map(({ data, shape }) =>
          tf.tensor(Float32Array.from(data), [B, shape[0] / B, D]),
        ) as [Tensor3D, Tensor3D, Tensor3D];
        ours.apply(given);
        const shapes = ours.getWeights().map(({ shape }) => shape);
        const matrices = packedMatrices(layer);
        ours.setWeights(
          shapes.map((shape, k) => tf.tensor(Float32Array.from(matrices[k]!.data), shape)),
        );
        const { output, scores } = ours.attend(given[0], given[1], { key: given[2] });
        for (let b = 0; b < B; ++b) {
          const tokens = { query: cut(query, b, T), key: cut(key, b, S), value: cut(value, b, S) };
          const forward = byHand.multiHeadAttention(tokens, layer);
          const found = output.dataSync().subarray(b * T * D, (b + 1) * T * D);
          expectClose(toMatrix({ data: Float64Array.from(found), shape: [T, D] }), forward.output, {
            rtol: 1e-5,
            atol: 1e-5,
          });
          const weights = scores.dataSync().subarray(b * H * T * S, (b + 1) * H * T * S);
          expectClose(
            toMatrix({ data: Float64Array.from(weights), shape: [H * T, S] }),
            toMatrix({
              data: Float64Array.from(forward.heads.flatMap(({ weights }) => [...weights.data])),
              shape: [H * T, S],
            }),
            { rtol: 1e-5, atol: 1e-6 },
          );
        }
      });
      ours.dispose();
    });

    test("program 2 has the losses of trainClassifier and its weights in the end", async () => {
      const [length, vocabularySize] = [7, 31];
      const texts = sequences(42, 23, length, vocabularySize);
      const labels = texts.map((tokens) => (tokens.includes(3) || tokens.includes(5) ? 1 : 0));
      const classifier = byHand.createAttentionClassifier({
        vocabularySize,
        features: 5,
        numHeads: 2,
        keyDim: 3,
        hidden: [11],
        random: random(43),
      });
      const model = classifierModel(tf, classifier, length);
      const examples = { input: rows(texts), labels };
      const expected: number[] = [];
      const options = { epochs: 3, batchSize: 5 };
      const history = byHand.trainClassifier(
        classifier,
        texts.map((tokens, i) => ({ tokens, padding: 0, label: labels[i]! })),
        {
          ...options,
          optimizer: byHand.adam({ learningRate: 0.01 }),
          random: random(44),
          onBatch: ({ loss }) => expected.push(loss),
        },
      );
      const found = await fitModel(model, examples, {
        ...options,
        learningRate: 0.01,
        random: random(44),
      });
      expect(found.batchLosses).toHaveLength(15);
      for (const [step, loss] of expected.entries()) {
        expect(Math.abs(found.batchLosses[step]! - loss), `step ${step}`).toBeLessThan(1e-5);
      }
      for (const [e, { loss, accuracy }] of history.entries()) {
        expect(found.epochs[e]!.loss).toBeCloseTo(loss, 5);
        expect(found.epochs[e]!.accuracy).toBeCloseTo(accuracy, 9);
      }
      const matrices = packedMatrices(classifier);
      for (const [k, weight] of getWeights(model).entries()) {
        expectClose(toMatrix(weight), matrices[k]!, TRAINED);
      }
      model.dispose();
    });

    test.each(["pre", "post"] as const)(
      "a Transformer, %s-norm, has the losses of trainTransformer",
      async (placement) => {
        const [S, T] = [7, 5];
        const layer = byHand.createTransformer({
          sourceVocabularySize: 13,
          targetVocabularySize: 11,
          features: 6,
          numHeads: 2,
          hiddenFeatures: 17,
          numBlocks: 2,
          placement,
          ...(placement === "pre" ? { longest: 19 } : {}),
          random: random(45),
        });
        const model = transformerModel(tf, layer, [S, T]);
        const sources = sequences(46, 11, S, 13);
        const targets = sequences(47, 11, T + 1, 11);
        const examples = {
          inputs: [rows(sources), rows(targets.map((target) => target.slice(0, -1)))],
          labels: targets.flatMap((target) => target.slice(1)),
          ignoreClass: 0,
        };
        const expected: number[] = [];
        const options = { epochs: 2, batchSize: 4 };
        const history = byHand.trainTransformer(
          layer,
          sources.map((source, i) => ({ source, target: targets[i]!, padding: 0 })),
          {
            ...options,
            optimizer: byHand.adam({ learningRate: 0.003 }),
            random: random(48),
            onBatch: ({ loss }) => expected.push(loss),
          },
        );
        const found = await fitModel(model, examples, {
          ...options,
          learningRate: 0.003,
          random: random(48),
        });
        expect(found.batchLosses).toHaveLength(6);
        for (const [step, loss] of expected.entries()) {
          expect(Math.abs(found.batchLosses[step]! - loss), `step ${step}`).toBeLessThan(2e-4);
        }
        expect(found.epochs[0]!.accuracy).toBeCloseTo(history[0]!.accuracy, 9);
        const gradients = await modelGradients(model, examples);
        expect(gradients.flatMap(({ data }) => [...data]).every(Number.isFinite)).toBe(true);
        model.dispose();
      },
    );
  });
}
