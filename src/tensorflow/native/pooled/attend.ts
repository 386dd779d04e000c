/**
 * @file Attention of texts to themselves and its mean over their tokens, forward and backward, by
 * TensorFlow's own operations.
 *
 * With the folded projections (`folded.ts`) a score is `yₜ · xₛ`, and only the mean over the queries of
 * each key's weight is asked for. A token's gradient as a query and as a key is a product with
 * `gradScores = weights ∘ (u − r)`: `u` is the gradient of that mean, `r` its sum over a row of weights.
 *
 * Heads are rows: row `t, h` of a `[T · H, T]` is query `t` of head `h`, as `[T, H · D]` lies in memory.
 *
 * Letters for shapes: `N` texts of a chunk, `T` tokens of its longest, `H` heads, `D` features of a token.
 */

import type { PooledAttention } from "../../pooledAttention.js";
import type { Operations, TensorId } from "../operations.js";
import type { Parameter } from "../variable.js";
import type { Chunk } from "./chunks.js";

/** A product of batches of matrices, one of which may be transposed. */
function batchProduct(
  ops: Operations,
): (a: TensorId, b: TensorId, transposed?: "a" | "b") => TensorId {
  const flags = { a: [ops.flag("adj_x", true)], b: [ops.flag("adj_y", true)] };
  return (a, b, transposed) =>
    ops.one("BatchMatMulV2", [a, b], transposed ? flags[transposed] : []);
}

/** What the forward pass of a chunk has made. */
export interface Attended {
  /** for each head the mean of the tokens by the mean of their weights, shape `[N, H · D]` */
  readonly means: Float32Array;
  /** Reads the gradients, given that of `means`. */
  backward(gradMeans: Float32Array): AttendedBackward;
}

export interface AttendedBackward {
  /** shape `[D, H · D]` */
  readonly gradLookKernel: Float32Array;
  /** shape `[H · D]` */
  readonly gradLookBias: Float32Array;
  /** with respect to the vector of each id of the chunk, shape `[N · T, D]` */
  readonly gradTokens: TensorId;
}

/** The attention of a batch; what is made lasts until the next `sweep`. */
export function attendTexts(
  ops: Operations,
  sizes: PooledAttention,
  table: Parameter,
  look: { readonly lookKernel: Float32Array; readonly lookBias: Float32Array },
): (chunk: Chunk) => Attended {
  const { width: D, numHeads: H } = sizes;
  const product = batchProduct(ops);
  const kernel = ops.tensor(look.lookKernel, [D, H * D]);
  const bias = ops.tensor(look.lookBias, [H * D]);
  const transposeA = [ops.flag("transpose_a", true)];
  const transposeB = [ops.flag("transpose_b", true)];
  const reshape = (x: TensorId, shape: readonly number[]) => {
    return ops.one("Reshape", [x, ops.tensor(Int32Array.from(shape), [shape.length])]);
  };
  const swapLast = ops.tensor(Int32Array.of(0, 2, 1), [3]);
  const rows = ops.tensor(Int32Array.of(1), []);

  return (chunk) => {
    const { length: T, places } = chunk;
    const N = places.length;
    const flat = table.rows(ops.tensor(chunk.ids, [N * T])); // [N · T, D]
    const tokens = reshape(flat, [N, T, D]);
    const looked = ops.one("BiasAdd", [ops.one("MatMul", [flat, kernel]), bias]);
    const looks = reshape(looked, [N, T * H, D]);
    let scores = product(looks, tokens, "b"); // [N, T · H, T]
    if (chunk.padding) {
      const all = scores;
      scores = ops.one("AddV2", [all, ops.tensor(chunk.padding, [N, 1, T])]);
      ops.drop(all);
    }
    const weights = ops.one("Softmax", [scores]);
    // The largest tensors: memory that is given back at once is still in the cache when it is taken.
    ops.drop(scores);
    const rowMeans = ops.tensor(chunk.means, [N, H, T * H]);
    const meanWeights = product(rowMeans, weights); // [N, H, T]
    const means = ops.read(product(meanWeights, tokens)); // [N, H, D]

    return {
      means,
      backward(gradMeans) {
        const gradMean = ops.tensor(gradMeans, [N, H, D]);
        // One vector goes through the weights at an eighth of the price of two: a head at a time.
        const u = headsOf(gradMeans, H, D).map((head) =>
          product(ops.tensor(head, [N, 1, D]), tokens, "b"),
        ); // [N, 1, T] each
        const sums = u.map((head) => product(head, weights, "b")); // [N, 1, T · H] each
        const both = ops.one("Mul", [rowMeans, H === 1 ? sums[0]! : ops.concat(sums, 1)]);
        const r = ops.one("Sum", [both, rows], [ops.flag("keep_dims", true)]); // [N, 1, T · H]
        const minus = ops.tensor(new Float32Array(N * T).fill(-1), [N, 1, T]);
        const slopes = product(ops.concat([rowMeans, r], 1), ops.concat([...u, minus], 1), "a");
        const gradScores = ops.one("Mul", [weights, slopes]); // [N, T · H, T]
        ops.drop(slopes);
        ops.drop(weights);
        const gradLooks = reshape(product(gradScores, tokens), [N * T, H * D]);
        const asKeys = product(looks, gradScores, "a"); // [N, D, T]
        ops.drop(gradScores);
        const asQueries = ops.one("MatMul", [gradLooks, kernel], transposeB);
        const parts = [
          reshape(asQueries, [N, T, D]),
          ops.one("Transpose", [asKeys, swapLast]),
          product(meanWeights, gradMean, "a"),
        ];
        return {
          gradLookKernel: ops.read(ops.one("MatMul", [flat, gradLooks], transposeA)),
          gradLookBias: ops.read(ops.one("BiasAddGrad", [gradLooks])),
          gradTokens: reshape(ops.sum(parts), [N * T, D]),
        };
      },
    };
  };
}

/** Of rows of heads side by side, `[N, H · D]`, those of each head, `[N, D]`. */
function headsOf(rows: Float32Array, H: number, D: number): Float32Array[] {
  const N = rows.length / (H * D);
  return Array.from({ length: H }, (_, h) => {
    const own = new Float32Array(N * D);
    for (let i = 0; i < N; ++i) {
      own.set(rows.subarray((i * H + h) * D, (i * H + h + 1) * D), i * D);
    }
    return own;
  });
}
