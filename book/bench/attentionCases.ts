/**
 * @file What is timed of attention: two lengths, forward and both ways, and the largest product beside.
 *
 * FLOP are counted as chapter 12 counts them: the products of matrices, 2 for each multiply-add. A
 * sequence of `n` tokens of `d` features needs `8nd²` for its projections and `4n²d` for scores and
 * values; the way back has two products of the same size for each.
 */

/** One layer on one batch. */
export interface AttentionCase {
  readonly batch: number;
  readonly length: number;
  readonly width: number;
  readonly numHeads: number;
  readonly keyDim: number;
  /** whether the gradients of the input and of all weights are computed as well */
  readonly backward: boolean;
  readonly warmUp: number;
  readonly calls: number;
}

/** A product of two square matrices: the most that the machine does. */
export interface ProductCase {
  readonly size: number;
  readonly warmUp: number;
  readonly calls: number;
}

const WIDTH = 512;
const HEADS = { numHeads: 8, keyDim: 64 };

/** Sequences of a batch, by their length: 32, as in the programs, or 2, three times as many tokens. */
const lengths = { 10: 32, 512: 2 };

function attention(length: keyof typeof lengths, backward: boolean, calls: number): AttentionCase {
  const batch = lengths[length];
  return { batch, length, width: WIDTH, ...HEADS, backward, warmUp: 5, calls };
}

export const attentionCases: Readonly<Record<string, AttentionCase>> = {
  "forward-10": attention(10, false, 100),
  "both-10": attention(10, true, 50),
  "forward-512": attention(512, false, 20),
  "both-512": attention(512, true, 10),
};

export const productCases: Readonly<Record<string, ProductCase>> = {
  product: { size: 1024, warmUp: 5, calls: 50 },
};

/** FLOP of one call. */
export function flopOf(one: AttentionCase | ProductCase): number {
  if ("size" in one) return 2 * one.size ** 3;
  const { batch, length: n, width: d, numHeads, keyDim, backward } = one;
  const inner = numHeads * keyDim;
  const forward = batch * (8 * n * d * inner + 4 * n ** 2 * inner);
  return backward ? 3 * forward : forward;
}
