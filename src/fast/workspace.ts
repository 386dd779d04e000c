/** @file Room in the kernel's memory for what one batch passes through. */

import { type FastLayer, padded } from "./layers.js";
import type { KernelMemory } from "./memory.js";

/** The addresses of one batch and of all that is computed from it. */
export interface Workspace {
  /** how many examples fit */
  readonly rows: number;
  /** the batch as it came: bytes or float32, shape `[rows, I]` */
  readonly input: number;
  /** class of each example, a 32-bit integer */
  readonly labels: number;
  /** of each layer the input as lists, and where they end; see `assembly/lists.ts` */
  readonly lists: readonly number[];
  readonly ends: readonly number[];
  /** of each layer the activations, shape `[rows, width]` */
  readonly outputs: readonly number[];
  /** of each layer the gradient with respect to its output, then to its pre-activation */
  readonly grads: readonly number[];
  /** lists that are needed for one product only, and where they end */
  readonly passing: number;
  readonly passingEnds: number;
  /** zeros, as long as the widest row: the bias of a product that has none */
  readonly zeros: number;
  /** what each byte stands for: `byte / 255` */
  readonly unit: number;
}

/** Room for batches of up to `rows` examples. */
export function allocateWorkspace(
  memory: KernelMemory,
  layers: readonly FastLayer[],
  rows: number,
): Workspace {
  const widest = Math.max(...layers.map(({ inputs, width }) => Math.max(padded(inputs), width)));
  const perLayer = (bytes: (layer: FastLayer) => number) =>
    layers.map((layer) => memory.allocate(bytes(layer)));
  const room = {
    rows,
    input: memory.allocate(4 * rows * layers[0]!.inputs),
    labels: memory.allocate(4 * rows),
    lists: perLayer(({ inputs }) => 8 * rows * inputs),
    ends: perLayer(() => 4 * rows),
    outputs: perLayer(({ width }) => 4 * rows * width),
    grads: perLayer(({ width }) => 4 * rows * width),
    passing: memory.allocate(8 * rows * widest),
    passingEnds: memory.allocate(4 * Math.max(rows, widest)),
    zeros: memory.allocate(4 * widest),
    unit: memory.allocate(4 * 256),
  };
  memory.floats(room.unit, 256).forEach((_, byte, unit) => {
    unit[byte] = byte / 255;
  });
  return room;
}
