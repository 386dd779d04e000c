/**
 * @file Our layers on a backend of a page: what they give, and their gradients. It runs in the page.
 *
 * Letters for shapes: `B` sequences, `T` tokens said, `S` of their source, `D` features of a token, `H` heads,
 * `K` features of a query, `V` of a value, `F` hidden ones, `N` entries of the vocabulary.
 */

import type { Scalar, Tensor, Tensor2D, Tensor3D, Variable } from "@tensorflow/tfjs";
import { random } from "../../src/matrix/index.js";
import {
  feedForward,
  globalAveragePooling1d,
  type Layer,
  layerNormalization,
  multiHeadAttention,
  positionalEmbedding,
  type Tf,
  tokenEmbedding,
  transformerDecoder,
  transformerEncoder,
} from "../../src/tensorflow/index.js";

export const [B, T, S, D, H, K, V, F, N] = [2, 5, 7, 11, 3, 13, 17, 19, 23];

/** Token ids; 0 is padding, behind in some sequences. */
export function ids(tf: Tf, count: number, length: number, seed: number): Tensor2D {
  const { integer } = random(seed);
  const data = Int32Array.from({ length: count * length }, (_, k) => {
    const [i, t] = [Math.floor(k / length), k % length];
    return t > 0 && t >= length - (i % 4) ? 0 : 1 + integer(N - 1);
  });
  return tf.tensor2d(data, [count, length], "int32");
}

/** Layers, and something computed by them. */
interface Problem {
  readonly layers: readonly Layer[];
  readonly run: () => Tensor[];
}

export const seed = 1;
export const block = { numHeads: H, keyDim: K, hiddenFeatures: F, seed };

/** The layers one after another, on tokens of this many sequences and places. */
function chained(tf: Tf, layers: readonly Layer[], count = B, length = T): Problem {
  const all = [
    tokenEmbedding(tf, { inputDim: N, outputDim: D, maskZero: true, seed }),
    ...layers,
  ] as const;
  const run = () => [
    all.reduce<Tensor>((x, layer) => layer.apply(x) as Tensor, ids(tf, count, length, 2)),
  ];
  return { layers: all, run };
}

/** A layer on what is said and on its source, both of padded tokens. */
function crossed(
  tf: Tf,
  layer: Layer,
  inputs: (said: Tensor, source: Tensor) => Tensor[],
): Problem {
  const tokens = tokenEmbedding(tf, { inputDim: N, outputDim: D, maskZero: true, seed });
  const embedded = (length: number) => tokens.apply(ids(tf, B, length, length)) as Tensor;
  const run = () => [layer.apply(inputs(embedded(T), embedded(S)))].flat() as Tensor[];
  return { layers: [tokens, layer], run };
}

/** Every layer, alone or behind an embedding whose padding it is told. */
export const problems: Readonly<Record<string, (tf: Tf) => Problem>> = {
  "token embedding": (tf) => chained(tf, []),
  "mean of the tokens": (tf) => chained(tf, [globalAveragePooling1d(tf)]),
  positions: (tf) =>
    chained(tf, [
      positionalEmbedding(tf, { kind: "sinusoidal", scaleInput: true }),
      positionalEmbedding(tf, { kind: "learned", maxLength: S, seed }),
    ]),
  "layer norm": (tf) => chained(tf, [layerNormalization(tf)]),
  "feed-forward network": (tf) =>
    chained(tf, [
      feedForward(tf, { hiddenFeatures: F, activation: "gelu", outputActivation: "tanh", seed }),
    ]),
  "causal self-attention with its scores": (tf) => {
    const options = { numHeads: H, keyDim: K, useCausalMask: true, returnAttentionScores: true };
    return crossed(tf, multiHeadAttention(tf, { ...options, seed }), (said) => [said]);
  },
  "attention to a source, with a mask and without biases": (tf) => {
    const options = { numHeads: H, keyDim: K, valueDim: V, useBias: false, seed };
    const { integer } = random(3);
    const allowed = Array.from({ length: B * T * S }, () => Math.min(1, integer(3)));
    return crossed(tf, multiHeadAttention(tf, options), (said, source) => [
      ...[said, source, tf.tanh(source)],
      tf.tensor(allowed, [B, T, S]),
    ]);
  },
  "attention outside of a model": (tf) => {
    const layer = multiHeadAttention(tf, { numHeads: H, keyDim: K, seed });
    const tokens = tokenEmbedding(tf, { inputDim: N, outputDim: D, seed });
    const run = () => {
      const said = tf.tanh(tokens.apply(ids(tf, B, T, 2)) as Tensor3D);
      const { output, scores } = layer.attend(said, said);
      return [output, scores, said];
    };
    return { layers: [tokens, layer], run };
  },
  "causal pre-norm encoder": (tf) =>
    chained(tf, [
      transformerEncoder(tf, {
        ...block,
        placement: "pre",
        activation: "gelu",
        useCausalMask: true,
      }),
    ]),
  "encoder of a single token": (tf) => chained(tf, [transformerEncoder(tf, block)], 1, 1),
  decoder: (tf) => crossed(tf, transformerDecoder(tf, block), (said, source) => [said, source]),
};

/** Gives layers weights in ±½, drawn anew. */
function drawWeights(tf: Tf, layers: readonly Layer[]): void {
  const { uniform } = random(4);
  for (const layer of layers) {
    const drawn = layer.getWeights().map(({ shape, size }) =>
      tf.tensor(
        Float32Array.from({ length: size }, () => uniform(-0.5, 0.5)),
        shape,
      ),
    );
    layer.setWeights(drawn);
    for (const each of drawn) each.dispose();
  }
}

/** Outputs, and the gradients of their inner product with numbers drawn at random. */
export async function solve(tf: Tf, make: (tf: Tf) => Problem): Promise<Record<string, number[]>> {
  const { layers, run } = make(tf);
  tf.tidy(() => void run()); // builds them
  drawWeights(tf, layers);
  const loss = () => {
    const { uniform } = random(5);
    return run()
      .map((output) => {
        const upstream = Float32Array.from({ length: output.size }, () => uniform(-1, 1));
        return tf.sum(tf.mul(output, tf.tensor(upstream, output.shape)));
      })
      .reduce((one, other) => tf.add(one, other)) as Scalar;
  };
  // Names as they are within a layer, whose own has a number.
  const names = layers.flatMap((layer) =>
    layer.weights.map(({ originalName }) => originalName.replace(/^[^/]*\//, "")),
  );
  const variables = layers.flatMap((layer) => layer.getWeights()) as Variable[];
  const found = tf.tidy(() => {
    const { grads } = tf.variableGrads(loss, variables);
    const gradients = variables.map(
      (variable, k) => [`gradient ${k}, of ${names[k]}`, grads[variable.name]!] as const,
    );
    const outputs = run().map((output, k) => [`output ${k}`, output] as const);
    return Object.fromEntries([...outputs, ...gradients]);
  });
  const read: Record<string, number[]> = {};
  for (const [name, tensor] of Object.entries(found)) {
    read[name] = [...(await tensor.data())];
    tensor.dispose();
  }
  for (const layer of layers) layer.dispose();
  return read;
}
