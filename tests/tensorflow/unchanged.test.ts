/** @file Casts and reshapes of the native backend that change nothing: what they share, and when it ends. */

import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tf } from "../../src/tensorflow/backend.js";
import { loadTensorFlow } from "../../src/tensorflow/index.js";
import { title, whyNotNative } from "./available.js";
import { living } from "./leaks.js";

describe.skipIf(whyNotNative() !== null)(title("native"), () => {
  let tf: Tf;
  beforeAll(async () => {
    process.env.COURSE_BACKEND = "native";
    ({ tf } = await loadTensorFlow());
  });

  test.each([
    ["a cast to the type that is there", (x: Tensor) => tf.cast(x, "float32"), 0],
    ["a cast to another", (x: Tensor) => tf.cast(x, "int32"), 1],
    ["a reshape to the shape that is there", (x: Tensor) => tf.reshape(x, [2, 3]), 0],
    ["a reshape to another", (x: Tensor) => tf.reshape(x, [3, 2]), 1],
    ["a reshape to one of another rank", (x: Tensor) => tf.reshape(x, [2, 3, 1]), 1],
  ])("%s", (_, run, made) => {
    const before = living(tf);
    const source = tf.tensor2d([-1, -2, -3, -5, -7, -11], [2, 3]);
    const x = tf.neg(source);
    source.dispose();
    const y = run(x);
    // An operation of TensorFlow's makes a tensor of the addon; what is shared does not.
    expect(living(tf).native).toBe(before.native + 1 + made);
    // It outlives what it was made of.
    x.dispose();
    expect([...y.dataSync()]).toEqual([1, 2, 3, 5, 7, 11]);
    y.dispose();
    expect(living(tf)).toEqual(before);
  });

  test("a variable's new value leaves alone what was reshaped before", () => {
    const variable = tf.variable(tf.tensor1d([2, 3, 5]));
    const kept = tf.reshape(variable, [3]);
    const value = tf.tensor1d([7, 11, 13]);
    variable.assign(value);
    value.dispose();
    expect([...kept.dataSync()]).toEqual([2, 3, 5]);
    expect([...variable.dataSync()]).toEqual([7, 11, 13]);
    variable.dispose();
    kept.dispose();
  });

  test("gradients go through them", () => {
    tf.tidy(() => {
      const gradient = tf.grad((x) => tf.sum(tf.square(tf.reshape(tf.cast(x, "float32"), [3]))));
      expect([...gradient(tf.tensor1d([2, 3, 5])).dataSync()]).toEqual([4, 6, 10]);
    });
  });
});
