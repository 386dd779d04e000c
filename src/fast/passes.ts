/**
 * @file Forward and backward through all layers, a few kernel calls a formula.
 *
 * The readable form is `mlpForward`, `mlpBackward` in `network/mlp.ts`, and `network/dense.ts`.
 * All three work on the first `rows` examples of the workspace.
 */

import type { FastMlp } from "./fastMlp.js";
import type { Workspace } from "./workspace.js";

/** `output = φ(input · weight + bias)`, layer by layer; the batch is there as lists. */
export function forward({ memory, parameters }: FastMlp, room: Workspace, rows: number): void {
  const { kernel } = memory;
  const { layers } = parameters;
  for (const [l, { inputs, width, weight, bias, kind }] of layers.entries()) {
    const [lists, ends, output] = [room.lists[l]!, room.ends[l]!, room.outputs[l]!];
    if (l > 0) {
      const before = 4 * layers[l - 1]!.width;
      kernel.listRows(room.outputs[l - 1]!, before, rows, inputs, lists, ends);
    }
    kernel.multiply(lists, 8 * inputs, ends, weight, bias, output, rows, 4 * width);
    if (l < layers.length - 1) kernel.activate(kind, output, 4 * rows * width);
  }
}

/**
 * The sum of the losses; leaves the gradient of their mean with respect to the logits where
 * `backward` starts.
 *
 * @throws RangeError if it is not finite: the logits have overflown.
 */
export function loss({ memory, parameters }: FastMlp, room: Workspace, rows: number): number {
  const { outputs, width } = parameters.layers.at(-1)!;
  const [logits, grad] = [room.outputs.at(-1)!, room.grads.at(-1)!];
  const stride = 4 * width;
  const sum = memory.kernel.softmaxCrossEntropy(logits, room.labels, grad, rows, outputs, stride);
  if (!Number.isFinite(sum)) {
    throw new RangeError(`FastMlp: the loss must be finite, got ${sum} from its logits`);
  }
  return sum;
}

/** `gradWeight = inputᵀ · grad`, `gradBias = Σ grad`, `gradInput = grad · weightᵀ`, last layer first. */
export function backward({ memory, parameters }: FastMlp, room: Workspace, rows: number): void {
  const { kernel } = memory;
  const { passing, passingEnds, zeros } = room;
  for (const [l, layer] of [...parameters.layers.entries()].reverse()) {
    const { inputs, outputs, weight, transposed } = layer;
    const grad = room.grads[l]!;
    const width = 4 * layer.width;

    kernel.listColumns(room.lists[l]!, room.ends[l]!, rows, inputs, passing, passingEnds);
    kernel.multiply(passing, 8 * rows, passingEnds, grad, zeros, layer.gradWeight, inputs, width);
    kernel.sumRows(grad, layer.gradBias, rows, width);

    if (l === 0) return; // nobody asks for the gradient of the images
    const { width: numbers, kind } = parameters.layers[l - 1]!;
    const [gradInput, before] = [room.grads[l - 1]!, 4 * numbers];
    kernel.transpose(weight, width, transposed, before, inputs, outputs);
    kernel.listRows(grad, width, rows, outputs, passing, passingEnds);
    kernel.multiply(passing, 8 * outputs, passingEnds, transposed, zeros, gradInput, rows, before);
    kernel.activateBackward(kind, room.outputs[l - 1]!, gradInput, rows * before);
  }
}
