/** @file Small trainings whose every bit is compared: with a pinned run, and between Node and a browser. */

import {
  createFastClassifier,
  createFastMlp,
  fastPredictClassifier,
  fastTrain,
  fastTrainClassifier,
  toClassifier,
  toMlp,
} from "../../src/fast/index.js";
import { random, uniformMatrix } from "../../src/matrix/index.js";
import {
  createAttentionClassifier,
  createMlp,
  matricesOf,
  parameters,
  sigmoid,
  tanh,
} from "../../src/network/index.js";

/** All parameters and losses after 35 steps of each of two networks, as the words of their doubles. */
export function trainedBits(): number[] {
  const draw = random(1);
  const input = uniformMatrix(draw, [53, 5], -1, 1);
  const labels = Uint8Array.from({ length: 53 }, () => draw.integer(3));
  const numbers = [tanh, sigmoid].flatMap((hidden) => {
    const fast = createFastMlp(createMlp({ sizes: [5, 17, 3], random: draw, hidden }));
    const history = fastTrain(fast, { input, labels }, { epochs: 5, batchSize: 8, random: draw });
    const trained = parameters(toMlp(fast)).flatMap(({ data }) => [...data]);
    return [...trained, ...history.map(({ loss }) => loss)];
  });
  return [...new Uint32Array(Float64Array.from(numbers).buffer)];
}

/** Parameters, losses and logits after 35 steps of a classifier of texts, as the words of their doubles. */
export function trainedClassifierBits(): number[] {
  const draw = random(2);
  const data = Int32Array.from({ length: 53 * 19 }, (_, k) =>
    draw.uniform() < 0.3 && k % 19 > 0 ? 0 : 1 + draw.integer(22),
  );
  const labels = Uint8Array.from({ length: 53 }, () => draw.integer(2));
  const input = { data, shape: [53, 19] as const };
  const fast = createFastClassifier(
    createAttentionClassifier({ vocabularySize: 23, features: 5, keyDim: 7, random: draw }),
  );
  const options = { epochs: 5, batchSize: 8, learningRate: 0.01, random: draw };
  const history = fastTrainClassifier(fast, { input, labels }, options);
  const numbers = [
    ...matricesOf(toClassifier(fast)).flatMap(({ data }) => [...data]),
    ...history.map(({ loss }) => loss),
    ...fastPredictClassifier(fast, input).data,
  ];
  return [...new Uint32Array(Float64Array.from(numbers).buffer)];
}
