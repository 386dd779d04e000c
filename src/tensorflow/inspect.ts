/** @file Tensors and models as readable text, where Node or a notebook cell prints them. */

import type { Tensor } from "@tensorflow/tfjs";
import type { Tf } from "./backend.js";

// Node, and with it a notebook cell, prints an object by the method of this name.
const custom = Symbol.for("nodejs.util.inspect.custom");

/** Gives tensors and models of `tf` a readable form as the last expression of a cell. */
export function showTensors(tf: Tf): void {
  Object.defineProperty(tf.Tensor.prototype, custom, {
    value(this: Tensor) {
      const what = `Tensor ${this.dtype} [${this.shape.join(", ")}]`;
      if (this.isDisposed) return `${what}, disposed`;
      return this.size === 0 ? what : `${what}\n${this.toString()}`;
    },
    configurable: true,
  });
  Object.defineProperty(tf.LayersModel.prototype, custom, {
    value(this: InstanceType<Tf["LayersModel"]>) {
      // Without the shape of its input a model has no layers of known size yet.
      if (!this.inputs) return `${this.name}, without the shape of its input`;
      const lines: string[] = [];
      this.summary(undefined, undefined, (line: string) => lines.push(line));
      return lines.join("\n");
    },
    configurable: true,
  });
}
