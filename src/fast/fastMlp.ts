/**
 * @file A multilayer perceptron in the memory of the compiled kernel, in float32.
 *
 * The readable form is `network/mlp.ts`; this one computes the same in single precision.
 */

import { checkFinite, checkSame } from "../matrix/index.js";
import type { Mlp } from "../network/index.js";
import { type AdamState, createAdamState } from "./adam.js";
import { allocateParameters, type Parameters } from "./layers.js";
import { KernelMemory } from "./memory.js";
import { allocateWorkspace, type Workspace } from "./workspace.js";

/** A network in a memory of its own; made by `createFastMlp`, read by `toMlp`. */
export class FastMlp {
  /** features of the input, of every hidden layer, of the output */
  readonly sizes: readonly number[];
  /** @internal what Adam has counted */
  readonly adam: AdamState = createAdamState();
  /** @internal the memory that all of it lies in */
  readonly memory: KernelMemory = new KernelMemory();
  /** @internal where the parameters lie */
  readonly parameters: Parameters;
  readonly #mark: number;
  #workspace: Workspace | undefined;

  /** Room for the parameters of `mlp`, all zero. */
  constructor({ layers }: Mlp) {
    this.sizes = [layers[0]!.weight.shape[0], ...layers.map(({ weight }) => weight.shape[1])];
    const activations = layers.map(({ activation }) => activation);
    this.parameters = allocateParameters(this.memory, this.sizes, activations);
    this.#mark = this.memory.mark();
  }

  /** @internal Room for `rows` examples or more; its content lasts until more is asked for. */
  workspace(rows: number): Workspace {
    if (!this.#workspace || this.#workspace.rows < rows) {
      this.memory.release(this.#mark);
      this.#workspace = allocateWorkspace(this.memory, this.parameters.layers, rows);
    }
    return this.#workspace;
  }

  /** `FastMlp 784-64-64-10 (relu, relu, identity), 1875 steps`. */
  toString(): string {
    const names = this.parameters.layers.map(({ activation }) => activation.name).join(", ");
    return `FastMlp ${this.sizes.join("-")} (${names}), ${this.adam.steps} steps`;
  }
}

// Node, and with it the notebook, prints an object by the method of this name.
Object.defineProperty(FastMlp.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value: FastMlp.prototype.toString,
});

/**
 * A network with the parameters of `mlp`, rounded to float32.
 *
 * @throws RangeError if the layers do not fit together, a parameter is not finite, an activation is not one of `identity`,
 * `relu`, `sigmoid` and `tanh`, or the last one is not `identity`: the loss takes logits.
 */
export function createFastMlp(mlp: Mlp): FastMlp {
  checkLayers(mlp);
  const fast = new FastMlp(mlp);
  fast.parameters.layers.forEach(({ weight, bias, width }, l) => {
    fast.memory.write(weight, mlp.layers[l]!.weight, width);
    fast.memory.write(bias, mlp.layers[l]!.bias, width);
  });
  return fast;
}

/** A readable network with a copy of the parameters as they are now. */
export function toMlp({ memory, parameters }: FastMlp): Mlp {
  return {
    layers: parameters.layers.map(({ inputs, outputs, width, weight, bias, activation }) => ({
      weight: memory.read(weight, [inputs, outputs], width),
      bias: memory.read(bias, [1, outputs], width),
      activation,
    })),
  };
}

function checkLayers({ layers }: Mlp): void {
  const where = "createFastMlp";
  if (layers.length === 0) throw new RangeError(`${where}: mlp must have a layer, got none`);
  for (const [l, { weight, bias }] of layers.entries()) {
    const outputs = weight.shape[1];
    checkSame(where, `rows of bias ${l} and 1`, bias.shape[0], 1);
    checkSame(where, `columns of weight ${l} and bias ${l}`, outputs, bias.shape[1]);
    checkFinite(where, `weight ${l} in float32`, new Float32Array(weight.data));
    checkFinite(where, `bias ${l} in float32`, new Float32Array(bias.data));
    const next = layers[l + 1]?.weight.shape[0] ?? outputs;
    checkSame(where, `columns of weight ${l} and rows of weight ${l + 1}`, outputs, next);
  }
  const { name } = layers.at(-1)!.activation;
  if (name !== "identity") {
    throw new RangeError(`${where}: the last activation must be identity, got ${name}`);
  }
}
