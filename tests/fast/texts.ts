/** @file Texts for the fast classifier, and the same computed by the readable layers in float64. */

import type { ClassifierParameters, LabeledTokenIds } from "../../src/fast/index.js";
import { add, type Matrix, multiply, random, zeros } from "../../src/matrix/index.js";
import {
  binaryCrossEntropy,
  binaryCrossEntropyBackward,
  causalMask,
  embedding,
  embeddingBackward,
  learnedPositions,
  learnedPositionsBackward,
  matricesOf,
  meanPooling,
  meanPoolingBackward,
  mlpBackward,
  mlpForward,
  paddingMask,
  selfAttention,
  selfAttentionBackward,
} from "../../src/network/index.js";

/** Ids with padding before, between and behind; text 0 has one token, text 1 no padding. */
export function drawTexts(
  texts: number,
  length: number,
  vocabulary: number,
  seed = 1,
): LabeledTokenIds {
  const draw = random(seed);
  const data = Int32Array.from({ length: texts * length }, (_, k) => {
    const i = Math.floor(k / length);
    if (i === 0) return k === 2 ? 3 : 0;
    const always = i === 1 || k % length === length >> 1;
    if (always || draw.uniform() < 0.7) return 1 + draw.integer(vocabulary - 1);
    return 0;
  });
  const labels = Uint8Array.from({ length: texts }, () => draw.integer(2));
  return { input: { data, shape: [texts, length] }, labels };
}

/** The texts as the readable classifier takes them. */
export function readableTexts({ input: { data, shape }, labels }: LabeledTokenIds) {
  const [texts, length] = shape;
  return Array.from({ length: texts }, (_, i) => ({
    tokens: Array.from({ length }, (_, t) => data[i * length + t]!),
    padding: 0,
    label: labels[i]!,
  }));
}

/** Forward of one text with all its padding, in float64. */
export function readableForward(
  { embedding: table, positions, attention, dense }: ClassifierParameters,
  tokens: readonly number[],
  causal = false,
) {
  const isToken = tokens.map((token) => token !== 0);
  const padding = paddingMask(tokens.length, isToken);
  // A token that only fills up, before all others, sees itself: nobody asks what.
  const both = multiply(padding, causalMask(tokens.length));
  const blind = (i: number) =>
    !both.data.subarray(i * tokens.length, (i + 1) * tokens.length).includes(1);
  tokens.forEach((_, i) => {
    if (blind(i)) both.data[i * tokens.length + i] = 1;
  });
  const rows = embedding(tokens, table);
  const input = positions ? add(rows, learnedPositions(tokens.length, positions)) : rows;
  const sequence = { input, mask: causal ? both : padding };
  const attended = attention && selfAttention(sequence, attention);
  const pooled = meanPooling(attended?.output ?? input, isToken);
  const output = mlpForward(dense, pooled);
  return { isToken, sequence, attended, output, logit: output.output };
}

/** Gradient of the loss of one text, in the order of the parameters of `classifier`. */
function readableBackward(
  classifier: ClassifierParameters,
  { tokens, label }: { tokens: readonly number[]; label: number },
  causal: boolean,
): { loss: number; gradients: Matrix[] } {
  const { embedding: table, positions, attention, dense } = classifier;
  const { isToken, sequence, attended, output, logit } = readableForward(
    classifier,
    tokens,
    causal,
  );
  const { loss, probabilities } = binaryCrossEntropy(logit, [label]);
  const back = mlpBackward(dense, output, binaryCrossEntropyBackward(probabilities, [label]));
  const gradPooled = meanPoolingBackward(
    attended?.output ?? sequence.input,
    back.gradInput,
    isToken,
  );
  const looked = attention && selfAttentionBackward(sequence, attention, attended!, gradPooled);
  const gradInput = looked?.gradInput ?? gradPooled;
  const layers = dense.layers.map((layer, l) => {
    const { gradWeight, gradBias } = back.gradients[l]!;
    return { ...layer, weight: gradWeight, bias: gradBias };
  });
  const gradLayer = {
    ...classifier,
    embedding: embeddingBackward(tokens, table, gradInput).gradLayer,
    ...(positions && {
      positions: learnedPositionsBackward(tokens.length, positions, gradInput).gradLayer,
    }),
    ...(looked && { attention: looked.gradLayer }),
    dense: { ...dense, layers },
  };
  return { loss, gradients: matricesOf(gradLayer) };
}

/** Mean loss and gradients by the readable layers. */
export function readableGradients(
  classifier: ClassifierParameters,
  texts: LabeledTokenIds,
  causal = false,
): { loss: number; gradients: Matrix[] } {
  const list = readableTexts(texts);
  const gradients = matricesOf(classifier).map(({ shape }) => zeros(shape));
  let loss = 0;
  for (const text of list) {
    const one = readableBackward(classifier, text, causal);
    loss += one.loss / list.length;
    for (const [k, { data }] of one.gradients.entries()) {
      data.forEach((g, n) => {
        gradients[k]!.data[n]! += g / list.length;
      });
    }
  }
  return { loss, gradients };
}
