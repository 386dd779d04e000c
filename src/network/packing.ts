/**
 * @file The parameters of multi-head attention: drawn, packed side by side, and taken apart again.
 *
 * Letters for shapes, as in Keras: `D` features of a token, `H` heads, `K` features of a head's query
 * and key, `V` of its value, `O` output features.
 */

import {
  checkCount,
  checkSame,
  checkSameShape,
  joinColumns,
  type Random,
  splitColumns,
  zeros,
} from "../matrix/index.js";
import { glorotUniform } from "./initializers.js";
import type { AttentionHead, MultiHeadAttention } from "./multiHeadAttention.js";
import type { PackedAttention } from "./packedAttention.js";
import type { Projection } from "./projection.js";

/** The sizes of multi-head attention, named as in Keras. */
export interface MultiHeadAttentionOptions {
  /** `D`, features of a token that asks */
  readonly features: number;
  /** features of a token as key; defaults to `features` */
  readonly keyFeatures?: number;
  /** features of a token as value; defaults to `keyFeatures` */
  readonly valueFeatures?: number;
  /** `H` */
  readonly numHeads: number;
  /** `K`, features of each head's query and key; Vaswani et al. take `D / H`, Keras any number */
  readonly keyDim: number;
  /** `V`, features of each head's value; defaults to `keyDim` */
  readonly valueDim?: number;
  /** `O`; defaults to `features` */
  readonly outputFeatures?: number;
  /** whether the four projections add a bias, zero at first; defaults to `true` */
  readonly useBias?: boolean;
  /** where the weights are drawn from */
  readonly random: Random;
}

/**
 * Packed attention with drawn weights and zero biases, as Keras draws them.
 *
 * Glorot uniform over all heads at once: the weights of the queries within `±√(6 / (D + H · K))`, keys
 * and values likewise, those of the output within `±√(6 / (H · V + O))`. So Keras 3.15 does; older
 * versions took a weight `[D, H, K]` for a convolution's and drew within `±√(6 / (D · H + D · K))`.
 *
 * @throws RangeError unless all sizes are positive integers.
 */
export function createPackedAttention(options: MultiHeadAttentionOptions): PackedAttention {
  return draw("createPackedAttention", options);
}

function draw(where: string, options: MultiHeadAttentionOptions): PackedAttention {
  const { features, keyFeatures = features, valueFeatures = keyFeatures, numHeads } = options;
  const { keyDim, valueDim = keyDim, outputFeatures = features, useBias = true, random } = options;
  const sizes = {
    features,
    keyFeatures,
    valueFeatures,
    numHeads,
    keyDim,
    valueDim,
    outputFeatures,
  };
  for (const [name, size] of Object.entries(sizes)) {
    checkCount(where, name, size);
  }
  const glorot = (inputs: number, outputs: number): Projection => ({
    weight: glorotUniform(random, [inputs, outputs]),
    ...(useBias && { bias: zeros([1, outputs]) }),
  });
  return {
    numHeads,
    query: glorot(features, numHeads * keyDim),
    key: glorot(keyFeatures, numHeads * keyDim),
    value: glorot(valueFeatures, numHeads * valueDim),
    output: glorot(numHeads * valueDim, outputFeatures),
  };
}

/**
 * Multi-head attention with the numbers of `createPackedAttention`, taken apart into heads.
 *
 * @throws RangeError unless all sizes are positive integers.
 */
export function createMultiHeadAttention(options: MultiHeadAttentionOptions): MultiHeadAttention {
  return unpackHeads(draw("createMultiHeadAttention", options));
}

/**
 * The projections of the heads side by side, copies.
 *
 * @throws RangeError if there are no heads, or they differ in shape or in having a bias.
 */
export function packHeads({ heads, output }: MultiHeadAttention): PackedAttention {
  checkCount("packHeads", "the number of heads", heads.length);
  const pack = (name: keyof AttentionHead): Projection => {
    const parts = heads.map((head) => head[name]);
    for (const [h, { weight }] of parts.entries()) {
      const what = `shapes of the ${name} weights of head 0 and head ${h}`;
      checkSameShape("packHeads", what, parts[0]!.weight, weight);
    }
    const biases = parts.flatMap(({ bias }) => bias ?? []);
    if (biases.length > 0) {
      checkSame("packHeads", `${name} biases and heads`, biases.length, heads.length);
    }
    return {
      weight: joinColumns(parts.map(({ weight }) => weight)),
      ...(biases.length > 0 && { bias: joinColumns(biases) }),
    };
  };
  const [query, key, value] = [pack("query"), pack("key"), pack("value")];
  return { numHeads: heads.length, query, key, value, output };
}

/**
 * The projections of each head alone, copies: the inverse of `packHeads`.
 *
 * @throws RangeError unless `numHeads` is a positive integer that divides the columns of the weights.
 */
export function unpackHeads({ numHeads, output, ...packed }: PackedAttention): MultiHeadAttention {
  const split = ({ weight, bias }: Projection): Projection[] => {
    const biases = bias && splitColumns(bias, numHeads);
    return splitColumns(weight, numHeads).map((weight, h) => ({
      weight,
      ...(biases && { bias: biases[h]! }),
    }));
  };
  checkCount("unpackHeads", "numHeads", numHeads);
  const [queries, keys, values] = [split(packed.query), split(packed.key), split(packed.value)];
  const heads = queries.map((query, h) => ({ query, key: keys[h]!, value: values[h]! }));
  return { heads, output };
}
