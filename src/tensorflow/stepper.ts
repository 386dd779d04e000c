/** @file What training asks of a backend: one step on one batch. */

/** Some examples, as a backend takes them. */
export interface Batch {
  /**
   * one array for each input of the model, in the order of `model.inputs`: `count` rows of as many
   * numbers as one example has there; token ids are whole numbers
   */
  readonly inputs: readonly (Float32Array | Int32Array)[];
  /**
   * class of each example, or of each token of each example, example after example; −1 for a token
   * that does not count
   */
  readonly labels: Int32Array;
  /** examples */
  readonly count: number;
}

/** How the network did on a batch, before the step. */
export interface BatchResult {
  /** sum of the losses of all predictions, by weight, in nats */
  readonly loss: number;
  /** number of predictions that are right, by weight */
  readonly right: number;
  /** number of predictions: of examples, or of tokens that are no padding */
  readonly weight: number;
}

/** The parameters of a network and what Adam remembers of its gradients. */
export interface TrainingState {
  /** in the order of the model's weights, first layer first: weight, bias, weight, bias, … */
  readonly parameters: readonly Float32Array[];
  readonly adam: AdamMemory;
}

export interface AdamMemory {
  /** steps taken */
  readonly steps: number;
  /** running mean of the gradient of each parameter */
  readonly mean: readonly Float32Array[];
  /** running mean of its square */
  readonly square: readonly Float32Array[];
}

/** A network on a backend. */
export interface Stepper {
  /** Takes one step of Adam; `rate` is its learning rate. */
  step(batch: Batch, rate: number): BatchResult;
  /** Looks without learning. */
  evaluate(batch: Batch): BatchResult;
  /** The gradient of the mean loss with respect to each parameter, without dropout. */
  gradients(batch: Batch): Float32Array[];
  /** A copy of what has been learnt. */
  state(): TrainingState;
  /** Gives back what it holds on the backend. */
  dispose(): void;
}

/** The constants of Keras's Adam, and the rate that it has unless it is told another. */
export const LEARNING_RATE = 0.001;
export const BETA1 = 0.9;
export const BETA2 = 0.999;
export const EPSILON = 1e-7;

/**
 * `rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ)`: the rate of step `t = 1, 2, …` with Adam's correction for having
 * begun with no memory. Keras, like Kingma and Ba at the end of section 2, adds epsilon after it.
 */
export function correctedRate(
  rate: number,
  step: number,
  beta1: number = BETA1,
  beta2: number = BETA2,
): number {
  return (rate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
}

/**
 * `loss`, unless it would spread to every parameter in the next step.
 *
 * @throws RangeError if it is not finite: the logits have overflown.
 */
export function checkedLoss(loss: number): number {
  if (Number.isFinite(loss)) return loss;
  throw new RangeError(`model: the loss must be finite, got ${loss} from its logits`);
}

/**
 * The number of rows, by weight, whose largest logit is at their label; of equal ones the first counts.
 * A row of one logit says 1 if it is positive, else 0.
 */
export function countRight(
  logits: ArrayLike<number>,
  labels: Int32Array,
  classes: number,
  weights?: ArrayLike<number>,
): number {
  let right = 0;
  for (const [i, label] of labels.entries()) {
    let best = classes === 1 && logits[i]! > 0 ? 1 : 0;
    for (let j = 1; j < classes; ++j) {
      if (logits[i * classes + j]! > logits[i * classes + best]!) best = j;
    }
    if (best === label) right += weights?.[i] ?? 1;
  }
  return right;
}
