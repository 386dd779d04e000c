/**
 * @file Layer normalisation of every token alone, forward and backward.
 *
 * Letters for shapes: `T` tokens, `D` features.
 *
 * Source: Ba, Kiros and Hinton, "Layer Normalization" (2016), equation 4; the variance is the biased
 * one, divided by `D`. Derived in `notebooks/en/12-feed-forward.ipynb`.
 */

import {
  addRow,
  checkCount,
  checkFinite,
  checkPositive,
  checkSame,
  checkSameShape,
  generate,
  type Matrix,
  multiply,
  rowViews,
  sumRows,
  zeros,
} from "../matrix/index.js";

/** The parameters of a layer normalisation. */
export interface LayerNorm {
  /** what each normalised feature is multiplied by, shape `[1, D]`; γ in Keras */
  readonly gain: Matrix;
  /** what is added then, shape `[1, D]`; β in Keras */
  readonly bias: Matrix;
  /** added to the variance; defaults to 1e-3, as in Keras */
  readonly epsilon?: number;
}

/**
 * A layer normalisation with gains 1 and biases 0.
 *
 * @param features - `D`
 * @throws RangeError unless `features` is a positive integer.
 */
export function createLayerNorm(features: number): LayerNorm {
  checkCount("createLayerNorm", "features", features);
  return { gain: generate([1, features], () => 1), bias: zeros([1, features]) };
}

/** All that layer normalisation computes on its way. */
export interface LayerNormForward {
  /** `√(variance + epsilon)` of each token, `T` numbers */
  readonly deviations: readonly number[];
  /** `(input − mean) / deviation`, row by row, shape `[T, D]` */
  readonly normalized: Matrix;
  /** `normalized · gain + bias`, feature by feature, shape `[T, D]` */
  readonly output: Matrix;
}

/**
 * `(x − mean) / √(variance + epsilon) · gain + bias`, mean and biased variance of each row.
 *
 * @param input - shape `[T, D]`
 * @throws RangeError if gain or bias is not of shape `[1, D]`, an entry of input or output is not finite,
 * or epsilon is not positive.
 */
export function layerNorm(input: Matrix, layer: LayerNorm): LayerNormForward {
  const { gain, bias, epsilon = 1e-3 } = layer;
  check("layerNorm", input, layer);
  checkFinite("layerNorm", "input", input.data);
  checkPositive("layerNorm", "epsilon", epsilon);
  const deviations: number[] = [];
  const normalized = mapRows(input, (row, to) => {
    const mean = meanOf(row);
    for (let j = 0; j < row.length; ++j) to[j] = (row[j]! - mean) ** 2;
    const deviation = Math.sqrt(meanOf(to) + epsilon);
    deviations.push(deviation);
    for (let j = 0; j < row.length; ++j) to[j] = (row[j]! - mean) / deviation;
  });
  const output = addRow(multiplyRow(normalized, gain), bias);
  checkFinite("layerNorm", "output", output.data);
  return { deviations, normalized, output };
}

/** The gradient of a loss with respect to all that layer normalisation has read. */
export interface LayerNormBackward {
  /** shape `[T, D]` */
  readonly gradInput: Matrix;
  /** of the structure of the layer */
  readonly gradLayer: LayerNorm;
}

/**
 * With `n` the normalised row and `g = gradOutput ⊙ gain`:
 * `gradInput = (g − mean(g) − n · mean(g ⊙ n)) / deviation`. What all features have in common, and
 * what only stretches them, changes no output, so it is taken out of the gradient.
 *
 * @param input - what the layer was given, shape `[T, D]`
 * @param forward - what `layerNorm` returned for it
 * @param gradOutput - gradient of the loss with respect to the output, shape `[T, D]`
 * @throws RangeError if the shapes do not fit together, or an entry of `gradOutput` is not finite.
 */
export function layerNormBackward(
  input: Matrix,
  layer: LayerNorm,
  forward: LayerNormForward,
  gradOutput: Matrix,
): LayerNormBackward {
  const where = "layerNormBackward";
  check(where, input, layer);
  checkSameShape(where, "shapes of input and gradOutput", input, gradOutput);
  checkFinite(where, "gradOutput", gradOutput.data);
  const { deviations, normalized } = forward;
  const rows = rowViews(normalized);
  const gradInput = mapRows(multiplyRow(gradOutput, layer.gain), (gradient, to, i) => {
    const row = rows[i]!;
    const deviation = deviations[i]!;
    const common = meanOf(gradient);
    for (let j = 0; j < row.length; ++j) to[j] = gradient[j]! * row[j]!;
    const along = meanOf(to);
    for (let j = 0; j < row.length; ++j) {
      to[j] = (gradient[j]! - common - row[j]! * along) / deviation;
    }
  });
  const gain = sumRows(multiply(gradOutput, normalized));
  return { gradInput, gradLayer: { ...layer, gain, bias: sumRows(gradOutput) } };
}

function check(where: string, input: Matrix, { gain, bias }: LayerNorm): void {
  const [, features] = input.shape;
  for (const [name, { shape }] of Object.entries({ gain, bias })) {
    checkSame(where, `rows of ${name} and 1`, shape[0], 1);
    checkSame(where, `columns of input and ${name}`, features, shape[1]);
  }
}

function meanOf(row: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < row.length; ++j) sum += row[j]!;
  return sum / row.length;
}

/** A matrix of the shape of `a`; `write` is given each row of `a` and the one to write. */
function mapRows(
  a: Matrix,
  write: (row: Float64Array, to: Float64Array, i: number) => void,
): Matrix {
  const result = zeros(a.shape);
  const [from, to] = [rowViews(a), rowViews(result)];
  for (let i = 0; i < from.length; ++i) write(from[i]!, to[i]!, i);
  return result;
}

function multiplyRow(a: Matrix, { data }: Matrix): Matrix {
  return mapRows(a, (row, to) => {
    for (let j = 0; j < row.length; ++j) to[j] = row[j]! * data[j]!;
  });
}
