import { expect, test } from "vitest";
import { moons, type Points, spirals } from "../../src/data/index.js";
import { at, random } from "../../src/matrix/index.js";

const still = { perClass: 5, noise: 0, random: random(1) };

/** The points of one class. */
function ofClass({ input, labels }: Points, label: number): [number, number][] {
  return [...labels].flatMap((l, i) => (l === label ? [[at(input, i, 0), at(input, i, 1)]] : []));
}

test("moons are two half circles of radius 1 about (0, 0) and (1, ½)", () => {
  const points = moons(still);
  expect(points.input.shape).toEqual([10, 2]);
  expect([...points.labels]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  for (const [x, y] of ofClass(points, 0)) {
    expect(Math.hypot(x, y)).toBeCloseTo(1, 12);
    expect(y).toBeGreaterThanOrEqual(0);
  }
  for (const [x, y] of ofClass(points, 1)) {
    expect(Math.hypot(x - 1, y - 0.5)).toBeCloseTo(1, 12);
    expect(y).toBeLessThanOrEqual(0.5);
  }
  expect(ofClass(points, 0)[2]![1]).toBeCloseTo(1, 12); // the middle one is the top
});

test("the arms of spirals run from the centre to radius 1, turned against each other", () => {
  const points = spirals({ ...still, classes: 3 });
  expect(points.input.shape).toEqual([15, 2]);
  const arms = [0, 1, 2].map((label) => ofClass(points, label));
  for (const arm of arms) {
    arm.forEach(([x, y], i) => {
      expect(Math.hypot(x, y)).toBeCloseTo(i / 4, 12);
    });
  }
  const [cos, sin] = [Math.cos((2 * Math.PI) / 3), Math.sin((2 * Math.PI) / 3)];
  arms[0]!.forEach(([x, y], i) => {
    expect(arms[1]![i]![0]).toBeCloseTo(cos * x - sin * y, 12);
    expect(arms[1]![i]![1]).toBeCloseTo(sin * x + cos * y, 12);
  });
});

test("the same seed gives the same points, another seed others", () => {
  const draw = (seed: number) =>
    moons({ perClass: 7, noise: 0.1, random: random(seed) }).input.data;
  expect(draw(3)).toEqual(draw(3));
  expect(draw(3)).not.toEqual(draw(4));
});

test("noise has the standard deviation asked for", () => {
  const clean = spirals({ perClass: 1009, noise: 0, random: random(1), classes: 2 }).input.data;
  const noisy = spirals({ perClass: 1009, noise: 0.25, random: random(5), classes: 2 }).input.data;
  const squares = noisy.reduce((sum, x, k) => sum + (x - clean[k]!) ** 2, 0);
  expect(Math.sqrt(squares / noisy.length)).toBeCloseTo(0.25, 1);
});

test("says what cannot be", () => {
  const make = (options: object) => () => spirals({ ...still, classes: 3, ...options });
  const messages: [object, string][] = [
    [{ classes: 1 }, "spirals: classes must be an integer from 2 to 255, got 1"],
    [{ classes: 256 }, "spirals: classes must be an integer from 2 to 255, got 256"],
    [{ perClass: 0 }, "spirals: perClass must be a positive integer, got 0"],
    [{ noise: -1 }, "spirals: noise must be at least 0 and finite, got -1"],
  ];
  for (const [options, message] of messages) {
    expect(make(options)).toThrow(new RangeError(message));
  }
});
