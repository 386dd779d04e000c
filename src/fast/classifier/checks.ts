/** @file What a classifier must be to be brought into the kernel's memory. */

import { checkCount, checkFinite, checkSame, checkSameShape } from "../../matrix/index.js";
import { type MultiHeadAttention, matricesOf, type Projection } from "../../network/index.js";
import type { ClassifierParameters } from "./readable.js";

const where = "createFastClassifier";

/** @throws RangeError if the layers do not fit together, or a parameter is not finite in float32. */
export function checkClassifier(classifier: ClassifierParameters): void {
  const { embedding, positions, attention, dense } = classifier;
  let features = embedding.weight.shape[1];
  if (positions) {
    checkSame(where, "columns of embedding and positions", features, positions.weight.shape[1]);
  }
  if (attention) features = checkAttention(attention, features);
  checkCount(where, "the number of dense layers", dense.layers.length);
  for (const [l, layer] of dense.layers.entries()) {
    features = checkProjection(`dense layer ${l}`, layer, features);
  }
  checkSame(where, "columns of the last dense layer and 1", features, 1);
  const { name } = dense.layers.at(-1)!.activation;
  if (name !== "identity") {
    throw new RangeError(`${where}: the last activation must be identity, got ${name}`);
  }
  for (const [k, { data }] of matricesOf(classifier).entries()) {
    checkFinite(where, `matrix ${k} in float32`, Float32Array.from(data));
  }
}

/** Returns how many features come out. */
function checkProjection(name: string, { weight, bias }: Projection, features: number): number {
  const [rows, cols] = weight.shape;
  checkSame(where, `features that reach ${name} and rows of its weight`, features, rows);
  if (bias) {
    checkSame(where, `rows of the bias of ${name} and 1`, bias.shape[0], 1);
    checkSame(where, `columns of weight and bias of ${name}`, cols, bias.shape[1]);
  }
  return cols;
}

function checkAttention({ heads, output }: MultiHeadAttention, features: number): number {
  checkCount(where, "the number of heads", heads.length);
  const first = heads[0]!;
  for (const [h, { query, key, value }] of heads.entries()) {
    for (const [name, layer] of Object.entries({ query, key, value })) {
      checkProjection(`the ${name} of head ${h}`, layer, features);
    }
    const pairs = [
      ["query", first.query, query],
      ["key", first.query, key],
      ["value", first.value, value],
    ] as const;
    for (const [name, expected, found] of pairs) {
      const what = `weights of the ${name === "value" ? "value" : "query"} of head 0 and the ${name} of head ${h}`;
      checkSameShape(where, `shapes of the ${what}`, expected.weight, found.weight);
      if ((expected.bias === undefined) !== (found.bias === undefined)) {
        throw new RangeError(`${where}: either all ${name}s have a bias or none, got both`);
      }
    }
  }
  return checkProjection("the output", output, heads.length * first.value.weight.shape[1]);
}
