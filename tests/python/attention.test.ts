/**
 * @file Attention by hand and what is built on it, against Keras and TensorFlow, on shapes, options and
 * entries drawn at random.
 *
 * The draw is the same at every run; `COURSE_SEED` chooses another. Everything is in double precision.
 * Multi-head attention, layer norm, embedding, loss and the documents' second program are compared with
 * Keras's own layers and training; the whole Transformer with its formulas in TensorFlow, whose gradients
 * are automatic. Sizes of heads are at least 2: where `T` or `S` is `H`, Keras 3.15 adds biases of shape
 * `[H, 1]` along the tokens.
 */

import { type Matrix, matrix, random, type Shape, uniformMatrix } from "../../src/matrix/index.js";
import {
  attentionClassifier,
  binaryCrossEntropy,
  binaryCrossEntropyBackward,
  countParameters,
  createAttentionClassifier,
  createMultiHeadAttention,
  createTransformer,
  embedding,
  embeddingBackward,
  layerNorm,
  layerNormBackward,
  type MultiHeadAttentionInput,
  matricesOf,
  multiHeadAttention,
  multiHeadAttentionBackward,
  type Optimizer,
  packedAttention,
  packedAttentionBackward,
  packHeads,
  sgd,
  type TranslationPair,
  trainClassifier,
  trainTransformer,
  transformer,
} from "../../src/network/index.js";
import { testAnswers } from "./answered.js";
import { caseList } from "./compare.js";

const seed = Number(process.env.COURSE_SEED ?? 1);
const draw = random(seed);

const size = (largest = 11) => 1 + draw.integer(largest);
const entries = (shape: Shape, limit = 1): Matrix => uniformMatrix(draw, shape, -limit, limit);
const chance = () => draw.uniform() < 0.5;
/** Fills all matrices of a layer with numbers in [-1, 1): no bias stays zero. */
function stirred<Layer extends object>(layer: Layer): Layer {
  for (const { data, shape } of matricesOf(layer)) data.set(entries(shape).data);
  return layer;
}
const { cases, compare } = caseList();

for (let round = 1; round <= 6; ++round) {
  const [T, S, numHeads] = [size(), size(), size(5)];
  const [keyDim, valueDim] = [1 + size(6), 1 + size(6)];
  const [features, keyFeatures, valueFeatures, outputFeatures] = [size(), size(), size(), size()];
  const useBias = chance();
  const sizes = { features, keyFeatures, valueFeatures, numHeads, keyDim, valueDim };
  const options = { ...sizes, outputFeatures, useBias, random: draw };
  const layer = stirred(createMultiHeadAttention(options));
  const packed = packHeads(layer);
  const mask = chance()
    ? matrix(
        Array.from({ length: T }, () => {
          const always = draw.integer(S);
          return Array.from({ length: S }, (_, j) => (j === always || chance() ? 1 : 0));
        }),
      )
    : undefined;
  const input: MultiHeadAttentionInput = {
    query: entries([T, features], 2),
    key: entries([S, keyFeatures], 2),
    value: entries([S, valueFeatures], 2),
    ...(mask && { mask }),
  };
  const gradOutput = entries([T, outputFeatures]);
  const name = `[${T}, ${features}] to [${S}, ${keyFeatures}], ${numHeads} heads, key ${keyDim}, value ${valueDim}, output ${outputFeatures}, ${useBias ? "" : "no "}bias, ${mask ? "" : "no "}mask`;
  const args = { layer: packed, ...input, mask: mask ?? null, gradOutput, useBias };
  const byLoop = multiHeadAttention(input, layer);
  const loop = multiHeadAttentionBackward(input, layer, byLoop, gradOutput);
  const atOnce = packedAttention(input, packed);
  const fused = packedAttentionBackward(input, packed, atOnce, gradOutput);
  for (const [how, forward, backward, gradLayer] of [
    ["head by head", byLoop, loop, packHeads(loop.gradLayer)],
    ["packed", atOnce, fused, fused.gradLayer],
  ] as const) {
    const { gradQuery, gradKey, gradValue } = backward;
    compare(`attention ${how}: ${name}`, "attend", args, {
      weights: forward.heads.map(({ weights }) => weights),
      output: forward.output,
      gradQuery,
      gradKey,
      gradValue,
      gradients: matricesOf(gradLayer),
      countParameters: countParameters(layer),
    });
  }
}

for (let round = 1; round <= 3; ++round) {
  const [T, D] = [size(), 1 + size()];
  {
    const layer = { gain: entries([1, D]), bias: entries([1, D]) };
    const epsilon = [undefined, 1e-5, 0.3][draw.integer(3)];
    const told = epsilon === undefined ? layer : { ...layer, epsilon };
    const [input, gradOutput] = [entries([T, D], 3), entries([T, D])];
    const forward = layerNorm(input, told);
    const { gradInput, gradLayer } = layerNormBackward(input, told, forward, gradOutput);
    compare(
      `layer norm of [${T}, ${D}], epsilon ${epsilon ?? "by default"}`,
      "layer_norm",
      { ...layer, epsilon: epsilon ?? null, input, gradOutput },
      { output: forward.output, gradInput, gain: gradLayer.gain, bias: gradLayer.bias },
    );
  }
  {
    const words = 1 + size(20);
    const layer = { weight: entries([words, D]) };
    const tokens = Array.from({ length: T }, () => draw.integer(words));
    const gradOutput = entries([T, D]);
    compare(
      `embedding of ${T} tokens of ${words}`,
      "embed",
      { ...layer, tokens, gradOutput },
      {
        output: embedding(tokens, layer),
        gradient: embeddingBackward(tokens, layer, gradOutput).gradLayer.weight,
      },
    );
  }
  {
    const logits = entries([T, 1], [1, 20, 700][round - 1]);
    const labels = Array.from({ length: T }, () => draw.integer(2));
    const { loss, probabilities } = binaryCrossEntropy(logits, labels);
    compare(
      `binary cross-entropy of ${T} logits`,
      "binary_cross_entropy",
      { logits, labels },
      { loss, gradient: binaryCrossEntropyBackward(probabilities, labels) },
    );
  }
}

for (let round = 1; round <= 4; ++round) {
  const numHeads = size(3);
  const features = numHeads * (1 + size(3));
  const [sourceVocabularySize, targetVocabularySize] = [3 + size(), 3 + size()];
  const placement = chance() ? "pre" : "post";
  const isLearned = chance();
  const layer = stirred(
    createTransformer({
      sourceVocabularySize,
      targetVocabularySize,
      features,
      numHeads,
      hiddenFeatures: size(),
      numBlocks: size(2),
      placement,
      ...(isLearned && { longest: 23 }),
      ...(chance() && { epsilon: 1e-5 }),
      random: draw,
    }),
  );
  const tokens = (vocabulary: number) => {
    const some = Array.from({ length: size(6) }, () => 1 + draw.integer(vocabulary - 1));
    return [...some, ...Array.from({ length: draw.integer(3) }, () => 0)];
  };
  const pairs = Array.from(
    { length: 3 },
    (): TranslationPair => ({
      source: tokens(sourceVocabularySize),
      target: [1, ...tokens(targetVocabularySize)],
      padding: 0,
    }),
  );
  const gradients: Matrix[] = [];
  const idle: Optimizer = { name: "idle", step: (_, found) => void gradients.push(...found) };
  const once = { epochs: 1, batchSize: 3, optimizer: idle, random: draw };
  const [record] = trainTransformer(layer, pairs, once);
  const last = pairs.at(-1)!;
  const { logits } = transformer({ ...last, target: Array.from(last.target).slice(0, -1) }, layer);
  compare(
    `Transformer of width ${features}, ${numHeads} heads, ${placement}-norm, ${isLearned ? "learned positions" : "waves"}`,
    "transform",
    { layer, pairs, padding: 0 },
    { loss: record!.loss, logits, gradients: inPlaces(layer, gradients) },
    1e-8,
  );
}

/** The layer with the next of the list in the place of each matrix. */
function inPlaces(part: unknown, list: Matrix[]): unknown {
  if (typeof part !== "object" || part === null) return part;
  if ("data" in part && "shape" in part) return list.shift();
  if (Array.isArray(part)) return part.map((inner) => inPlaces(inner, list));
  const fields = Object.entries(part).map(([name, inner]) => [name, inPlaces(inner, list)]);
  return Object.fromEntries(fields) as unknown;
}

{
  const sizes = { vocabularySize: 41, features: 1 + size(5), numHeads: 2, keyDim: 1 + size(5) };
  const layer = createAttentionClassifier({ ...sizes, hidden: [7, 5], random: draw });
  stirred(layer.embedding);
  const labels = Array.from({ length: 37 }, () => draw.integer(2));
  const texts = labels.map(() => {
    const length = size(9);
    return Array.from({ length: 9 }, (_, t) => (t < length ? 1 + draw.integer(40) : 0));
  });
  const weights = () => matricesOf({ ...layer, attention: packHeads(layer.attention) });
  const start = weights().map(({ data, shape }) => ({ data: data.slice(), shape }));
  const logits = texts.map((tokens) => [
    attentionClassifier({ tokens, padding: 0 }, layer).logit.data[0]!,
  ]);
  const order = random(seed);
  const orders = [1, 2, 3].map(() => order.permutation(37));
  const history = trainClassifier(
    layer,
    texts.map((tokens, k) => ({ tokens, padding: 0, label: labels[k]! })),
    { epochs: 3, batchSize: 8, optimizer: sgd({ learningRate: 0.25 }), random: random(seed) },
  );
  compare(
    `3 epochs of program 2 with ${sizes.features} features, heads of ${sizes.keyDim}`,
    "classify",
    { ...sizes, hidden: [7, 5], weights: start, texts, labels, orders, batchSize: 8 },
    {
      countParameters: countParameters(layer),
      logits,
      history: history.map(({ loss, accuracy }) => ({ loss, accuracy })),
      weights: weights(),
    },
  );
}

testAnswers(`Keras and TensorFlow, seed ${seed}`, cases);
