/** @file Training of other models than dense chains: losses, masks, dropout, what is refused. */

import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { random } from "../../../src/matrix/index.js";
import type { Tf } from "../../../src/tensorflow/backend.js";
import {
  denseLayer,
  evaluateModel,
  fit as fitModel,
  getWeights,
  globalAveragePooling1d,
  type LabelledExamples,
  loadTensorFlow,
  modelGradients,
  multiHeadAttention,
  setWeights,
  tokenEmbedding,
} from "../../../src/tensorflow/index.js";
import { chain } from "../byHand.js";
import { living } from "../leaks.js";
import { inTurn, problem } from "../problem.js";

const [VOCABULARY, LENGTH] = [13, 5];

/** A class for each token, or one logit for each text. */
function tokenModel(
  tf: Tf,
  { dropout = 0, isBinary = false, length = LENGTH as number | null } = {},
) {
  const input = tf.input({ shape: [length], dtype: "int32" });
  const attended = chain(
    input,
    tokenEmbedding(tf, { inputDim: VOCABULARY, outputDim: 6, maskZero: true, seed: 1 }),
    multiHeadAttention(tf, { numHeads: 2, keyDim: 3, dropout, seed: 2 }),
  );
  const output = isBinary
    ? chain(attended, globalAveragePooling1d(tf), denseLayer(tf, { units: 1, seed: 3 }))
    : chain(attended, denseLayer(tf, { units: 3, seed: 3 }));
  return tf.model({ inputs: input, outputs: output });
}

/** Texts, padding behind; the class of a token is its id modulo 3. */
function texts(count: number, seed: number, length = LENGTH) {
  const drawn = random(seed);
  const data = Int32Array.from({ length: count * length }, (_, k) =>
    k % length < 2 || drawn.integer(3) > 0 ? 1 + drawn.integer(VOCABULARY - 1) : 0,
  );
  const labels = data.map((id) => id % 3);
  return { input: { data, shape: [count, length] as const }, labels };
}

export function testFitLayers(): void {
  let tf: Tf;
  beforeAll(async () => {
    ({ tf } = await loadTensorFlow());
  });

  describe("fit, of layers,", () => {
    test("counts the tokens that are no padding, and has ln 3 for each of equal logits", async () => {
      const model = tokenModel(tf);
      const zeros = getWeights(model).map(({ data, shape }) => ({ data: data.fill(0), shape }));
      setWeights(tf, model, zeros);
      const examples = texts(7, 11);
      const { data } = examples.input;
      const tokens = data.filter((id) => id !== 0);
      const { loss, accuracy } = await evaluateModel(model, examples);
      expect(loss).toBeCloseTo(Math.log(3), 6);
      expect(accuracy).toBeCloseTo(tokens.filter((id) => id % 3 === 0).length / tokens.length, 9);
      const rest = tokens.filter((id) => id % 3 !== 2);
      const ignoring = await evaluateModel(model, { ...examples, ignoreClass: 2 });
      expect(ignoring.accuracy).toBeCloseTo(
        rest.filter((id) => id % 3 === 0).length / rest.length,
        9,
      );
      model.dispose();
    });

    test("learns a class for each token", async () => {
      const model = tokenModel(tf);
      const options = { epochs: 12, batchSize: 16, learningRate: 0.02, random: random(1) };
      await fitModel(model, texts(97, 12), options);
      expect((await evaluateModel(model, texts(31, 13))).accuracy).toBeGreaterThan(0.95);
      model.dispose();
    });

    test.each(["linear", "sigmoid"] as const)("learns one logit, %s", async (activation) => {
      const [input] = [tf.input({ shape: [LENGTH], dtype: "int32" })];
      const output = chain(
        input,
        tokenEmbedding(tf, { inputDim: VOCABULARY, outputDim: 6, maskZero: true, seed: 1 }),
        globalAveragePooling1d(tf),
        denseLayer(tf, { units: 1, activation, seed: 3 }),
      );
      const model = tf.model({ inputs: input, outputs: output });
      const labelled = (count: number, seed: number) => {
        const { input } = texts(count, seed);
        const labels = Array.from({ length: count }, (_, i) =>
          input.data.subarray(i * LENGTH, (i + 1) * LENGTH).includes(5) ? 1 : 0,
        );
        return { input, labels };
      };
      const options = { epochs: 30, batchSize: 16, learningRate: 0.03, random: random(1) };
      await fitModel(model, labelled(199, 14), options);
      expect((await evaluateModel(model, labelled(53, 15))).accuracy).toBeGreaterThan(0.95);
      model.dispose();
    });

    test("trains a dense model of one logit, its loss ln 2 at first", async () => {
      const model = tf.sequential({
        layers: [
          denseLayer(tf, { units: 5, inputSize: 13, activation: "relu", seed: 1 }),
          denseLayer(tf, { units: 1, activation: "sigmoid", seed: 2 }),
        ],
      });
      const zeros = getWeights(model).map(({ data, shape }) => ({
        data: data.map(() => 0),
        shape,
      }));
      const drawn = getWeights(model);
      const { input, labels } = problem(83, 1);
      const examples = { input, labels: labels.map((label) => (label === 0 ? 0 : 1)) };
      setWeights(tf, model, zeros);
      expect((await evaluateModel(model, examples)).loss).toBeCloseTo(Math.LN2, 6);
      setWeights(tf, model, drawn);
      await fitModel(model, examples, {
        epochs: 20,
        batchSize: 16,
        learningRate: 0.01,
        random: random(2),
      });
      expect((await evaluateModel(model, examples)).accuracy).toBeGreaterThan(0.9);
      model.dispose();
    });

    test("trains dense layers that read every token alone, as TensorFlow.js does", async () => {
      const model = tf.sequential({
        layers: [
          tf.layers.dense({ units: 5, activation: "tanh", inputShape: [13, 1] }),
          tf.layers.flatten(),
          denseLayer(tf, { units: 3, seed: 2 }),
        ],
      });
      const examples = problem(31, 3);
      const gradients = await modelGradients(model, examples);
      tf.tidy(() => {
        const x = tf.tensor3d(Float32Array.from(examples.input.data), [31, 13, 1]);
        const labels = tf.oneHot(tf.tensor1d([...examples.labels], "int32"), 3);
        const { grads } = tf.variableGrads(() =>
          tf.losses.softmaxCrossEntropy(labels, model.apply(x) as never).asScalar(),
        );
        for (const [k, weight] of model.getWeights().entries()) {
          const expected = grads[(weight as unknown as { name: string }).name]!.dataSync();
          for (const [j, entry] of expected.entries()) {
            expect(gradients[k]!.data[j]).toBeCloseTo(entry, 5);
          }
        }
      });
      model.dispose();
    });

    test("reads texts of any length, all of one batch equally long", async () => {
      const fixed = tokenModel(tf);
      const free = tokenModel(tf, { length: null });
      const options = { epochs: 1, batchSize: 8 };
      const losses = [];
      for (const model of [fixed, free]) {
        const history = await fitModel(model, texts(19, 16), { ...options, random: random(3) });
        losses.push(history.batchLosses);
      }
      expect(losses[0]).toEqual(losses[1]);
      const { loss } = await evaluateModel(free, texts(19, 16, 11));
      expect(loss).toBeGreaterThan(0);
      for (const model of [fixed, free]) model.dispose();
    });

    test("drops the same in the same step of the same seed, another at another, none in the end", async () => {
      const train = texts(29, 17);
      const options = { batchSize: 8, learningRate: 0.01 };
      const run = async (...epochs: number[]) => {
        const model = tokenModel(tf, { dropout: 0.4 });
        const orders = inTurn(1, 2);
        const losses: number[] = [];
        for (const count of epochs) {
          const history = await fitModel(model, train, {
            ...options,
            epochs: count,
            random: orders,
          });
          losses.push(...history.batchLosses);
        }
        const looked = [await evaluateModel(model, train), await evaluateModel(model, train)];
        const weights = getWeights(model);
        model.dispose();
        expect(looked[0]).toEqual(looked[1]);
        return { losses, weights };
      };
      const [whole, parts] = [await run(2), await run(1, 1)];
      expect(parts).toEqual(whole);
      const model = tokenModel(tf, { dropout: 0.4 });
      const seen = { ...options, learningRate: () => 0, batchSize: 29, random: inTurn(1, 1, 1) };
      const { batchLosses } = await fitModel(model, train, { ...seen, epochs: 3 });
      expect(new Set(batchLosses).size).toBe(3);
      model.dispose();
    });

    test("refuses what does not fit, by name", async () => {
      const model = tokenModel(tf);
      const binary = tokenModel(tf, { isBinary: true });
      const { input, labels } = texts(7, 18);
      const changed = (k: number, id: number) => {
        const data = Float64Array.from(input.data);
        data[k] = id;
        return { input: { data, shape: input.shape }, labels };
      };
      const before = living(tf);
      const options = { epochs: 1, batchSize: 4, random: random(1) };
      const cases: [LayersModel, LabelledExamples, string][] = [
        [model, changed(9, 13), "fit: token 9 must be an integer in [0, 13), got 13"],
        [model, changed(9, 1.5), "fit: token 9 must be an integer in [0, 13), got 1.5"],
        [model, changed(9, Number.NaN), "fit: input must be finite, got NaN at index 9"],
        [
          model,
          { input, labels: labels.subarray(1) },
          "fit: the number of tokens and of labels must be equal, got 35 and 34",
        ],
        [
          model,
          { input, labels: labels.map(() => 3) },
          "fit: label 0 must be an integer in [0, 3), got 3",
        ],
        [
          binary,
          { input, labels },
          "fit: the number of examples and of labels must be equal, got 7 and 35",
        ],
        [
          binary,
          { input, labels: [0, 1, 2, 0, 1, 0, 1] },
          "fit: label 2 must be an integer in [0, 2), got 2",
        ],
        [
          binary,
          { input, labels: [0, 1, 0, 0, 1, 0, 1], ignoreClass: 0 },
          "fit: ignoreClass needs predictions for each token, got one an example",
        ],
        [
          model,
          { inputs: [input, input], labels },
          "fit: inputs of the model and of the examples must be equal, got 1 and 2",
        ],
        [
          model,
          { input: { data: input.data, shape: [5, 7] }, labels },
          "fit: examples must have 5 features each, got rows of 7",
        ],
      ];
      for (const [each, examples, message] of cases) {
        await expect(fitModel(each, examples, options)).rejects.toThrow(new RangeError(message));
      }
      const padding = { input: { data: new Int32Array(35), shape: input.shape }, labels };
      await expect(fitModel(model, padding, options)).rejects.toThrow(
        new RangeError("model: a batch must have a token, got only padding"),
      );
      await expect(
        fitModel(binary, { ...padding, labels: [0, 1, 0, 0, 1, 0, 1] }, options),
      ).rejects.toThrow(
        new RangeError("MaskedAveragePooling1D: sequence 0 must have a token, got only padding"),
      );
      expect(living(tf).tensors).toBe(before.tensors);
      for (const each of [model, binary]) each.dispose();
    });

    test("refuses ends that are no classifier", async () => {
      const options = { epochs: 1, batchSize: 4, random: random(1) };
      const input = tf.input({ shape: [LENGTH], dtype: "int32" });
      const embedded = chain(
        input,
        tokenEmbedding(tf, { inputDim: VOCABULARY, outputDim: 6, seed: 1, name: "tokens" }),
      );
      const end = (output: SymbolicTensor) => tf.model({ inputs: input, outputs: output });
      const dense = (units: number, activation: "sigmoid" | "softmax") =>
        chain(embedded, tf.layers.dense({ units, activation, name: "end" }));
      for (const [output, message] of [
        [embedded, 'fit: the last layer must be Dense or Activation, got TokenEmbedding "tokens"'],
        [dense(3, "sigmoid"), "fit: activation of end must be softmax or linear, got sigmoid"],
        [dense(1, "softmax"), "fit: activation of end must be sigmoid or linear, got softmax"],
      ] as const) {
        const model = end(output);
        await expect(fitModel(model, texts(7, 19), options)).rejects.toThrow(
          new RangeError(message),
        );
      }
    });
  });
}
