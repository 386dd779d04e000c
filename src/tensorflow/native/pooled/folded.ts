/**
 * @file The projections of attention, two and two folded into one.
 *
 * A score is `(xₜ Wq + bq) · (xₛ Wk + bk) / √K`. Multiplied out, `bk` adds the same number to all scores
 * of a query, which the softmax does not see: its gradient is 0. What is left is `yₜ · xₛ` with
 * `y = x (Wq Wkᵀ / √K) + bq Wkᵀ / √K`. In the same way values and output are one product, `Wv Wo`, which
 * the mean over the tokens can be given to first.
 *
 * Letters for shapes, as in Keras: `D` features of a token, `H` heads, `K` features of a query or key,
 * `V` of a value, `O` features of the output.
 */

import type { PooledAttention } from "../../pooledAttention.js";
import type { Numbers } from "./products.js";

/** The parameters of an attention layer, as Keras orders and shapes them. */
export interface AttentionParameters<A extends Numbers = Numbers> {
  /** `[D, H, K]` */
  readonly queryKernel: A;
  /** `[H, K]` */
  readonly queryBias: A;
  /** `[D, H, K]` */
  readonly keyKernel: A;
  /** `[H, K]` */
  readonly keyBias: A;
  /** `[D, H, V]` */
  readonly valueKernel: A;
  /** `[H, V]` */
  readonly valueBias: A;
  /** `[H, V, O]` */
  readonly outputKernel: A;
  /** `[O]` */
  readonly outputBias: A;
}

/** Two products in place of four. */
export interface Folded<A extends Numbers = Numbers> {
  /** what a token looks for, of itself: `[D, H · D]` */
  readonly lookKernel: A;
  /** `[H · D]` */
  readonly lookBias: A;
  /** what a mean of tokens, one for each head, gives: `[H · D, O]` */
  readonly giveKernel: A;
  /** `[O]` */
  readonly giveBias: A;
}

/** The products of the parameters. */
export function fold(sizes: PooledAttention, layer: AttentionParameters): Folded<Float32Array> {
  const { width: D, numHeads: H, keyDim: K, valueDim: V, outputs: O } = sizes;
  const folded = {
    lookKernel: new Float32Array(D * H * D),
    lookBias: new Float32Array(H * D),
    giveKernel: new Float32Array(H * D * O),
    giveBias: Float32Array.from(layer.outputBias),
  };
  const scale = 1 / Math.sqrt(K);
  for (let h = 0; h < H; ++h) {
    for (let e = 0; e < D; ++e) {
      const key = layer.keyKernel.subarray((e * H + h) * K, (e * H + h + 1) * K);
      folded.lookBias[h * D + e] = scale * dot(layer.queryBias, h * K, key);
      for (let d = 0; d < D; ++d) {
        const entry = scale * dot(layer.queryKernel, (d * H + h) * K, key);
        folded.lookKernel[d * H * D + h * D + e] = entry;
      }
    }
    for (let v = 0; v < V; ++v) {
      const output = layer.outputKernel.subarray((h * V + v) * O, (h * V + v + 1) * O);
      addScaled(folded.giveBias, 0, layer.valueBias[h * V + v]!, output);
      for (let d = 0; d < D; ++d) {
        addScaled(
          folded.giveKernel,
          (h * D + d) * O,
          layer.valueKernel[(d * H + h) * V + v]!,
          output,
        );
      }
    }
  }
  return folded;
}

/** The gradients of the parameters, from those of their products. */
export function unfold(
  sizes: PooledAttention,
  layer: AttentionParameters,
  grad: Folded,
): AttentionParameters<Float32Array> {
  const { width: D, numHeads: H, keyDim: K, valueDim: V, outputs: O } = sizes;
  const like = (array: Numbers) => new Float32Array(array.length);
  const found = {
    queryKernel: like(layer.queryKernel),
    queryBias: like(layer.queryBias),
    keyKernel: like(layer.keyKernel),
    keyBias: like(layer.keyBias),
    valueKernel: like(layer.valueKernel),
    valueBias: like(layer.valueBias),
    outputKernel: like(layer.outputKernel),
    outputBias: Float32Array.from(grad.giveBias),
  };
  const scale = 1 / Math.sqrt(K);
  for (let h = 0; h < H; ++h) {
    for (let e = 0; e < D; ++e) {
      const at = (e * H + h) * K;
      const key = layer.keyKernel.subarray(at, at + K);
      const ofBias = scale * grad.lookBias[h * D + e]!;
      addScaled(found.queryBias, h * K, ofBias, key);
      addScaled(found.keyKernel, at, ofBias, layer.queryBias.subarray(h * K, (h + 1) * K));
      for (let d = 0; d < D; ++d) {
        const entry = scale * grad.lookKernel[d * H * D + h * D + e]!;
        const query = layer.queryKernel.subarray((d * H + h) * K, (d * H + h + 1) * K);
        addScaled(found.queryKernel, (d * H + h) * K, entry, key);
        addScaled(found.keyKernel, at, entry, query);
      }
    }
    for (let v = 0; v < V; ++v) {
      const at = (h * V + v) * O;
      const output = layer.outputKernel.subarray(at, at + O);
      found.valueBias[h * V + v] = dot(grad.giveBias, 0, output);
      addScaled(found.outputKernel, at, layer.valueBias[h * V + v]!, grad.giveBias);
      for (let d = 0; d < D; ++d) {
        const row = (h * D + d) * O;
        const place = (d * H + h) * V + v;
        found.valueKernel[place] = dot(grad.giveKernel, row, output);
        const gradRow = grad.giveKernel.subarray(row, row + O);
        addScaled(found.outputKernel, at, layer.valueKernel[place]!, gradRow);
      }
    }
  }
  return found;
}

/** `Σ a[start + k] · b[k]`. */
function dot(a: Numbers, start: number, b: Numbers): number {
  let sum = 0;
  for (let k = 0; k < b.length; ++k) sum += a[start + k]! * b[k]!;
  return sum;
}

/** `output[start + k] += factor · b[k]`. */
function addScaled(output: Numbers, start: number, factor: number, b: Numbers): void {
  for (let k = 0; k < b.length; ++k) output[start + k]! += factor * b[k]!;
}
