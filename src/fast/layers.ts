/** @file Where the parameters of a network lie in the kernel's memory. */

import type { Activation } from "../network/index.js";
import type { AdamPieces } from "./adam.js";
import type { KernelMemory } from "./memory.js";

/** One layer: its sizes, and the addresses of what belongs to it. */
export interface FastLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** numbers in a row of its weight and its output: `outputs`, padded */
  readonly width: number;
  readonly activation: Activation;
  /** the activation's number in the kernel */
  readonly kind: number;
  /** shape `[inputs, width]` */
  readonly weight: number;
  /** shape `[1, width]`, right after the weight */
  readonly bias: number;
  /** gradients of both, laid out as they are */
  readonly gradWeight: number;
  readonly gradBias: number;
  /** room for the weight's transpose, shape `[outputs, padded inputs]` */
  readonly transposed: number;
}

/** All parameters in one piece, and three more such pieces, so that Adam takes one pass. */
export interface Parameters extends AdamPieces {
  readonly layers: readonly FastLayer[];
}

/** What `assembly/activations.ts` calls the activations. */
const KINDS: ReadonlyMap<string, number> = new Map([
  ["identity", 0],
  ["relu", 1],
  ["sigmoid", 2],
  ["tanh", 3],
]);

/**
 * The activation's number in the kernel.
 *
 * @param where - the function that asks, for the message
 * @throws RangeError if the kernel does not know it.
 */
export function kindOf(where: string, name: string): number {
  const kind = KINDS.get(name);
  if (kind !== undefined) return kind;
  const known = [...KINDS.keys()].join(", ");
  throw new RangeError(`${where}: an activation must be one of ${known}, got ${name}`);
}

/** The next multiple of 16: what the kernel works on at once. */
export function padded(count: number): number {
  return Math.ceil(count / 16) * 16;
}

/**
 * Room for the parameters of a network, all zero.
 *
 * @param sizes - features of the input and of each layer's output
 * @param activations - one a layer
 * @throws RangeError if the kernel does not know an activation.
 */
export function allocateParameters(
  memory: KernelMemory,
  sizes: readonly number[],
  activations: readonly Activation[],
): Parameters {
  const kinds = activations.map(({ name }) => kindOf("createFastMlp", name));
  const counts = activations.map((_, l) => (sizes[l]! + 1) * padded(sizes[l + 1]!));
  const bytes = 4 * counts.reduce((sum, count) => sum + count, 0);
  const values = memory.allocate(4 * bytes);

  let weight = values;
  const layers = activations.map((activation, l): FastLayer => {
    const [inputs, outputs] = [sizes[l]!, sizes[l + 1]!];
    const width = padded(outputs);
    const bias = weight + 4 * inputs * width;
    const layer = {
      inputs,
      outputs,
      width,
      activation,
      kind: kinds[l]!,
      weight,
      bias,
      gradWeight: weight + bytes,
      gradBias: bias + bytes,
      transposed: memory.allocate(4 * outputs * padded(inputs)),
    };
    weight = bias + 4 * width;
    return layer;
  });
  return {
    layers,
    values,
    gradients: values + bytes,
    means: values + 2 * bytes,
    squares: values + 3 * bytes,
    bytes,
  };
}
