/** @file Layers of options and shapes drawn at random, for Keras and for ours: all but attention. */

import type { Tensor } from "@tensorflow/tfjs";
import {
  globalAveragePooling1d,
  layerNormalization,
  type Tf,
  tokenEmbedding,
  transformerDecoder,
  transformerEncoder,
} from "../../src/tensorflow/index.js";
import { setMask } from "../../src/tensorflow/layers/masks.js";
import {
  between,
  chance,
  type Drawn,
  draw,
  entries,
  flags,
  nested,
  pick,
  tensor,
} from "./drawn.js";
import { gradientsOf, type LayerCase } from "./layerCase.js";

/** Letters: `B` sequences, `T` tokens of each, `D` features of a token. */
export function normalizationCase(): LayerCase {
  const shape = [between(1, 4), between(1, 9), between(2, 9)];
  const [center, scale] = [chance(), chance()];
  const epsilon = pick([1e-3, 1e-5, 0.5]);
  const inputs = [entries(shape, 3)];
  const weights = [...(scale ? [1] : []), ...(center ? [2] : [])].map(() =>
    entries(shape.slice(-1)),
  );
  const gradOutputs = [entries(shape)];
  return {
    name: `layer norm of [${shape.join(", ")}], ${JSON.stringify({ center, scale, epsilon })}`,
    request: {
      kind: "layer_normalization",
      options: { center, scale, epsilon },
      weights: weights.map(nested),
      inputs: inputs.map(nested),
      gradOutputs: gradOutputs.map(nested),
    },
    ours: (tf) => {
      const layer = layerNormalization(tf, { center, scale, epsilon });
      const call = ([x]: Tensor[]) => layer.apply(x!) as Tensor;
      return gradientsOf(tf, layer, { weights, inputs, call, gradOutputs });
    },
  };
}

/** Letters: `B` sequences, `T` tokens of each, `D` features of a token, `N` entries of the vocabulary. */
export function embeddingCase(): LayerCase {
  const [B, T, D, N] = [between(1, 4), between(1, 9), between(1, 9), between(2, 30)];
  const isMasked = chance();
  const data = Float32Array.from({ length: B * T }, () => (chance() ? 0 : draw.integer(N)));
  // Keras gives NaN for a sequence of padding only, where ours refuses it.
  for (let i = 0; i < B; ++i) data[i * T] = between(1, N - 1);
  const ids = { data, shape: [B, T] };
  const weights = [entries([N, D])];
  const gradOutputs = [entries([B, T, D]), entries([B, D])];
  return {
    name: `embedding of [${B}, ${T}] in ${N} × ${D} and its mean${isMasked ? ", masked" : ""}`,
    request: {
      kind: "embedding",
      options: { input_dim: N, output_dim: D, mask_zero: isMasked },
      weights: weights.map(nested),
      ids: nested(ids),
      gradOutputs: gradOutputs.map(nested),
    },
    ours: (tf) => {
      const layer = tokenEmbedding(tf, { inputDim: N, outputDim: D, maskZero: isMasked, seed: 1 });
      const pooling = globalAveragePooling1d(tf);
      const call = ([given]: Tensor[]) => {
        const vectors = layer.apply(given!) as Tensor;
        return [vectors, pooling.apply(vectors) as Tensor];
      };
      return gradientsOf(tf, layer, {
        weights,
        inputs: [ids],
        isDiscrete: true,
        call,
        gradOutputs,
      });
    },
  };
}

/** Letters as in Keras: `T` tokens of a target, `S` of a source, `H` heads, `K` features, `F` hidden ones. */
export function blockCase(): LayerCase {
  const isDecoder = chance();
  const [B, T, S, H, K, F] = [
    between(1, 4),
    between(1, 9),
    between(1, 9),
    between(1, 4),
    between(2, 5),
    between(1, 9),
  ];
  const [D, E] = [between(2, 7), between(2, 7)];
  const placement = pick(["pre", "post"] as const);
  const activation = pick(["relu", "gelu", "tanh"] as const);
  const epsilon = pick([1e-3, 1e-1]);
  const inputs = [entries([B, T, D], 2), entries([B, S, E], 2)].slice(0, isDecoder ? 2 : 1);
  const masks = inputs.map(({ shape }) => (chance() ? flags(shape.slice(0, 2)) : null));
  const attention = (from: number) => [
    ...[D, from, from].flatMap((features) => [entries([features, H, K]), entries([H, K])]),
    entries([H, K, D]),
    entries([D]),
  ];
  const norm = () => [entries([D]), entries([D])];
  const weights = [
    ...attention(D),
    ...norm(),
    ...(isDecoder ? [...attention(E), ...norm()] : []),
    ...[entries([D, F]), entries([F]), entries([F, D]), entries([D])],
    ...norm(),
  ];
  const gradOutputs = [entries([B, T, D])];
  const told = masks.map((mask) => (mask ? "masked" : "whole")).join(" and ");
  return {
    name: `${isDecoder ? `decoder of ${S} × ${E}` : "encoder"}, [${B}, ${T}, ${D}], ${H} × ${K}, ${F} ${activation}, ${placement}, ${told}`,
    request: {
      kind: "block",
      options: {
        decoder: isDecoder,
        heads: H,
        key_dim: K,
        features: D,
        hidden: F,
        pre: placement === "pre",
        activation,
        epsilon,
      },
      weights: weights.map(nested),
      inputs: inputs.map(nested),
      masks: masks.map((mask) => mask && nested(mask)),
      gradOutputs: gradOutputs.map(nested),
    },
    ours: (tf) => {
      const make = isDecoder ? transformerDecoder : transformerEncoder;
      const options = { numHeads: H, keyDim: K, hiddenFeatures: F, placement, activation };
      const layer = make(tf, { ...options, epsilon, seed: 1 });
      const call = (given: Tensor[]) => {
        for (const [k, each] of given.entries()) setMask(each, boolean(tf, masks[k] ?? null));
        return layer.apply(isDecoder ? given : given[0]!) as Tensor;
      };
      const problem = { weights, inputs, call, gradOutputs, isNamedOtherwise: true };
      return gradientsOf(tf, layer, problem);
    },
  };
}

function boolean(tf: Tf, mask: Drawn | null): Tensor | null {
  return mask && tf.cast(tensor(tf, mask), "bool");
}
