import { expect, test } from "vitest";
import { padded } from "../../src/fast/layers.js";
import { KernelMemory } from "../../src/fast/memory.js";

/** Runs one of the kernel's functions in place on `numbers`, padded to four. */
function inPlace(
  numbers: number[],
  run: (memory: KernelMemory, address: number, bytes: number) => void,
): number[] {
  const memory = new KernelMemory();
  const bytes = 16 * Math.ceil(numbers.length / 4);
  const address = memory.allocate(bytes);
  memory.floats(address, numbers.length).set(numbers);
  run(memory, address, bytes);
  return [...memory.floats(address, numbers.length)];
}

test("rows are padded to whole multiples of the 16 numbers that it takes at once", () => {
  expect([1, 15, 16, 17, 784].map(padded)).toEqual([16, 16, 16, 32, 784]);
});

test("memory is handed out apart, aligned and zero, also when it was used before", () => {
  const memory = new KernelMemory();
  const mark = memory.mark();
  const first = memory.allocate(5);
  memory.bytes(first, 5).fill(7);
  const second = memory.allocate(200_000); // more than a page: the memory grows
  expect(second - first).toBe(64);
  expect([first % 64, second % 64]).toEqual([0, 0]);
  expect(first).toBeGreaterThanOrEqual(memory.kernel.heapBase());
  expect(memory.bytes(second, 200_000).every((byte) => byte === 0)).toBe(true);
  expect([...memory.bytes(first, 5)]).toEqual([7, 7, 7, 7, 7]);

  memory.release(mark);
  expect(memory.allocate(5)).toBe(first);
  expect([...memory.bytes(first, 5)]).toEqual([0, 0, 0, 0, 0]);
});

test("memory that there cannot be is refused, and all goes on", () => {
  const memory = new KernelMemory();
  const mark = memory.mark();
  expect(() => memory.allocate(5 * 2 ** 30)).toThrow(
    new RangeError(
      "KernelMemory: the kernel's memory must stay below 4 GiB and within the machine's, " +
        "got 5.0 GiB: take fewer examples at once, or shorter ones",
    ),
  );
  expect(memory.mark()).toBe(mark);
  expect(memory.bytes(memory.allocate(5), 5)).toEqual(new Uint8Array(5));
});

const activate = (kind: number, numbers: number[]) =>
  inPlace(numbers, ({ kernel }, address, bytes) => kernel.activate(kind, address, bytes));

const RELU = 1;
const SIGMOID = 2;
const TANH = 3;

test("its exponential is right to 2 units of the last place, from 1e-37 to 1e38", () => {
  const inputs = Array.from({ length: 1009 }, (_, i) => Math.fround((i - 504) / 6));
  // σ(z) = 1 / (1 + exp(−z)): for z far below 0 that is exp(z) itself.
  const low = inputs.filter((z) => z < -20);
  activate(SIGMOID, low).forEach((value, i) => {
    expect(Math.abs(value / Math.exp(low[i]!) - 1)).toBeLessThan(2 ** -22);
  });
  activate(SIGMOID, inputs).forEach((value, i) => {
    expect(Math.abs(value * (1 + Math.exp(-inputs[i]!)) - 1)).toBeLessThan(2 ** -22);
  });
});

test("its activations are those of the readable network to 2⁻²², beyond all bounds too", () => {
  const inputs = [-1e30, -1000, -88, -2, -0.5, -1e-4, 0, 1e-4, 0.5, 2, 88, 1000, 1e30];
  const expectEach = (kind: number, value: (z: number) => number) =>
    activate(kind, inputs).forEach((got, i) => {
      expect(Math.abs(got - value(Math.fround(inputs[i]!)))).toBeLessThan(2 ** -22);
    });
  expectEach(SIGMOID, (z) => 1 / (1 + Math.exp(-z)));
  expectEach(TANH, Math.tanh);
  expect(activate(RELU, inputs)).toEqual(inputs.map((z) => Math.fround(Math.max(0, z))));
});

test.each([RELU, SIGMOID, TANH])("activation %i keeps a NaN", (kind) => {
  expect(activate(kind, [1, Number.NaN, 2])[1]).toBeNaN();
});

/** `softmaxRows` of one row; `width` numbers are written. */
function softmaxRow(scores: readonly number[], scale: number, width: number) {
  const memory = new KernelMemory();
  const [row, mean] = [memory.allocate(4 * width), memory.allocate(4 * width)];
  memory.floats(row, width).fill(7).set(scores);
  const { length } = scores;
  memory.kernel.softmaxRows(row, 4 * width, 1, length, 4 * width, scale, 0, 0.5, mean);
  return { weights: [...memory.floats(row, width)], mean: [...memory.floats(mean, width)] };
}

test("its softmax is that of float64 to 2⁻²⁰, 0 behind the keys and where nothing is left", () => {
  const scores = Array.from({ length: 37 }, (_, i) => Math.fround(((i * i) % 37) / 3 - 7));
  const { weights, mean } = softmaxRow(scores, 0.7, 48);
  const powers = scores.map((score) => Math.exp(0.7 * score));
  const sum = powers.reduce((total, power) => total + power, 0);
  powers.forEach((power, i) => {
    expect(Math.abs((weights[i]! * sum) / power - 1)).toBeLessThan(2 ** -20);
    expect(mean[i]).toBe(weights[i]! / 2);
  });
  expect(weights.slice(37)).toEqual(new Array(11).fill(0));

  expect(softmaxRow([1e30, -1e30, 3e29], 1, 16).weights.slice(0, 3)).toEqual([1, 0, 0]);
  expect(softmaxRow([0, -46, -47, -1000], 1, 16).weights.map(Math.sign)).toEqual([
    1,
    1,
    ...new Array(14).fill(0),
  ]);
  expect(softmaxRow([1, Number.NaN, 2], 1, 16).weights[1]).toBeNaN();
});

test("its product is that of the matrices, added to what it starts from, also transposed", () => {
  const memory = new KernelMemory();
  const numbers = (count: number, from: number) => {
    const address = memory.allocate(4 * count);
    memory.floats(address, count).forEach((_, i, floats) => {
      floats[i] = ((i * 7 + from) % 23) - 11; // whole numbers: no rounding
    });
    return address;
  };
  const [rows, inner, cols] = [12, 5, 24];
  const [a, b, bias] = [numbers(rows * inner, 1), numbers(inner * cols, 2), numbers(cols, 3)];
  const out = numbers(rows * cols, 0);
  const expected = (entry: (r: number, k: number) => number) =>
    Array.from({ length: rows * cols }, (_, i) => {
      const [r, c] = [Math.floor(i / cols), i % cols];
      let sum = memory.floats(bias, cols)[c]!;
      for (let k = 0; k < inner; ++k)
        sum += entry(r, k) * memory.floats(b, inner * cols)[k * cols + c]!;
      return sum;
    });
  const left = memory.floats(a, rows * inner);
  const rest = [b, 4 * cols, bias, 0, out, 4 * cols, rows, inner, cols] as const;
  memory.kernel.product(a, 4 * inner, 4, ...rest);
  expect([...memory.floats(out, rows * cols)]).toEqual(expected((r, k) => left[r * inner + k]!));
  memory.kernel.product(a, 4, 4 * rows, ...rest);
  expect([...memory.floats(out, rows * cols)]).toEqual(expected((r, k) => left[k * rows + r]!));
});

test("the lists of the columns hold the same entries as those of the rows", () => {
  const rows = 3;
  const cols = 11;
  const bytes = [
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [9, 0, 0, 0, 0, 0, 0, 0, 8, 0, 7],
    [0, 6, 0, 0, 0, 5, 0, 4, 0, 0, 3],
  ];
  const memory = new KernelMemory();
  const [image, unit] = [memory.allocate(rows * cols), memory.allocate(1024)];
  const [lists, ends] = [memory.allocate(8 * rows * cols), memory.allocate(4 * cols)];
  const [columns, columnEnds] = [memory.allocate(8 * rows * cols), memory.allocate(4 * cols)];
  memory.bytes(image, rows * cols).set(bytes.flat());
  memory.floats(unit, 256).set(Array.from({ length: 256 }, (_, byte) => byte / 8));

  const entries = (start: number, stride: number, endsAt: number, count: number) =>
    Array.from(memory.integers(endsAt, count), (end, r) =>
      Array.from({ length: (end - start - r * stride) / 8 }, (_, e) => {
        const address = start + r * stride + 8 * e;
        return [memory.integers(address + 4, 1)[0]!, memory.floats(address, 1)[0]! * 8];
      }),
    );
  const found = (list: readonly number[]) =>
    list.flatMap((entry, k) => (entry === 0 ? [] : [[k, entry]]));

  memory.kernel.listBytes(image, unit, rows, cols, lists, ends);
  expect(entries(lists, 8 * cols, ends, rows)).toEqual(bytes.map(found));
  memory.kernel.listColumns(lists, ends, rows, cols, columns, columnEnds);
  const transposed = bytes[0]!.map((_, c) => bytes.map((row) => row[c]!));
  expect(entries(columns, 8 * rows, columnEnds, cols)).toEqual(transposed.map(found));
});
