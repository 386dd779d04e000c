/**
 * @file Products of small matrices on plain arrays: there an operation of TensorFlow costs more than
 * its sums.
 */

/** A matrix, row after row. */
export type Numbers = Float32Array | Float64Array;

/** `output += a · b` of shapes `[m, k]` and `[k, n]`. */
export function addProduct(
  output: Numbers,
  a: Numbers,
  b: Numbers,
  [m, k, n]: readonly [number, number, number],
): void {
  for (let i = 0; i < m; ++i) {
    for (let p = 0; p < k; ++p) {
      const entry = a[i * k + p]!;
      for (let j = 0; j < n; ++j) output[i * n + j]! += entry * b[p * n + j]!;
    }
  }
}

/** `output += aᵀ · b` of shapes `[k, m]` and `[k, n]`. */
export function addProductTransposeA(
  output: Numbers,
  a: Numbers,
  b: Numbers,
  [m, k, n]: readonly [number, number, number],
): void {
  for (let p = 0; p < k; ++p) {
    for (let i = 0; i < m; ++i) {
      const entry = a[p * m + i]!;
      for (let j = 0; j < n; ++j) output[i * n + j]! += entry * b[p * n + j]!;
    }
  }
}

/** `output += a · bᵀ` of shapes `[m, k]` and `[n, k]`. */
export function addProductTransposeB(
  output: Numbers,
  a: Numbers,
  b: Numbers,
  [m, k, n]: readonly [number, number, number],
): void {
  for (let i = 0; i < m; ++i) {
    for (let j = 0; j < n; ++j) {
      let sum = 0;
      for (let p = 0; p < k; ++p) sum += a[i * k + p]! * b[j * k + p]!;
      output[i * n + j]! += sum;
    }
  }
}

/** `output += ` the sum of the rows of `a`, shape `[m, n]`. */
export function addRows(output: Numbers, a: Numbers, m: number, n: number): void {
  for (let i = 0; i < m; ++i) for (let j = 0; j < n; ++j) output[j]! += a[i * n + j]!;
}
