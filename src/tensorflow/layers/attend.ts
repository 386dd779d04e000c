/**
 * @file Scaled dot-product attention of all heads of a batch at once, forward and backward.
 *
 * Letters for shapes, as in Keras: `B` sequences, `H` heads, `T` queries (target), `S` keys and values
 * (source), `K` features of a query or key, `V` of a value.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), equation 1.
 */

import type { Tensor, Tensor4D } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";

/** What attention reads. */
export interface AttendInput {
  /** already multiplied by `1/√K`, shape `[B, H, T, K]` */
  readonly query: Tensor4D;
  /** shape `[B, H, S, K]` */
  readonly key: Tensor4D;
  /** shape `[B, H, S, V]` */
  readonly value: Tensor4D;
  /** 1 where a query may look at a key, else 0; each length that of the scores or 1 */
  readonly mask?: Tensor4D | undefined;
  /** factors of the weights, shape `[B, H, T, S]` */
  readonly dropped?: Tensor | undefined;
  /** what a query takes that may look at no key: nothing, or the mean of all values */
  readonly blind: "nothing" | "mean";
}

/** What stands for −∞ in a score, as in Keras. */
const HIDDEN = -1e9;

/** `softmax(query · keyᵀ)`, of the keys that the mask allows, shape `[B, H, T, S]`. */
export function attentionWeights(tf: Tf, { query, key, mask, blind }: AttendInput): Tensor4D {
  const scores: Tensor4D = tf.matMul(query, key, false, true);
  if (!mask) return tf.softmax(scores);
  // Without the product a hidden score would still be seen in the sum's last digits.
  const hidden = tf.mul(tf.sub(1, mask), HIDDEN);
  const weights = tf.softmax(tf.add<Tensor4D>(tf.mul(scores, mask), hidden));
  return blind === "mean" ? weights : tf.mul(weights, mask);
}

/** `weights · value`, without what is dropped, shape `[B, H, T, V]`. */
function taken(tf: Tf, weights: Tensor4D, { value, dropped }: AttendInput): Tensor4D {
  return tf.matMul(dropped ? tf.mul(weights, dropped) : weights, value);
}

/** Output and weights; both are differentiable, at the price of more operations than `attend`. */
export function attendWithWeights(
  tf: Tf,
  input: AttendInput,
): { output: Tensor4D; weights: Tensor4D } {
  const weights = attentionWeights(tf, input);
  return { output: taken(tf, weights, input), weights };
}

/**
 * The output, shape `[B, H, T, V]`, with the backward pass derived by hand.
 *
 * With `w` the weights before the dropping: `gradScores = w ∘ (gradWeights − r)`, where each row of `r`
 * is `Σⱼ wⱼ gradWeightsⱼ = gradOutput · output`, a sum over `V` numbers in place of `S`.
 */
export function attend(tf: Tf, input: AttendInput): Tensor4D {
  const { query, key, value, mask, dropped, blind } = input;
  // A query that sees nothing has a row of equal weights, which no score moves.
  const sees = mask && blind === "mean" ? tf.max(mask, -1, true) : undefined; // [·, ·, T, 1]
  const run = tf.customGrad((...given) => {
    const [q, k, v] = given as unknown as [Tensor4D, Tensor4D, Tensor4D];
    const save = given.at(-1) as unknown as (tensors: Tensor[]) => void;
    const weights = attentionWeights(tf, { ...input, query: q, key: k });
    const output = taken(tf, weights, { ...input, value: v });
    save([q, k, v, weights, output, ...(dropped ? [dropped] : []), ...(sees ? [sees] : [])]);
    const gradFunc = (gradOutput: Tensor, saved: Tensor[]) => {
      const [q, k, v, w, o, ...rest] = saved as Tensor4D[];
      const factors = dropped ? rest.shift() : undefined;
      const seeing = sees ? rest.shift() : undefined;
      const used = factors ? tf.mul(w!, factors) : w!;
      const gradUsed = tf.matMul(gradOutput, v!, false, true); // [B, H, T, S]
      const gradWeights = factors ? tf.mul(gradUsed, factors) : gradUsed;
      const row = tf.sum(tf.mul(gradOutput, o!), -1, true); // [B, H, T, 1]
      const gradScores = tf.mul(w!, tf.sub(gradWeights, row));
      const gradQuery = tf.matMul(gradScores, k!);
      const moved = seeing ? tf.mul(q!, seeing) : q!;
      return [
        seeing ? tf.mul(gradQuery, seeing) : gradQuery,
        tf.matMul(gradScores, moved, true),
        tf.matMul(used, gradOutput, true),
      ];
    };
    return { value: output, gradFunc };
  });
  return run(query, key, value) as Tensor4D;
}
