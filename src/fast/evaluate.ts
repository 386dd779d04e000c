/** @file What a network in the kernel's memory says of inputs, and how well it does. */

import { checkFinite, Matrix } from "../matrix/index.js";
import type { Evaluation, LayerGradients } from "../network/index.js";
import {
  countExamples,
  countInput,
  type FastExamples,
  type FastInput,
  loadExamples,
  loadInput,
} from "./examples.js";
import type { FastMlp } from "./fastMlp.js";
import { backward, forward, loss } from "./passes.js";
import type { Workspace } from "./workspace.js";

/** Examples in one go: more of them are not faster, only larger. */
const CHUNK = 256;

/**
 * The logits; the readable form is `mlpForward(mlp, input).output`.
 *
 * @param input - shape `[N, I]`, or `N · I` bytes
 * @returns shape `[N, O]`
 * @throws RangeError if the input does not have the features that the network takes, or an entry of
 * the input or of the logits is not finite: float32 ends at 3.4e38.
 */
export function fastPredict(fast: FastMlp, input: FastInput): Matrix {
  const count = countInput("fastPredict", fast, input);
  const classes = fast.sizes.at(-1)!;
  const logits = new Matrix(new Float64Array(count * classes), [count, classes]);
  inChunks(fast, count, (room, indices) => {
    loadInput(fast, room, input, indices);
    forward(fast, room, indices.length);
    const { width } = fast.parameters.layers.at(-1)!;
    const part = fast.memory.read(room.outputs.at(-1)!, [indices.length, classes], width);
    logits.data.set(part.data, indices[0]! * classes);
  });
  checkFinite("fastPredict", "logits", logits.data);
  return logits;
}

/**
 * Loss and accuracy; the readable form is `evaluate`.
 *
 * @throws RangeError if the examples do not fit the network, or the loss is not finite.
 */
export function fastEvaluate(fast: FastMlp, examples: FastExamples): Evaluation {
  const count = countExamples("fastEvaluate", fast, examples);
  let sum = 0;
  let right = 0;
  inChunks(fast, count, (room, indices) => {
    loadExamples(fast, room, examples, indices);
    forward(fast, room, indices.length);
    sum += loss(fast, room, indices.length);
    right += countRight(fast, room, indices.length);
  });
  return { loss: sum / count, accuracy: right / count };
}

/**
 * Loss and gradients of one batch, the parameters unchanged; the readable form is `mlpBackward`
 * after `softmaxCrossEntropyBackward`.
 *
 * @returns the mean loss, and the gradients one entry a layer, first layer first
 * @throws RangeError if the examples do not fit the network, or the loss is not finite.
 */
export function fastGradients(
  fast: FastMlp,
  examples: FastExamples,
): { loss: number; gradients: LayerGradients[] } {
  const count = countExamples("fastGradients", fast, examples);
  const room = fast.workspace(count);
  loadExamples(
    fast,
    room,
    examples,
    Uint32Array.from({ length: count }, (_, i) => i),
  );
  forward(fast, room, count);
  const sum = loss(fast, room, count);
  backward(fast, room, count);
  const gradients = fast.parameters.layers.map((layer) => ({
    gradWeight: fast.memory.read(layer.gradWeight, [layer.inputs, layer.outputs], layer.width),
    gradBias: fast.memory.read(layer.gradBias, [1, layer.outputs], layer.width),
  }));
  return { loss: sum / count, gradients };
}

/** How many of the first `rows` examples have their largest logit at their label. */
export function countRight(
  { memory, parameters: { layers } }: FastMlp,
  room: Workspace,
  rows: number,
): number {
  const { outputs, width } = layers.at(-1)!;
  const logits = memory.floats(room.outputs.at(-1)!, rows * width);
  const labels = memory.integers(room.labels, rows);
  let right = 0;
  for (let i = 0; i < rows; ++i) {
    let best = 0;
    for (let j = 1; j < outputs; ++j) {
      if (logits[i * width + j]! > logits[i * width + best]!) best = j;
    }
    if (best === labels[i]) right += 1;
  }
  return right;
}

function inChunks(
  fast: FastMlp,
  count: number,
  visit: (room: Workspace, indices: Uint32Array) => void,
): void {
  const room = fast.workspace(Math.min(count, CHUNK));
  for (let start = 0; start < count; start += CHUNK) {
    const length = Math.min(CHUNK, count - start);
    visit(
      room,
      Uint32Array.from({ length }, (_, i) => start + i),
    );
  }
}
