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
