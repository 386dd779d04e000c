/** @file One small training whose every bit is compared: with a pinned run, and between Node and a browser. */

import { createFastMlp, fastTrain, toMlp } from "../../src/fast/index.js";
import { random, uniformMatrix } from "../../src/matrix/index.js";
import { createMlp, parameters, sigmoid, tanh } from "../../src/network/index.js";

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
