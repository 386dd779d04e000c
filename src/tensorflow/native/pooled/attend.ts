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
  /** Goes back from the gradient of `means`; called once. */
  backward(gradMeans: Float32Array): void;
}

/** A batch on its way through the attention; what is made lasts until the next `sweep`. */
export interface AttendedBatch {
  /** The forward pass of a chunk of the batch. */
  attend(chunk: Chunk): Attended;
  /** The gradients, after `backward` of every chunk in the order of `chunks`. */
  gradients(): AttendedGradients;
}

export interface AttendedGradients {
  /** shape `[D, H · D]` */
  readonly gradLookKernel: Float32Array;
  /** shape `[H · D]` */
  readonly gradLookBias: Float32Array;
  /** shape of the embedding */
  readonly gradTable: TensorId;
}

/** The attention of a batch, with the embedding and what folded projections say each token looks for. */
export function attendTexts(
  ops: Operations,
  { vocabulary, width: D, numHeads: H }: PooledAttention,
  table: Parameter,
  look: { readonly lookKernel: Float32Array; readonly lookBias: Float32Array },
  chunks: readonly Chunk[],
): AttendedBatch {
  const product = batchProduct(ops);
  const reshape = (x: TensorId, shape: readonly number[]) => {
    return ops.one("Reshape", [x, ops.tensor(Int32Array.from(shape), [shape.length])]);
  };
  const kernel = ops.tensor(look.lookKernel, [D, H * D]);
  const bias = ops.tensor(look.lookBias, [H * D]);
  const swapLast = ops.tensor(Int32Array.of(0, 2, 1), [3]);
  const rows = ops.tensor(Int32Array.of(1), []);
  const counts = chunks.map(({ ids }) => ids.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const ids = ops.tensor(joined(chunks, total), [total]);
  // All that does not look at other tokens is done once for the batch.
  const flat = table.rows(ids); // [total, D]
  const looked = ops.one("BiasAdd", [ops.one("MatMul", [flat, kernel]), bias]); // [total, H · D]
  const [tokensOf, looksOf] = [ops.split(flat, counts), ops.split(looked, counts)];
  const gradLooksOf: TensorId[] = [];
  const gradTokensOf: TensorId[] = [];

  return {
    attend(chunk) {
      const { length: T, places } = chunk;
      const N = places.length;
      const c = chunks.indexOf(chunk);
      const tokens = reshape(tokensOf[c]!, [N, T, D]);
      const looks = reshape(looksOf[c]!, [N, T * H, D]);
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
      return {
        means: ops.read(product(meanWeights, tokens)), // [N, H, D]
        backward(gradMeans) {
          // One vector goes through the weights at an eighth of the price of two: a head at a time.
          const u = headsOf(gradMeans, H, D).map((head) =>
            product(ops.tensor(head, [N, 1, D]), tokens, "b"),
          ); // [N, 1, T] each
          const sums = u.map((head) => product(head, weights, "b")); // [N, 1, T · H] each
          const both = ops.one("Mul", [rowMeans, ops.concat(sums, 1)]);
          const r = ops.one("Sum", [both, rows], [ops.flag("keep_dims", true)]); // [N, 1, T · H]
          const minus = ops.tensor(new Float32Array(N * T).fill(-1), [N, 1, T]);
          const slopes = product(ops.concat([rowMeans, r], 1), ops.concat([...u, minus], 1), "a");
          const gradScores = ops.one("Mul", [weights, slopes]); // [N, T · H, T]
          ops.drop(slopes);
          ops.drop(weights);
          gradLooksOf[c] = reshape(product(gradScores, tokens), [N * T, H * D]);
          const asKeys = product(looks, gradScores, "a"); // [N, D, T]
          ops.drop(gradScores);
          const gradMean = ops.tensor(gradMeans, [N, H, D]);
          const asMeant = product(meanWeights, gradMean, "a"); // [N, T, D]
          const gradTokens = ops.one("AddV2", [ops.one("Transpose", [asKeys, swapLast]), asMeant]);
          gradTokensOf[c] = reshape(gradTokens, [N * T, D]);
        },
      };
    },
    gradients() {
      const gradLooks = ops.concat(gradLooksOf, 0); // [total, H · D]
      const asQueries = ops.one("MatMul", [gradLooks, kernel], [ops.flag("transpose_b", true)]);
      const gradTokens = ops.one("AddV2", [ops.concat(gradTokensOf, 0), asQueries]);
      const entries = ops.tensor(Int32Array.of(vocabulary), []);
      const transposeA = [ops.flag("transpose_a", true)];
      return {
        gradLookKernel: ops.read(ops.one("MatMul", [flat, gradLooks], transposeA)),
        gradLookBias: ops.read(ops.one("BiasAddGrad", [gradLooks])),
        gradTable: ops.one("UnsortedSegmentSum", [gradTokens, ids, entries]),
      };
    },
  };
}

/** The ids of all chunks, one behind the other. */
function joined(chunks: readonly Chunk[], total: number): Int32Array {
  const all = new Int32Array(total);
  let start = 0;
  for (const { ids } of chunks) {
    all.set(ids, start);
    start += ids.length;
  }
  return all;
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
