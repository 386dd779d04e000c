/**
 * @file Operations of the native backend that would change nothing.
 *
 * TensorFlow.js casts the inputs of every product to their common type, and gives every gradient of a
 * sum the shape of its term. Mostly they have it already. TensorFlow would be asked all the same, and on
 * the small tensors of a step being asked is most of the price. As the other backends do, the native one
 * here hands the same numbers on.
 */

import type { TensorInfo } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";
import { type KernelCall, setKernel } from "./kernel.js";

/** What the native backend counts: how many tensors share numbers. */
interface Counting {
  incRef(dataId: object): void;
}

/** Spares the native backend, which must be the current one, casts and reshapes to what is there. */
export function spareUnchanged(tf: Tf): void {
  spare(tf, "Cast", ({ dtype }, attrs) => dtype === attrs.dtype);
  spare(tf, "Reshape", ({ shape }, attrs) => {
    const wanted = attrs.shape as readonly number[];
    return wanted.length === shape.length && shape.every((length, k) => length === wanted[k]);
  });
}

function spare(
  tf: Tf,
  name: string,
  isThere: (x: TensorInfo, attrs: KernelCall["attrs"]) => boolean,
): void {
  const { kernelFunc } = tf.getKernel(name, "tensorflow");
  setKernel(tf, "tensorflow", name, (given) => {
    const { x } = given.inputs as { x: TensorInfo };
    if (!isThere(x, given.attrs)) return kernelFunc(given as never) as TensorInfo;
    (given.backend as unknown as Counting).incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  });
}
