/**
 * @file The mean of the tokens of a sequence, forward and backward: many rows become one.
 *
 * Letters for shapes: `T` tokens, `D` features.
 *
 * Derived in `notebooks/en/14-program-2.ipynb`.
 */

import { checkFinite, checkSame, generate, type Matrix } from "../matrix/index.js";

/** How much each row counts: 1 over the number of tokens, and 0 where the sequence is filled up. */
function shares(where: string, rows: number, isToken?: readonly boolean[]): number[] {
  if (!isToken) return Array.from({ length: rows }, () => 1 / rows);
  checkSame(where, "rows of input and the length of isToken", rows, isToken.length);
  const count = isToken.filter(Boolean).length;
  if (count === 0) throw new RangeError(`${where}: isToken must name a token, got only false`);
  return isToken.map((is) => (is ? 1 / count : 0));
}

/**
 * `Σₜ inputₜ / T` over the rows that are tokens.
 *
 * @param input - shape `[T, D]`
 * @param isToken - of each row whether it is a token; defaults to all
 * @returns shape `[1, D]`
 * @throws RangeError if the lengths differ, no row is a token, or an entry is not finite.
 */
export function meanPooling(input: Matrix, isToken?: readonly boolean[]): Matrix {
  const [rows, cols] = input.shape;
  const share = shares("meanPooling", rows, isToken);
  checkFinite("meanPooling", "input", input.data);
  return generate([1, cols], (_, j) =>
    share.reduce((sum, part, t) => sum + part * input.data[t * cols + j]!, 0),
  );
}

/**
 * Every token gets `gradOutput / T`, what fills up nothing.
 *
 * @param input - what `meanPooling` was given, shape `[T, D]`
 * @param gradOutput - gradient of the loss with respect to the mean, shape `[1, D]`
 * @param isToken - what `meanPooling` was given
 * @returns gradient with respect to the input, shape `[T, D]`
 * @throws RangeError if the sizes differ, no row is a token, or an entry of `gradOutput` is not finite.
 */
export function meanPoolingBackward(
  input: Matrix,
  gradOutput: Matrix,
  isToken?: readonly boolean[],
): Matrix {
  const where = "meanPoolingBackward";
  const share = shares(where, input.shape[0], isToken);
  checkSame(where, "rows of gradOutput and 1", gradOutput.shape[0], 1);
  checkSame(where, "columns of input and gradOutput", input.shape[1], gradOutput.shape[1]);
  checkFinite(where, "gradOutput", gradOutput.data);
  return generate(input.shape, (t, j) => share[t]! * gradOutput.data[j]!);
}
