/**
 * @file Training of any model on any backend: its gradients by TensorFlow.js, the loss by hand.
 *
 * Letters for shapes: `B` examples, `T` tokens of each, `C` classes.
 */

import type { LayersModel, Scalar, Tensor, Variable } from "@tensorflow/tfjs";
import { checkSame } from "../matrix/check.js";
import { arrayOptimizer } from "./arrayOptimizer.js";
import type { Tf } from "./backend.js";
import type { Classifier } from "./classifier.js";
import { forwardLogits } from "./forward.js";
import type { CallOptions } from "./layers/layerClass.js";
import { lossOf } from "./loss.js";
import { nativeOptimizer } from "./native/optimizer.js";
import type { Batch, BatchResult, Stepper, TrainingState } from "./stepper.js";

/** Adam for the variables of a model. */
export interface VariableOptimizer {
  /** steps taken */
  readonly steps: number;
  /** One step against the gradients; a variable without one has a gradient of 0. */
  apply(gradients: readonly (Tensor | undefined)[], rate: number): void;
  /** A copy of what has been learnt. */
  state(): TrainingState;
  dispose(): void;
}

/** The model, which it trains in place, on the current backend of `tf`. */
export function graphStepper(
  tf: Tf,
  model: LayersModel,
  classifier: Classifier,
  start: TrainingState,
): Stepper {
  const variables = model.layers.flatMap((layer) => layer.getWeights()) as Variable[];
  const create = tf.getBackend() === "tensorflow" ? nativeOptimizer : arrayOptimizer;
  const optimizer = create(tf, variables, start);

  /** The loss, as a number and as a scalar that has its gradient. */
  function loss(batch: Batch, options: CallOptions): { result: BatchResult; scalar: Scalar } {
    const inputs = batch.inputs.map((data, k) => {
      const dtype = data instanceof Int32Array ? "int32" : "float32";
      return tf.tensor(data, shapeOf(classifier.inputs[k]!.shape, data.length, batch.count), dtype);
    });
    const { logits, mask } = forwardLogits(tf, model, inputs, options);
    const { labels } = batch;
    checkSame("model", "the number of predictions and of labels", logits.shape[0], labels.length);
    const isMasked = mask && classifier.predictions !== 1;
    const targets = isMasked ? { labels, weights: mask.dataSync() } : { labels };
    const { result, gradLogits } = lossOf(logits.dataSync(), targets, classifier.classes);
    // A sum whose gradient with respect to the logits is what the loss's is.
    return { result, scalar: tf.sum(tf.mul(logits, tf.tensor2d(gradLogits, logits.shape))) };
  }

  /** Calls `use` with the gradients, which end with it. */
  function backward(
    batch: Batch,
    options: CallOptions,
    use: (gradients: (Tensor | undefined)[]) => void,
  ): BatchResult {
    let found: BatchResult | undefined;
    const run = () => {
      const { result, scalar } = loss(batch, options);
      found = result;
      return scalar;
    };
    tf.tidy(() => {
      const { grads } = differentiate(tf, () => tf.variableGrads(run, variables));
      use(variables.map(({ name }) => grads[name] as Tensor | undefined));
    });
    return found!;
  }

  return {
    step: (batch, rate) =>
      backward(batch, { training: true, step: optimizer.steps }, (gradients) =>
        optimizer.apply(gradients, rate),
      ),
    evaluate(batch) {
      let found: BatchResult | undefined;
      tf.tidy(() => {
        found = loss(batch, { training: false }).result;
      });
      return found!;
    },
    gradients(batch) {
      const arrays: Float32Array[] = [];
      backward(batch, { training: false }, (gradients) => {
        for (const [k, gradient] of gradients.entries()) {
          const data = gradient?.dataSync<"float32">().slice();
          arrays.push(data ?? new Float32Array(variables[k]!.size));
        }
      });
      return arrays;
    },
    state: () => optimizer.state(),
    dispose: () => optimizer.dispose(),
  };
}

/** Gradients; if a layer refuses its input, what TensorFlow.js has kept for them is given back. */
function differentiate<G>(tf: Tf, gradients: () => G): G {
  try {
    return gradients();
  } catch (error) {
    const { state } = tf.engine() as unknown as { state: { activeTape: Tape | null } };
    for (const { saved } of state.activeTape ?? []) for (const each of saved ?? []) each.dispose();
    state.activeTape = null;
    throw error;
  }
}

type Tape = readonly { readonly saved?: readonly Tensor[] }[];

/** The shape of a batch; a length that varies is what is left. */
function shapeOf(shape: readonly (number | null)[], size: number, count: number): number[] {
  const known = shape.reduce<number>((product, length) => product * (length ?? 1), count);
  return [count, ...shape.map((length) => length ?? size / known)];
}
