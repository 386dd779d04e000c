/**
 * @file Training of any layer on sequences, one at a time: gradients are added up over a batch.
 *
 * What a sequence asks of the layer is for the caller to say: one answer (is it spam?), or one for
 * every token (which comes next?). A batch's loss is the mean over all its answers, so a long sequence
 * weighs as much as it answers.
 */

import { checkCount, type Matrix, zeros } from "../matrix/index.js";
import { epochRecord } from "./epochRecord.js";
import type { Optimizer } from "./optimizer.js";
import { matricesOf } from "./parameters.js";
import type { BatchRecord, EpochRecord, Evaluation, TrainOptions } from "./train.js";

/** How a layer does on one sequence. */
export interface Answers {
  /** sum over the answers, in nats */
  readonly loss: number;
  /** how many answers were asked for */
  readonly count: number;
  /** how many were right */
  readonly right: number;
}

/** The same, with what a step of the optimiser needs. */
export interface AnswersWithGradient extends Answers {
  /** gradient of the summed loss, of the structure of the layer */
  readonly gradLayer: object;
}

export interface TrainSequencesOptions<Example> extends Omit<TrainOptions, "validation"> {
  /** examples that are only looked at, after every epoch */
  readonly validation?: readonly Example[];
}

/** What is trained, and how it is asked. */
export interface SequenceTask<Example> {
  /** the function that asks, for messages */
  readonly where: string;
  /** changed in place */
  readonly layer: object;
  /** refuses an example that does not fit; `where` begins the message */
  readonly check: (where: string, example: Example) => void;
  /** forward and loss */
  readonly answer: (example: Example) => Answers;
  /** forward, loss and backward */
  readonly learn: (example: Example) => AnswersWithGradient;
}

/**
 * Mean loss and fraction of right answers over all answers of all examples.
 *
 * @throws RangeError if there are no examples, or what `check` and `answer` throw.
 */
export function evaluateSequences<Example>(
  task: SequenceTask<Example>,
  examples: readonly Example[],
): Evaluation {
  checkAll(task, "example", examples);
  return meanOf(examples.map(task.answer));
}

/** Before the first step: what does not fit should not be found out after an epoch. */
function checkAll<Example>(
  { where, check }: SequenceTask<Example>,
  what: string,
  examples: readonly Example[],
): void {
  checkCount(where, `the number of ${what}s`, examples.length);
  for (const [k, example] of examples.entries()) check(`${where}: ${what} ${k}`, example);
}

function meanOf(answers: readonly Answers[]): Evaluation {
  const sum = (name: keyof Answers) => answers.reduce((sum, part) => sum + part[name], 0);
  return { loss: sum("loss") / sum("count"), accuracy: sum("right") / sum("count") };
}

/** One step: forward and backward of every example, the mean gradient, update. */
function trainStep<Example>(
  { layer, learn }: SequenceTask<Example>,
  batch: readonly Example[],
  optimizer: Optimizer,
): AnswersWithGradient[] {
  const parameters = matricesOf(layer);
  const gradients: Matrix[] = parameters.map(({ shape }) => zeros(shape));
  const answers = batch.map((example) => {
    const answer = learn(example);
    for (const [k, { data }] of matricesOf(answer.gradLayer).entries()) {
      const total = gradients[k]!.data;
      for (let i = 0; i < total.length; ++i) total[i]! += data[i]!;
    }
    return answer;
  });
  const count = answers.reduce((sum, answer) => sum + answer.count, 0);
  for (const { data } of gradients) for (let i = 0; i < data.length; ++i) data[i]! /= count;
  optimizer.step(parameters, gradients);
  return answers;
}

/**
 * Minimises the mean loss over all answers; changes the layer in place.
 *
 * Loss and accuracy of an epoch are means over its answers, each given by the layer as it was at that
 * step: the numbers that Keras prints.
 *
 * @returns one record an epoch
 * @throws RangeError if there are no examples, an option is out of its range, or what `check` and `learn` throw.
 */
export function trainSequences<Example>(
  task: SequenceTask<Example>,
  examples: readonly Example[],
  options: TrainSequencesOptions<Example>,
): EpochRecord[] {
  const { epochs, batchSize, optimizer, random, validation, onEpoch, onBatch } = options;
  checkCount(task.where, "epochs", epochs);
  checkCount(task.where, "batchSize", batchSize);
  checkAll(task, "example", examples);
  if (validation) checkAll(task, "validation example", validation);
  const batches = Math.ceil(examples.length / batchSize);
  const history: EpochRecord[] = [];
  for (let epoch = 1; epoch <= epochs; ++epoch) {
    const order = random.permutation(examples.length);
    const seen: Answers[] = [];
    for (let batch = 1; batch <= batches; ++batch) {
      const indices = order.subarray((batch - 1) * batchSize, batch * batchSize);
      const answers = trainStep(
        task,
        Array.from(indices, (i) => examples[i]!),
        optimizer,
      );
      for (const { loss, count, right } of answers) seen.push({ loss, count, right });
      const record: BatchRecord = { epoch, batch, batches, ...meanOf(answers) };
      onBatch?.(record);
    }
    const validated = validation && meanOf(validation.map(task.answer));
    const record = epochRecord(epoch, meanOf(seen), validated);
    history.push(record);
    if (onEpoch?.(record) === false) break;
  }
  return history;
}
