/**
 * @file A model run layer by layer, up to its logits, with the mask of its last layer.
 *
 * TensorFlow.js's own run gives masks back before a loss could read them.
 *
 * Letters for shapes: `B` examples, `T` tokens of each, `C` classes.
 */

import type { LayersModel, SymbolicTensor, Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs";
import type { Tf } from "./backend.js";
import type { CallOptions } from "./layers/layerClass.js";
import { listOf } from "./layers/layerClass.js";
import { maskOf } from "./layers/masks.js";
import { project } from "./layers/projection.js";

/** What a classifier says before its softmax or sigmoid. */
export interface Logits {
  /** shape `[B, C]`, or `[B · T, C]` if each token has its own */
  readonly logits: Tensor2D;
  /** which of the tokens count, shape `[B, T]`; `null` if all do */
  readonly mask: Tensor | null;
}

/**
 * The logits of a batch; what is made on the way is left to the caller's `tidy`.
 *
 * @param inputs - one tensor for each input of the model
 * @param options - what every layer is told: `training`, and `step` for dropout
 */
export function forwardLogits(
  tf: Tf,
  model: LayersModel,
  inputs: readonly Tensor[],
  options: CallOptions,
): Logits {
  const values = new Map<number, Tensor>();
  for (const [k, input] of model.inputs.entries()) values.set(input.id, inputs[k]!);

  function value(symbolic: SymbolicTensor): Tensor {
    const known = values.get(symbolic.id);
    if (known) return known;
    const layer = symbolic.sourceLayer;
    const given = symbolic.inputs.map(value);
    const outputs = listOf(layer.apply(given.length === 1 ? given[0]! : given, { ...options }));
    const places = layer.inboundNodes[symbolic.nodeIndex]!.outputTensors;
    for (const [k, place] of places.entries()) values.set(place.id, outputs[k] as Tensor);
    return values.get(symbolic.id)!;
  }

  const [output] = model.outputs as [SymbolicTensor];
  const last = output.sourceLayer;
  const input = value(output.inputs[0]!);
  const mask = maskOf("model", input);
  if (last.getClassName() === "Activation") {
    return { logits: tf.reshape(input, [-1, input.shape.at(-1)!]), mask };
  }
  const [kernel, bias] = last.getWeights() as [Tensor2D, Tensor1D?];
  const [logits] = project(tf, input, [{ kernel, bias }]);
  return { logits: logits!, mask };
}
