import { describe, expect, test } from "vitest";
import { at, matrix } from "../../src/matrix/index.js";
import { numericalGradient, Value } from "../../src/network/index.js";

describe("Value", () => {
  test("passes gradients on in topological order: of b = a + a, c = b + b it is 4", () => {
    const a = new Value(3);
    const b = a.add(a);
    const c = b.add(b);
    c.backward();
    expect([c.data, b.grad, a.grad]).toEqual([12, 2, 4]);
  });

  test("sums over paths of different lengths", () => {
    const a = new Value(2);
    const b = a.multiply(a); // a²
    const c = b.multiply(a); // a³
    c.add(b).add(a).backward();
    expect(a.grad).toBe(3 * 2 ** 2 + 2 * 2 + 1);
    expect(b.grad).toBe(2 + 1);
  });

  test("gives the same gradients when it goes backward again", () => {
    const a = new Value(3);
    const b = a.multiply(a);
    b.backward();
    b.backward();
    expect([a.grad, b.grad]).toEqual([6, 1]);
  });

  test("begins without gradient", () => expect(new Value(5).grad).toBe(0));

  test("sums 100 000 terms without running out of stack", () => {
    const a = new Value(1);
    let sum = new Value(0);
    for (let k = 0; k < 100_000; ++k) sum = sum.add(a);
    sum.backward();
    expect([sum.data, a.grad]).toEqual([100_000, 100_000]);
  });

  test("refuses what is not a number", () => {
    const error = new RangeError("Value: data and slopes must be numbers, got NaN");
    expect(() => new Value(-1).log()).toThrow(error);
    expect(() => new Value(0).divide(0)).toThrow(error);
    expect(() => new Value(1, [[new Value(2), Number.NaN]])).toThrow(error);
  });
});

// Each operation as the engine has it, as Math has it, and two points to try.
const operations: [string, (a: Value, b: Value) => Value, (a: number, b: number) => number][] = [
  ["add", (a, b) => a.add(b), (a, b) => a + b],
  ["subtract", (a, b) => a.subtract(b), (a, b) => a - b],
  ["multiply", (a, b) => a.multiply(b), (a, b) => a * b],
  ["divide", (a, b) => a.divide(b), (a, b) => a / b],
  ["add a constant", (a) => a.add(3), (a) => a + 3],
  ["subtract a constant", (a) => a.subtract(3), (a) => a - 3],
  ["multiply by a constant", (a) => a.multiply(3), (a) => a * 3],
  ["divide by a constant", (a) => a.divide(3), (a) => a / 3],
  ["pow", (a) => a.pow(3), (a) => a ** 3],
  ["pow, negative", (a) => a.pow(-2), (a) => a ** -2],
  ["exp", (a) => a.exp(), (a) => Math.exp(a)],
  ["log", (a) => a.multiply(a).log(), (a) => Math.log(a * a)],
  ["relu", (a) => a.relu(), (a) => Math.max(0, a)],
  ["tanh", (a) => a.tanh(), (a) => Math.tanh(a)],
  ["sigmoid", (a) => a.sigmoid(), (a) => 1 / (1 + Math.exp(-a))],
  [
    "all together",
    (a, b) => {
      const c = a.multiply(b).tanh().add(b.pow(2));
      const d = c.divide(a.exp().add(1)).sigmoid().subtract(c.relu());
      return d.multiply(c).add(c.pow(2).add(1).log());
    },
    (a, b) => {
      const c = Math.tanh(a * b) + b ** 2;
      const d = 1 / (1 + Math.exp(-c / (Math.exp(a) + 1))) - Math.max(0, c);
      return d * c + Math.log(c ** 2 + 1);
    },
  ],
];

describe.each(operations)("%s", (_name, engine, plain) => {
  test.each([
    [0.7, 1.3],
    [-1.1, 0.6],
    [1.9, -0.8],
  ])("at %d and %d: value and slopes", (x, y) => {
    const [a, b] = [new Value(x), new Value(y)];
    const result = engine(a, b);
    result.backward();
    const point = matrix([[x, y]]);
    const slopes = numericalGradient(() => plain(at(point, 0, 0), at(point, 0, 1)), point);
    expect(result.data).toBeCloseTo(plain(x, y), 14);
    expect(result.grad).toBe(1);
    expect(a.grad).toBeCloseTo(at(slopes, 0, 0), 7);
    expect(b.grad).toBeCloseTo(at(slopes, 0, 1), 7);
  });
});

test("relu has slope 0 at 0", () => {
  const a = new Value(0);
  const b = a.relu();
  b.backward();
  expect([b.data, a.grad]).toEqual([0, 0]);
});

test("a power of 0 is 1, flat also at 0", () => {
  const a = new Value(0);
  const b = a.pow(0);
  b.backward();
  expect([b.data, a.grad]).toEqual([1, 0]);
});
