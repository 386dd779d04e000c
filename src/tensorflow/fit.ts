/**
 * @file Training a model as a classifier: our own `fit`.
 *
 * `model.fit` of TensorFlow.js is three times slower than Keras's. This one runs few operations a
 * step, shuffles by a generator that is handed in, and takes the same batches in the same order as
 * `trainMlp`, so that losses can be compared one by one.
 */

import type { LayersModel } from "@tensorflow/tfjs";
import { checkCount, checkPositive } from "../matrix/check.js";
import type { Random } from "../matrix/random.js";
import { epochRecord } from "../network/epochRecord.js";
import { rateOf } from "../network/learningRate.js";
import type { Schedule } from "../network/schedules.js";
import type { BatchRecord, EpochRecord } from "../network/train.js";
import { loadTensorFlow } from "./backend.js";
import { readClassifier } from "./classifier.js";
import { type EarlyStopOptions, earlyStopRule } from "./earlyStop.js";
import { evaluateAll } from "./evaluate.js";
import { batchSource, type LabelledExamples } from "./examples.js";
import { createPause, watchInterrupt } from "./interrupt.js";
import { LEARNING_RATE } from "./stepper.js";
import { adamMemory, createStepper, storeState } from "./training.js";

/** One step, with the pace of the training. */
export interface FitBatchRecord extends BatchRecord {
  /** from 1, over all epochs */
  readonly step: number;
  /** steps in all, if nothing ends the training early */
  readonly steps: number;
  readonly stepsPerSecond: number;
  readonly secondsLeft: number;
}

export interface FitOptions {
  /** passes through the training examples */
  readonly epochs: number;
  /** examples a step; the last batch of an epoch holds what is left */
  readonly batchSize: number;
  /** of Adam: a positive number, or a schedule of such by Adam's step; defaults to 0.001 */
  readonly learningRate?: number | Schedule;
  /** draws one permutation of the examples an epoch */
  readonly random: Random;
  /** examples that are only looked at, after every epoch */
  readonly validation?: LabelledExamples;
  /** ends the training when the loss on the validation examples no longer falls */
  readonly earlyStop?: EarlyStopOptions;
  /** called after every epoch; `false` ends the training */
  readonly onEpoch?: (record: EpochRecord) => unknown;
  /** called after every step */
  readonly onBatch?: (record: FitBatchRecord) => void;
}

/** What a training did. */
export interface FitHistory {
  /** one record for each epoch that was completed */
  readonly epochs: readonly EpochRecord[];
  /** the loss of every step, before the step */
  readonly batchLosses: readonly number[];
  /** why it ended: all epochs done, no more progress, the stop button, `onEpoch` said `false` */
  readonly ended: "done" | "early stop" | "interrupt" | "callback";
  /** seconds from the first step to the last, validation included */
  readonly seconds: number;
}

/**
 * Minimises the cross-entropy of a model by Adam with the constants of Keras: of a softmax over the
 * classes, or of a sigmoid if there is one logit; of each example, or of each token that is no padding.
 *
 * However it ends, by the stop button or by an error of a callback, the model keeps what it has
 * learnt. As in Keras, a second `fit` goes on with Adam's memory of the first.
 *
 * @param model - its last layer gives logits, shape `[B, C]` or `[B, T, C]`, or their softmax or sigmoid
 * @throws RangeError if the examples do not fit the model, an option is out of its range, or the
 * loss is no longer finite; the model is then as it was before that step. On WebGPU, which reads
 * nothing at once: there, train by `model.fit`.
 */
export async function fit(
  model: LayersModel,
  examples: LabelledExamples,
  options: FitOptions,
): Promise<FitHistory> {
  const {
    epochs,
    batchSize,
    learningRate = LEARNING_RATE,
    random,
    validation,
    earlyStop,
  } = options;
  checkCount("fit", "epochs", epochs);
  checkCount("fit", "batchSize", batchSize);
  if (typeof learningRate === "number") checkPositive("fit", "learningRate", learningRate);
  if (earlyStop && !validation) {
    throw new RangeError("fit: earlyStop needs validation examples, got none");
  }
  const rule = earlyStop && earlyStopRule(earlyStop);
  const { tf } = await loadTensorFlow();
  const classifier = readClassifier("fit", model);
  const source = batchSource("fit", examples, classifier);
  const held = validation && batchSource("fit", validation, classifier);
  const batches = Math.ceil(source.count / batchSize);
  const taken = adamMemory(model)?.steps ?? 0;
  const history: EpochRecord[] = [];
  const batchLosses: number[] = [];
  let ended: FitHistory["ended"] = "done";

  const stepper = createStepper("fit", tf, model, classifier);
  const interrupt = watchInterrupt();
  const pause = createPause(tf);
  const tell = paced(epochs * batches, options.onBatch);
  const start = performance.now();
  try {
    for (let epoch = 1; epoch <= epochs && ended === "done"; ++epoch) {
      const order = random.permutation(source.count);
      let loss = 0;
      let right = 0;
      let weight = 0;
      for (let batch = 1; batch <= batches; ++batch) {
        await pause();
        if (interrupt.came) break;
        const indices = order.subarray((batch - 1) * batchSize, batch * batchSize);
        const rate = rateOf("fit", learningRate, taken + batchLosses.length);
        const result = stepper.step(source.batch(indices), rate);
        loss += result.loss;
        right += result.right;
        weight += result.weight;
        const mean = {
          loss: result.loss / result.weight,
          accuracy: result.right / result.weight,
        };
        batchLosses.push(mean.loss);
        tell({ epoch, batch, batches, ...mean });
      }
      if (interrupt.came) ended = "interrupt";
      if (batchLosses.length < epoch * batches) break;
      const seen = { loss: loss / weight, accuracy: right / weight };
      const looked = held && (await evaluateAll(stepper, held, pause));
      const record = epochRecord(epoch, seen, looked);
      history.push(record);
      if (looked && rule?.isOver(looked.loss, stepper.state)) ended = "early stop";
      if (options.onEpoch?.(record) === false) ended = "callback";
      if (interrupt.came) ended = "interrupt";
    }
    return { epochs: history, batchLosses, ended, seconds: (performance.now() - start) / 1000 };
  } finally {
    interrupt.stop();
    storeState(tf, model, rule?.best ?? stepper.state());
    stepper.dispose();
  }
}

/** Adds the pace of the training to what a step tells. */
function paced(steps: number, onBatch: FitOptions["onBatch"]): (record: BatchRecord) => void {
  const start = performance.now();
  let step = 0;
  return (record) => {
    step += 1;
    const stepsPerSecond = (step * 1000) / (performance.now() - start);
    const secondsLeft = (steps - step) / stepsPerSecond;
    onBatch?.({ ...record, step, steps, stepsPerSecond, secondsLeft });
  };
}
