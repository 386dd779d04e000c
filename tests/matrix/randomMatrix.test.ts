import { expect, test } from "vitest";
import { normalMatrix, random, uniformMatrix } from "../../src/matrix/index.js";

test("uniformMatrix draws row after row from [low, high)", () => {
  const stream = random(1);
  const expected = Array.from({ length: 15 }, () => stream.uniform(-2, 5));
  const drawn = uniformMatrix(random(1), [3, 5], -2, 5);
  expect(drawn.shape).toEqual([3, 5]);
  expect([...drawn.data]).toEqual(expected);
});

test("normalMatrix draws row after row with mean and deviation", () => {
  const stream = random(1);
  const expected = Array.from({ length: 15 }, () => stream.normal(-2, 5));
  const drawn = normalMatrix(random(1), [3, 5], -2, 5);
  expect(drawn.shape).toEqual([3, 5]);
  expect([...drawn.data]).toEqual(expected);
});
