/** @file Training: the numbers of the training by hand, and what it tells on the way. */

import { beforeAll, describe, expect, test } from "vitest";
import { Matrix, random } from "../../../src/matrix/index.js";
import * as byHand from "../../../src/network/index.js";
import type { Tf } from "../../../src/tensorflow/backend.js";
import {
  denseLayer,
  evaluateModel,
  fit as fitModel,
  getWeights,
  loadTensorFlow,
  modelFromMlp,
  modelGradients,
  setWeights,
} from "../../../src/tensorflow/index.js";
import { expectClose } from "../../helpers.js";
import { living } from "../leaks.js";
import { CLASSES, INPUTS, inTurn, network, problem, toMatrix } from "../problem.js";

export function testFit(): void {
  let tf: Tf;
  beforeAll(async () => {
    ({ tf } = await loadTensorFlow());
  });

  describe("fit", () => {
    test("has the losses of trainMlp, step by step, and its weights in the end", async () => {
      const mlp = network(8);
      const model = modelFromMlp(tf, mlp);
      const train = problem(53, 9);
      const validation = problem(29, 10);
      const losses: number[] = [];
      const expected = byHand.trainMlp(mlp, train, {
        epochs: 2,
        batchSize: 11,
        optimizer: byHand.adam({ learningRate: 0.01 }),
        random: random(11),
        validation,
        onBatch: ({ loss }) => losses.push(loss),
      });
      const history = await fitModel(model, train, {
        epochs: 2,
        batchSize: 11,
        learningRate: 0.01,
        random: random(11),
        validation,
      });
      expect(losses).toHaveLength(10); // 53 = 4 · 11 + 9: the short batch counts
      expect(history.batchLosses).toHaveLength(10);
      for (const [step, loss] of losses.entries()) {
        expect(Math.abs(history.batchLosses[step]! - loss), `step ${step}`).toBeLessThan(1e-6);
      }
      expect(history.ended).toBe("done");
      expect(history.epochs).toHaveLength(2);
      for (const [e, record] of expected.entries()) {
        const found = history.epochs[e]!;
        expect(found.epoch).toBe(e + 1);
        expect(found.accuracy).toBe(record.accuracy);
        expect(found.validationAccuracy).toBe(record.validationAccuracy);
        expect(found.loss).toBeCloseTo(record.loss, 6);
        expect(found.validationLoss).toBeCloseTo(record.validationLoss!, 6);
      }
      for (const [k, weight] of getWeights(model).entries()) {
        expectClose(toMatrix(weight), byHand.parameters(mlp)[k]!, { rtol: 1e-5, atol: 1e-5 });
      }
      const looked = await evaluateModel(model, validation);
      expect(looked.loss).toBe(history.epochs[1]!.validationLoss);
      expect(looked.accuracy).toBe(history.epochs[1]!.validationAccuracy);
      model.dispose();
    });

    test("gives a network of zeros the loss ln 3 of a guess", async () => {
      const model = modelFromMlp(tf, network(1));
      setWeights(
        tf,
        model,
        getWeights(model).map(({ data, shape }) => ({ data: data.fill(0), shape })),
      );
      const { loss } = await evaluateModel(model, problem(19, 1));
      expect(loss).toBeCloseTo(Math.log(3), 6);
      model.dispose();
    });

    test("learns", async () => {
      const model = modelFromMlp(tf, network(12));
      const options = { epochs: 30, batchSize: 16, learningRate: 0.01, random: random(1) };
      await fitModel(model, problem(211, 13), options);
      expect((await evaluateModel(model, problem(97, 14))).accuracy).toBeGreaterThan(0.85);
      model.dispose();
    });

    test("trains a model that ends in a softmax like one that ends in logits", async () => {
      const logits = modelFromMlp(tf, network(15));
      const softmax = tf.sequential({
        layers: [
          tf.layers.flatten({ inputShape: [INPUTS, 1] }),
          denseLayer(tf, { units: 7, activation: "relu", seed: 1 }),
          denseLayer(tf, { units: 5, activation: "relu", seed: 2 }),
          denseLayer(tf, { units: CLASSES, activation: "softmax", seed: 3 }),
        ],
      });
      setWeights(tf, softmax, getWeights(logits));
      const options = { epochs: 1, batchSize: 7 };
      const [a, b] = [
        await fitModel(logits, problem(31, 16), { ...options, random: random(3) }),
        await fitModel(softmax, problem(31, 16), { ...options, random: random(3) }),
      ];
      expect(a.batchLosses).toEqual(b.batchLosses);
      logits.dispose();
      softmax.dispose();
    });

    test("takes images as bytes divided by 255", async () => {
      const bytes = Uint8Array.from({ length: 23 * INPUTS }, (_, k) => (k * 37) % 256);
      const { labels } = problem(23, 17);
      const input = new Matrix(
        Float64Array.from(bytes, (byte) => byte / 255),
        [23, INPUTS],
      );
      const losses = [];
      for (const examples of [
        { images: bytes, labels },
        { input, labels },
      ]) {
        const model = modelFromMlp(tf, network(18));
        const history = await fitModel(model, examples, {
          epochs: 1,
          batchSize: 5,
          random: random(4),
        });
        losses.push(history.batchLosses);
        model.dispose();
      }
      expect(losses[0]).toEqual(losses[1]);
    });

    test("goes on where the last training ended, Adam's memory and schedule included", async () => {
      const train = problem(41, 19);
      const steps: number[] = [];
      const learningRate = (step: number) => {
        steps.push(step);
        return 0.01 / (1 + step);
      };
      const whole = modelFromMlp(tf, network(20));
      const inOne = await fitModel(whole, train, {
        epochs: 2,
        batchSize: 7,
        learningRate,
        random: inTurn(1, 2),
      });
      const parts = modelFromMlp(tf, network(20));
      const first = await fitModel(parts, train, {
        epochs: 1,
        batchSize: 7,
        learningRate,
        random: random(1),
      });
      const second = await fitModel(parts, train, {
        epochs: 1,
        batchSize: 7,
        learningRate,
        random: random(2),
      });
      expect([...first.batchLosses, ...second.batchLosses]).toEqual(inOne.batchLosses);
      expect(getWeights(parts)).toEqual(getWeights(whole));
      const counted = Array.from({ length: 12 }, (_, step) => step);
      expect(steps).toEqual([...counted, ...counted]);
      whole.dispose();
      parts.dispose();
    });

    test("leaves no tensor behind", async () => {
      const model = modelFromMlp(tf, network(21));
      const train = problem(37, 22);
      const options = { epochs: 1, batchSize: 8, validation: problem(11, 23) };
      await fitModel(model, train, { ...options, random: random(5) });
      const before = living(tf);
      await fitModel(model, train, { ...options, random: random(5) });
      await evaluateModel(model, train);
      await modelGradients(model, train);
      expect(living(tf)).toEqual(before);
      model.dispose();
    });

    test("tells pace and place of every step", async () => {
      const model = modelFromMlp(tf, network(24));
      const told: { step: number; steps: number; secondsLeft: number; rate: number }[] = [];
      const { batchLosses } = await fitModel(model, problem(17, 25), {
        epochs: 2,
        batchSize: 5,
        random: random(6),
        onBatch: ({ step, steps, secondsLeft, stepsPerSecond, epoch, batch, batches, loss }) => {
          expect(batches).toBe(4);
          expect(step).toBe((epoch - 1) * 4 + batch);
          expect(loss).toBeGreaterThan(0);
          told.push({ step, steps, secondsLeft, rate: stepsPerSecond });
        },
      });
      expect(told.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(told.every(({ steps }) => steps === 8)).toBe(true);
      for (const { step, secondsLeft, rate } of told)
        expect(secondsLeft * rate).toBeCloseTo(8 - step, 9);
      expect(told.at(-1)!.secondsLeft).toBe(0);
      expect(batchLosses).toHaveLength(8);
      model.dispose();
    });
  });
}
