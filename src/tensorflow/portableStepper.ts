/**
 * @file Training on any backend: products by TensorFlow.js, loss and Adam on plain arrays.
 *
 * On WebAssembly and JavaScript an operation has a price that hardly depends on its size; a loss of
 * a few hundred numbers and Adam's formula cost less without one.
 *
 * Letters for shapes: `N` examples, `I` input and `O` output features of a layer, `C` classes.
 */

import type { Tensor, Tensor2D } from "@tensorflow/tfjs";
import { applyAdam } from "./adam.js";
import type { Tf } from "./backend.js";
import { lossOf } from "./loss.js";
import type { ActivationName, Network } from "./network.js";
import {
  type Batch,
  type BatchResult,
  correctedRate,
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

  function forward({ inputs: [input], count }: Batch): {
    inputs: Tensor2D[];
    weights: Tensor2D[];
    logits: Tensor2D;
  } {
    const inputs: Tensor2D[] = [];
    const weights: Tensor2D[] = [];
    let output = tf.tensor2d(input!, [count, network.inputs]);
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
    let result: BatchResult = { loss: 0, right: 0, weight: 0 };
    tf.tidy(() => {
      result = lossOf(forward(batch).logits.dataSync(), batch, network.classes).result;
    });
    return result;
  }

  function backward(batch: Batch): { result: BatchResult; gradients: Float32Array[] } {
    const gradients: Float32Array[] = [];
    let result: BatchResult = { loss: 0, right: 0, weight: 0 };
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
