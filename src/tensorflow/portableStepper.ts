/**
 * @file Training on any backend: products by TensorFlow.js, loss and Adam on plain arrays.
 *
 * On WebAssembly and JavaScript an operation has a price that hardly depends on its size; a loss of
 * a few hundred numbers and Adam's formula cost less without one.
 *
 * Letters for shapes: `N` examples, `I` input and `O` output features of a layer, `C` classes.
 */

import type { Tensor, Tensor2D } from "@tensorflow/tfjs";
import type { Tf } from "./backend.js";
import type { ActivationName, Network } from "./network.js";
import {
  type Batch,
  type BatchResult,
  BETA1,
  BETA2,
  checkedLoss,
  correctedRate,
  countRight,
  EPSILON,
  type Stepper,
  type TrainingState,
} from "./stepper.js";

/** The network on the current backend of `tf`. */
export function portableStepper(tf: Tf, network: Network, start: TrainingState): Stepper {
  const copies = (arrays: readonly Float32Array[]) => arrays.map((array) => array.slice());
  const parameters = copies(start.parameters);
  const [mean, square] = [copies(start.adam.mean), copies(start.adam.square)];
  let { steps } = start.adam;
  const activate: Record<ActivationName, (z: Tensor2D) => Tensor2D> = {
    linear: (z) => z,
    relu: (z) => tf.relu(z),
    sigmoid: (z) => tf.sigmoid(z),
    tanh: (z) => tf.tanh(z),
  };
  /** The derivatives, of the activation's value. */
  const slope: Record<Exclude<ActivationName, "linear">, (value: Tensor2D) => Tensor> = {
    relu: (value) => tf.step(value),
    sigmoid: (value) => tf.mul(value, tf.sub(1, value)),
    tanh: (value) => tf.sub(1, tf.square(value)),
  };

  function forward({ input, count }: Batch): {
    inputs: Tensor2D[];
    weights: Tensor2D[];
    logits: Tensor2D;
  } {
    const inputs: Tensor2D[] = [];
    const weights: Tensor2D[] = [];
    let output = tf.tensor2d(input, [count, network.inputs]);
    for (const [l, layer] of network.layers.entries()) {
      inputs.push(output);
      weights.push(tf.tensor2d(parameters[2 * l]!, [layer.inputs, layer.outputs]));
      const bias = tf.tensor1d(parameters[2 * l + 1]!);
      const z: Tensor2D = tf.add(tf.matMul(output, weights[l]!), bias);
      output = activate[layer.activation](z); // [N, O]
    }
    return { inputs, weights, logits: output };
  }

  function evaluate(batch: Batch): BatchResult {
    let result: BatchResult = { loss: 0, right: 0 };
    tf.tidy(() => {
      result = lossOf(forward(batch).logits.dataSync(), batch, network.classes).result;
    });
    return result;
  }

  function backward(batch: Batch): { result: BatchResult; gradients: Float32Array[] } {
    const gradients: Float32Array[] = [];
    let result: BatchResult = { loss: 0, right: 0 };
    // Braces: what `tidy` returns it searches for tensors, number by number.
    tf.tidy(() => {
      const { inputs, weights, logits } = forward(batch);
      const loss = lossOf(logits.dataSync(), batch, network.classes);
      result = loss.result;
      let gradOutput = tf.tensor2d(loss.gradLogits, [batch.count, network.classes]);
      for (let l = network.layers.length - 1; l >= 0; --l) {
        gradients[2 * l] = tf.matMul(inputs[l]!, gradOutput, true).dataSync<"float32">().slice();
        gradients[2 * l + 1] = tf.sum(gradOutput, 0).dataSync<"float32">().slice();
        if (l === 0) break;
        gradOutput = tf.matMul(gradOutput, weights[l]!, false, true); // [N, I]
        const { activation } = network.layers[l - 1]!;
        if (activation !== "linear") gradOutput = tf.mul(gradOutput, slope[activation](inputs[l]!));
      }
    });
    return { result, gradients };
  }

  return {
    step(batch, rate) {
      const { result, gradients } = backward(batch);
      steps += 1;
      const corrected = correctedRate(rate, steps);
      for (const [k, parameter] of parameters.entries()) {
        applyAdam(parameter, gradients[k]!, mean[k]!, square[k]!, corrected);
      }
      return result;
    },
    evaluate,
    gradients: (batch) => backward(batch).gradients,
    state: () => ({
      parameters: copies(parameters),
      adam: { steps, mean: copies(mean), square: copies(square) },
    }),
    dispose() {},
  };
}

/** Softmax cross-entropy of each row, and its gradient divided by the number of rows. */
function lossOf(
  logits: ArrayLike<number>,
  { labels, count }: Batch,
  classes: number,
): { result: BatchResult; gradLogits: Float32Array } {
  const gradLogits = new Float32Array(count * classes);
  let loss = 0;
  for (const [i, label] of labels.entries()) {
    const first = i * classes;
    let largest = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < classes; ++j) largest = Math.max(largest, logits[first + j]!);
    let sum = 0;
    for (let j = 0; j < classes; ++j) sum += Math.exp(logits[first + j]! - largest);
    loss += Math.log(sum) + largest - logits[first + label]!;
    for (let j = 0; j < classes; ++j) {
      const probability = Math.exp(logits[first + j]! - largest) / sum;
      gradLogits[first + j] = (probability - (j === label ? 1 : 0)) / count;
    }
  }
  const right = countRight(logits, labels, classes);
  return { result: { loss: checkedLoss(loss), right }, gradLogits };
}

function applyAdam(
  parameter: Float32Array,
  gradient: Float32Array,
  mean: Float32Array,
  square: Float32Array,
  corrected: number,
): void {
  for (let k = 0; k < parameter.length; ++k) {
    const entry = gradient[k]!;
    mean[k]! += (1 - BETA1) * (entry - mean[k]!);
    square[k]! += (1 - BETA2) * (entry * entry - square[k]!);
    parameter[k]! -= (corrected * mean[k]!) / (Math.sqrt(square[k]!) + EPSILON);
  }
}
