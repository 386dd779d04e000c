/**
 * @file Forward, loss and backward of a batch of texts.
 *
 * The readable form is `network/attentionClassifier.ts` and `network/trainClassifier.ts`. All work on
 * the first `rows` texts of the room.
 */

import { attendBackward, attendForward } from "./attend.js";
import type { FastClassifier } from "./fastClassifier.js";
import { addWeightGradient, inputGradient, project, turnWeight } from "./projection.js";
import { fours, type TextRoom } from "./textRoom.js";
import { textViews } from "./textViews.js";
import { from, type View, viewOf } from "./view.js";

/** What the first dense layer reads, and its gradient; shape `[N, H · V]`, or `[N, D]` without attention. */
function denseInput({ places }: FastClassifier, room: TextRoom): { input: View; grad: View } {
  const { attention, embedding } = places;
  const width = attention
    ? attention.numHeads * attention.valueWidth
    : room.heads * embedding.width;
  const [input, grad] = attention ? [room.joined, room.gradJoined] : [room.found, room.gradFound];
  return { input: viewOf(input, width), grad: viewOf(grad, width) };
}

/** What a head finds and its values, as columns of all texts; and the gradients of both. */
function valueViews({ places }: FastClassifier, room: TextRoom, h: number) {
  const { width } = places.embedding;
  const { numHeads, valueWidth } = places.attention!;
  const found = (address: number) => from(viewOf(address, room.heads * width), h * width);
  const values = (address: number) => from(viewOf(address, numHeads * valueWidth), h * valueWidth);
  return {
    found: found(room.found),
    gradFound: found(room.gradFound),
    values: values(room.joined),
    gradValues: values(room.gradJoined),
  };
}

/** `dense(mean(attention(embedding(tokens))))`: the logits lie in the last of `room.outputs`. */
export function forward(fast: FastClassifier, room: TextRoom, rows: number): void {
  const { memory, places } = fast;
  const { kernel } = memory;
  const { embedding, positions, attention, dense } = places;
  kernel.clear(room.mean, 4 * rows * room.heads * room.length);
  kernel.clear(room.embedded, 4 * rows * room.length * embedding.width);
  for (let i = 0; i < rows; ++i) {
    const text = textViews(fast, room, i);
    const { tokens, count, embedded } = text;
    kernel.addTableRows(embedding.values, tokens, count, embedded.row, embedded.address);
    if (positions) {
      const { values } = positions;
      kernel.addTableRows(values, text.positions, count, embedded.row, embedded.address);
    }
    attendForward(fast, room, text);
  }
  const { zeros } = room;
  for (const [h, value] of (attention?.values ?? []).entries()) {
    const { found, values } = valueViews(fast, room, h);
    project(kernel, value, { input: found, output: values, rows, zeros });
  }
  let { input } = denseInput(fast, room);
  for (const [l, layer] of dense.entries()) {
    const output = viewOf(room.outputs[l]!, layer.width);
    project(kernel, layer, { input, output, rows, zeros });
    kernel.activate(layer.kind, output.address, fours(rows) * output.row);
    input = output;
  }
}

/**
 * The sum of the losses; leaves the gradient of their mean with respect to the logits where
 * `backward` starts.
 *
 * @throws RangeError if it is not finite: a number has overflown.
 */
export function loss({ memory, places }: FastClassifier, room: TextRoom, rows: number): number {
  const [logits, grad] = [room.outputs.at(-1)!, room.gradOutputs.at(-1)!];
  const stride = 4 * places.dense.at(-1)!.width;
  const sum = memory.kernel.binaryCrossEntropy(logits, room.labels, grad, rows, stride);
  if (!Number.isFinite(sum)) {
    throw new RangeError(`FastClassifier: the loss must be finite, got ${sum} from its logits`);
  }
  return sum;
}

/** From the gradient of the logits to that of every parameter. */
export function backward(fast: FastClassifier, room: TextRoom, rows: number): void {
  const { memory, places } = fast;
  const { kernel } = memory;
  const { embedding, positions, attention, all } = places;
  for (const { gradients, bytes } of all) kernel.clear(gradients, bytes);
  denseBackward(fast, room, rows);
  const { zeros } = room;
  for (const [h, value] of (attention?.values ?? []).entries()) {
    const { found, gradFound, gradValues } = valueViews(fast, room, h);
    const projected = { input: found, output: gradValues, rows, zeros };
    addWeightGradient(kernel, value, projected);
    turnWeight(kernel, value);
    inputGradient(kernel, value, projected, gradFound);
  }
  if (attention) turnWeight(kernel, attention.queryKey);
  for (let i = 0; i < rows; ++i) {
    const text = textViews(fast, room, i);
    attendBackward(fast, room, text);
    const grads: [number, number, number] = [room.gradEmbedded, text.tokens, text.count];
    kernel.addToTableRows(...grads, 4 * embedding.width, embedding.gradients);
    if (positions) {
      const { gradients } = positions;
      kernel.addToTableRows(
        room.gradEmbedded,
        text.positions,
        text.count,
        4 * embedding.width,
        gradients,
      );
    }
  }
}

function denseBackward(fast: FastClassifier, room: TextRoom, rows: number): void {
  const { memory, places } = fast;
  const { kernel } = memory;
  const { zeros } = room;
  const first = denseInput(fast, room);
  for (const [l, layer] of [...places.dense.entries()].reverse()) {
    const grad = viewOf(room.gradOutputs[l]!, layer.width);
    const bytes = fours(rows) * grad.row;
    kernel.activateBackward(layer.kind, room.outputs[l]!, grad.address, bytes);
    const { width } = places.dense[l - 1] ?? {};
    const input = width ? viewOf(room.outputs[l - 1]!, width) : first.input;
    const gradInput = width ? viewOf(room.gradOutputs[l - 1]!, width) : first.grad;
    const projected = { input, output: grad, rows, zeros };
    addWeightGradient(kernel, layer, projected);
    turnWeight(kernel, layer);
    inputGradient(kernel, layer, projected, gradInput);
  }
}
