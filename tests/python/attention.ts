/** @file Multi-head attention of options and shapes drawn at random, for Keras and for our layer. */

import type { Tensor } from "@tensorflow/tfjs";
import { multiHeadAttention, type Tf } from "../../src/tensorflow/index.js";
import { setMask } from "../../src/tensorflow/layers/masks.js";
import { between, chance, type Drawn, entries, flags, nested, pick, tensor } from "./drawn.js";
import { gradientsOf, type LayerCase } from "./layerCase.js";

/** Letters as in Keras: `B` sequences, `T` queries, `S` keys and values, `H` heads, `K`, `V` features. */
export function attentionCase(): LayerCase {
  const [B, T, H] = [between(1, 4), between(1, 9), between(1, 5)];
  // At least 2: where T or S is H, Keras 3.15 adds biases of shape [H, 1] along the tokens.
  const K = between(2, 7);
  const V = chance() ? between(2, 7) : K;
  const inputs = pick(["self", "query and value", "all three"] as const);
  const S = inputs === "self" ? T : between(1, 9);
  const features = [between(1, 8), between(1, 8), between(1, 8)];
  if (inputs === "self") features.fill(features[0]!);
  if (inputs === "query and value") features[2] = features[1]!;
  const [ofQuery, ofValue, ofKey] = features as [number, number, number];
  const useBias = chance();
  const outputShape = chance() ? between(1, 8) : undefined;
  const E = outputShape ?? ofQuery;
  const [causal, scores] = [chance(), chance()];
  const count = { self: 1, "query and value": 2, "all three": 3 }[inputs];
  const given = [entries([B, T, ofQuery]), entries([B, S, ofValue]), entries([B, S, ofKey])].slice(
    0,
    count,
  );
  const masks = given.map(({ shape }) => (chance() ? flags(shape.slice(0, 2)) : null));
  const attentionMask = chance()
    ? flags(
        pick([
          [T, S],
          [B, T, S],
          [1, T, S],
        ]),
      )
    : null;
  const shapes = [
    [ofQuery, H, K],
    [H, K],
    [ofKey, H, K],
    [H, K],
    [ofValue, H, V],
    [H, V],
    [H, V, E],
    [E],
  ].filter((_, k) => useBias || k % 2 === 0);
  const weights = shapes.map((shape) => entries(shape));
  const gradOutputs = [entries([B, T, E]), entries([B, H, T, S])].slice(0, scores ? 2 : 1);

  const told = [
    ...(causal ? ["causal"] : []),
    ...masks.flatMap((mask, k) => (mask ? [`${["query", "value", "key"][k]} mask`] : [])),
    ...(attentionMask ? [`attention mask [${attentionMask.shape.join(", ")}]`] : []),
    ...(scores ? ["scores"] : []),
    ...(useBias ? [] : ["no bias"]),
  ];
  return {
    name: `${inputs}, [${B}, ${T}, ${ofQuery}] by ${S}, ${H} × (${K}, ${V}) → ${E}${told.map((each) => `, ${each}`).join("")}`,
    request: {
      kind: "attention",
      options: {
        num_heads: H,
        key_dim: K,
        value_dim: V,
        use_bias: useBias,
        ...(outputShape ? { output_shape: outputShape } : {}),
      },
      weights: weights.map(nested),
      inputs: given.map(nested),
      masks: masks.map((mask) => mask && nested(mask)),
      attentionMask: attentionMask && nested(attentionMask),
      causal,
      scores,
      gradOutputs: gradOutputs.map(nested),
    },
    ours: (tf: Tf) => {
      const layer = multiHeadAttention(tf, {
        numHeads: H,
        keyDim: K,
        valueDim: V,
        useBias,
        ...(outputShape ? { outputShape } : {}),
        seed: 1,
      });
      const call = (tensors: Tensor[]) => {
        for (const [k, each] of tensors.entries()) setMask(each, boolean(tf, masks[k] ?? null));
        const options = {
          useCausalMask: causal,
          returnAttentionScores: scores,
          ...(attentionMask ? { attentionMask: tensor(tf, attentionMask) } : {}),
        };
        return layer.apply(tensors.length === 1 ? tensors[0]! : tensors, options) as Tensor[];
      };
      return gradientsOf(tf, layer, { weights, inputs: given, call, gradOutputs });
    },
  };
}

function boolean(tf: Tf, mask: Drawn | null): Tensor | null {
  return mask && tf.cast(tensor(tf, mask), "bool");
}
