/** @file Kernels that are ours on WebAssembly, against sums written out. Sizes are distinct primes. */

import type { Tensor, Tensor1D, Tensor4D } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { random } from "../../src/matrix/index.js";
import { loadTensorFlow, type Tf } from "../../src/tensorflow/index.js";

let tf: Tf;
beforeAll(async () => {
  process.env.COURSE_BACKEND = "wasm";
  ({ tf } = await loadTensorFlow());
});

/** Numbers in [-1, 1), the same at every run. */
function numbers(count: number, seed: number): Float32Array {
  const drawn = random(seed);
  return Float32Array.from({ length: count }, () => drawn.uniform(-1, 1));
}

/** What an operation gives; fails if it leaves a tensor behind. */
function resultOf(compute: () => Tensor): number[] {
  const before = tf.memory();
  const values: number[] = [];
  tf.tidy(() => {
    values.push(...compute().dataSync());
  });
  expect(tf.memory().numTensors).toBe(before.numTensors);
  expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
  return values;
}

function expectNear(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  const error = Math.max(...actual.map((value, k) => Math.abs(value - expected[k]!)));
  expect(error).toBeLessThan(1e-5);
}

describe("matMul", () => {
  const small = [2, 3, 5, 7] as const;
  // Pairs of this size are multiplied one by one.
  const large = [3, 17, 19, 23] as const;
  test.each([
    [false, false, small],
    [true, false, small],
    [false, true, small],
    [true, true, small],
    [false, false, large],
    [true, false, large],
    [false, true, large],
    [true, true, large],
  ])("of operands transposed %s and %s, sizes %o", (transposeA, transposeB, sizes) => {
    const [batch, rows, inner, cols] = sizes;
    const a = numbers(batch * rows * inner, 1);
    const b = numbers(batch * inner * cols, 2);
    const expected: number[] = [];
    for (let n = 0; n < batch; ++n) {
      for (let i = 0; i < rows; ++i) {
        for (let j = 0; j < cols; ++j) {
          let sum = 0;
          for (let k = 0; k < inner; ++k) {
            const left = transposeA ? k * rows + i : i * inner + k;
            const right = transposeB ? j * inner + k : k * cols + j;
            sum += a[n * rows * inner + left]! * b[n * inner * cols + right]!;
          }
          expected.push(sum);
        }
      }
    }
    const found = resultOf(() =>
      tf.matMul(
        tf.tensor(a, transposeA ? [batch, inner, rows] : [batch, rows, inner]),
        tf.tensor(b, transposeB ? [batch, cols, inner] : [batch, inner, cols]),
        transposeA,
        transposeB,
      ),
    );
    expectNear(found, expected);
    const activated = resultOf(() =>
      tf.fused.matMul({
        a: tf.tensor2d(a.subarray(0, rows * inner), transposeA ? [inner, rows] : [rows, inner]),
        b: tf.tensor2d(b.subarray(0, inner * cols), transposeB ? [cols, inner] : [inner, cols]),
        transposeA,
        transposeB,
        activation: "relu",
      }),
    );
    expectNear(
      activated,
      expected.slice(0, rows * cols).map((value) => Math.max(0, value)),
    );
  });
});

describe.each([
  ["gathered", () => tf.gather<Tensor>(tf.tensor2d([1, 2, 3, 10, 20, 30], [2, 3]), 1) as Tensor1D],
  ["reshaped", () => tf.tensor2d([10, 20, 30], [1, 3]).reshape([3]) as Tensor1D],
])("a bias that was %s", (_, bias) => {
  test("is added to a product", () => {
    const product = () =>
      tf.fused.matMul({
        a: tf.tensor2d([1, 2], [1, 2]),
        b: tf.tensor2d([1, 0, 2, 0, 1, 1], [2, 3]),
        bias: bias(),
      });
    expect(resultOf(product)).toEqual([11, 22, 34]);
  });

  const options = { strides: 1, pad: "valid" } as const;
  test("is added to a convolution", () => {
    const [x, filter] = [() => tf.ones([1, 1, 1, 2]) as Tensor4D, [1, 0, 2, 0, 1, 1]];
    const seen = () =>
      tf.fused.conv2d({
        ...options,
        x: x(),
        filter: tf.tensor4d(filter, [1, 1, 2, 3]),
        bias: bias(),
      });
    expect(resultOf(seen)).toEqual([11, 21, 33]);
  });

  test("is added to a convolution of each channel", () => {
    const seen = () =>
      tf.fused.depthwiseConv2d({
        ...options,
        x: tf.tensor4d([1, 2, 3], [1, 1, 1, 3]),
        filter: tf.tensor4d([2, 2, 2], [1, 1, 3, 1]),
        bias: bias(),
      });
    expect(resultOf(seen)).toEqual([12, 24, 36]);
  });
});

describe("conv2d", () => {
  test.each([
    [1, "same"],
    [1, "valid"],
    [2, "same"],
    [2, "valid"],
    [3, "valid"],
  ] as const)("has the filter gradient of a stride of %i, padding %s", (stride, pad) => {
    const x = numbers(2 * 7 * 5 * 3, 5);
    const filter = numbers(3 * 2 * 3 * 2, 6);
    const weightsOf = (size: number) => numbers(size, 7);
    const loss = (values: Float32Array) => {
      let result = 0;
      tf.tidy(() => {
        const y = tf.conv2d(
          tf.tensor4d(x, [2, 7, 5, 3]),
          tf.tensor4d(values, [3, 2, 3, 2]),
          stride,
          pad,
        );
        result = [...y.dataSync()].reduce(
          (sum, value, k) => sum + value * weightsOf(y.size)[k]!,
          0,
        );
      });
      return result;
    };
    const gradient = resultOf(() =>
      tf.grad((f) => {
        const y = tf.conv2d(
          tf.tensor4d(x, [2, 7, 5, 3]),
          f as ReturnType<Tf["tensor4d"]>,
          stride,
          pad,
        );
        return y.mul(tf.tensor(weightsOf(y.size), y.shape)).sum();
      })(tf.tensor4d(filter, [3, 2, 3, 2])),
    );
    // The loss is linear in the filter: a difference of any width is the gradient.
    const differences = Array.from(filter, (_, k) => {
      const shifted = (by: number) => filter.map((value, j) => (j === k ? value + by : value));
      return (loss(shifted(1)) - loss(shifted(-1))) / 2;
    });
    expectNear(gradient, differences);
  });
});
