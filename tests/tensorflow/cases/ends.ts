/** @file The ways a training can end before its last epoch. */

import { beforeAll, describe, expect, test } from "vitest";
import { Matrix, random } from "../../../src/matrix/index.js";
import type { Tf } from "../../../src/tensorflow/backend.js";
import {
  evaluateModel,
  fit as fitModel,
  getWeights,
  loadTensorFlow,
  modelFromMlp,
} from "../../../src/tensorflow/index.js";
import { living } from "../leaks.js";
import { CLASSES, INPUTS, inTurn, network, problem } from "../problem.js";

export function testEnds(): void {
  let tf: Tf;
  beforeAll(async () => {
    ({ tf } = await loadTensorFlow());
  });

  describe("fit, ending early,", () => {
    test("ends early when the validation loss rises, and keeps the best model if asked", async () => {
      const train = problem(41, 26);
      // Every label is wrong: what helps on the training examples hurts on these.
      const { input, labels } = problem(31, 27);
      const validation = { input, labels: labels.map((label) => (label + 1) % CLASSES) };
      const run = async (keepBest: boolean) => {
        const model = modelFromMlp(tf, network(28));
        const weights: ReturnType<typeof getWeights>[] = [];
        const history = await fitModel(model, train, {
          epochs: 50,
          batchSize: 41,
          learningRate: 0.02,
          random: random(7),
          validation,
          earlyStop: { patience: 3, keepBest },
        });
        weights.push(getWeights(model));
        const looked = await evaluateModel(model, validation);
        model.dispose();
        return { history, looked };
      };
      const { history, looked } = await run(false);
      const losses = history.epochs.map(({ validationLoss }) => validationLoss!);
      const best = losses.indexOf(Math.min(...losses));
      expect(history.ended).toBe("early stop");
      expect(losses).toHaveLength(best + 1 + 3);
      expect(looked.loss).toBe(losses.at(-1));
      const kept = await run(true);
      expect(kept.looked.loss).toBe(losses[best]);
    });

    test("ends when onEpoch says so", async () => {
      const model = modelFromMlp(tf, network(29));
      const history = await fitModel(model, problem(13, 30), {
        epochs: 5,
        batchSize: 13,
        random: random(8),
        onEpoch: ({ epoch }) => epoch < 2,
      });
      expect(history.ended).toBe("callback");
      expect(history.epochs).toHaveLength(2);
      model.dispose();
    });

    test("ends at the kernel's interrupt and keeps what it has learnt", async () => {
      const key = Symbol.for("large-models.interrupt");
      const kernel = { count: 4 };
      Object.assign(globalThis, { [key]: kernel });
      try {
        const train = problem(40, 31);
        const options = { batchSize: 4, random: inTurn(9, 10) };
        const model = modelFromMlp(tf, network(32));
        const before = living(tf);
        const history = await fitModel(model, train, {
          ...options,
          epochs: 2,
          onBatch: ({ step }) => {
            if (step === 13) kernel.count += 1;
          },
        });
        expect(history.ended).toBe("interrupt");
        expect(history.batchLosses).toHaveLength(13);
        expect(history.epochs).toHaveLength(1);
        expect(living(tf)).toEqual(before);
        const other = modelFromMlp(tf, network(32));
        const orders = inTurn(9, 10);
        await fitModel(other, train, { epochs: 1, batchSize: 4, random: orders });
        const second = orders.permutation(40).subarray(0, 12);
        const rows = Array.from(second, (i) => i);
        const rest = {
          input: new Matrix(
            Float64Array.from(
              rows.flatMap((i) => [...train.input.data.subarray(i * INPUTS, (i + 1) * INPUTS)]),
            ),
            [12, INPUTS],
          ),
          labels: rows.map((i) => train.labels[i]!),
        };
        const inOrder = {
          ...random(0),
          permutation: (n: number) => Uint32Array.from({ length: n }, (_, i) => i),
        };
        await fitModel(other, rest, { epochs: 1, batchSize: 4, random: inOrder });
        expect(getWeights(model)).toEqual(getWeights(other));
        // An interrupt of long ago stops nothing.
        const next = await fitModel(model, train, { epochs: 1, batchSize: 8, random: random(1) });
        expect(next.ended).toBe("done");
        model.dispose();
        other.dispose();
      } finally {
        Reflect.deleteProperty(globalThis, key);
      }
    });

    test("keeps what it has learnt when a callback throws", async () => {
      const model = modelFromMlp(tf, network(33));
      const start = getWeights(model);
      const before = living(tf);
      const training = fitModel(model, problem(19, 34), {
        epochs: 1,
        batchSize: 4,
        random: random(11),
        onBatch: ({ step }) => {
          if (step === 3) throw new Error("the pen broke");
        },
      });
      await expect(training).rejects.toThrow(new Error("the pen broke"));
      expect(getWeights(model)).not.toEqual(start);
      expect(living(tf)).toEqual(before);
      model.dispose();
    });
  });
}
