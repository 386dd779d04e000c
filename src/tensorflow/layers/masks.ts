/**
 * @file Padding masks that travel with their tensors through a model, as in Keras 3.
 *
 * TensorFlow.js tells a layer the mask of its first input only, and tells it to the layers behind as
 * well, whether it is theirs or not. It has begun another way: every layer notes the mask of what it
 * gives on the tensor itself. That way is finished here.
 *
 * Letters for shapes: `B` sequences, `T` places of each.
 */

import type { Tensor } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";

/** Where TensorFlow.js notes the mask of a tensor. */
interface Masked {
  kerasMask?: Tensor | null;
}

/** What of a layer of TensorFlow.js is completed here. */
interface Prototype {
  supportsMasking: boolean;
  apply(inputs: unknown, options?: unknown): unknown;
  computeMask(inputs: Tensor | Tensor[], mask?: unknown): unknown;
  setMaskMetadata(): void;
}

/**
 * Which places of a tensor are tokens, shape `[B, T]`; `null` if none of them is padding.
 *
 * @param where - the layer that asks, for the message
 * @throws Error if the mask is given back already.
 */
export function maskOf(where: string, tensor: Tensor): Tensor | null {
  const mask = (tensor as Masked).kerasMask ?? null;
  if (mask?.isDisposed) {
    throw new Error(`${where}: the padding mask of the input must be alive, got one disposed`);
  }
  return mask;
}

/** Notes which places of a tensor are tokens, for the next layer; the mask is given back with it. */
export function setMask(tensor: Tensor, mask: Tensor | null): void {
  (tensor as Masked).kerasMask = mask;
}

const mended = new WeakSet<Tf>();

/** Lets all layers of `tf` pass masks on: each is told the masks of all its inputs. */
export function carryMasks(tf: Tf): void {
  if (mended.has(tf)) return;
  mended.add(tf);
  const isTensor = (each: unknown) => each instanceof tf.Tensor;
  const layer = tf.layers.Layer.prototype as unknown as Prototype;
  const { apply } = layer;
  // Its own note knows no masks of inputs, and is lost where a layer hands its input on as it is.
  layer.setMaskMetadata = () => {};
  layer.apply = function (inputs, options) {
    const outputs = apply.call(this, inputs, options);
    const sources = listOf(inputs);
    if (!this.supportsMasking || !sources.every(isTensor)) return outputs;
    const masks = sources.map((source) => (source as Masked).kerasMask ?? null);
    const targets = listOf(outputs) as Tensor[];
    const lost = masks.find((mask) => mask?.isDisposed);
    if (lost) {
      // For the layer that will ask for it.
      for (const target of targets) setMask(target, lost);
      return outputs;
    }
    const known = masks.some((mask) => mask) ? masks : undefined;
    const results = listOf(this.computeMask(inputs as Tensor | Tensor[], known));
    for (const [k, target] of targets.entries()) {
      const mask = (results[k] as Tensor | undefined) ?? null;
      // A tensor's mask ends with it, so no other may have the same.
      setMask(target, mask && masks.includes(mask) ? mask.clone() : mask);
    }
    return outputs;
  };
  const add = tf.layers.add();
  const merge = Object.getPrototypeOf(Object.getPrototypeOf(add)) as Prototype;
  // As in Keras: a sum is a token where one of its terms is; its own version has a wrong shape.
  merge.computeMask = (_, mask) => {
    const masks = Array.isArray(mask) ? (mask as (Tensor | null)[]) : [];
    if (masks.length === 0 || masks.some((each) => !each)) return null;
    return tf.tidy(() => (masks as Tensor[]).reduce((one, other) => tf.logicalOr(one, other)));
  };
}

/** The mask of a layer's only input, or of its first, in the list or alone. */
export function firstMask(mask: Tensor | Tensor[] | undefined): Tensor | null {
  return (Array.isArray(mask) ? mask[0] : mask) ?? null;
}

function listOf(one: unknown): unknown[] {
  return Array.isArray(one) ? one : [one];
}
