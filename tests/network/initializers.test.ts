import { describe, expect, test } from "vitest";
import { random } from "../../src/matrix/index.js";
import { glorotNormal, glorotUniform, heNormal, heUniform } from "../../src/network/index.js";

// fan in and fan out are far apart, so a rule that mixes them up shows
const shape = [31, 211] as const;
const numbers = 31 * 211;

const variance = (data: Float64Array) => data.reduce((sum, x) => sum + x ** 2, 0) / data.length;

describe.each([
  ["glorotUniform", glorotUniform, Math.sqrt(6 / (31 + 211))],
  ["heUniform", heUniform, Math.sqrt(6 / 31)],
])("%s", (_name, initializer, limit) => {
  const draw = () => initializer(random(1), shape).data;

  test("draws a weight of the shape asked for", () => {
    expect(initializer(random(1), shape).shape).toEqual(shape);
  });

  test("fills ±limit", () => {
    const data = draw();
    expect(Math.max(...data)).toBeLessThan(limit);
    expect(Math.min(...data)).toBeGreaterThanOrEqual(-limit);
    expect(Math.max(...data)).toBeGreaterThan(0.99 * limit);
    expect(Math.min(...data)).toBeLessThan(-0.99 * limit);
  });

  test("has the variance limit² / 3", () => {
    expect(variance(draw()) / (limit ** 2 / 3)).toBeCloseTo(1, 1);
  });
});

describe.each([
  ["glorotNormal", glorotNormal, 2 / (31 + 211)],
  ["heNormal", heNormal, 2 / 31],
])("%s", (_name, initializer, expected) => {
  const draw = () => initializer(random(1), shape).data;
  // a normal distribution of this deviation has the variance asked for once its tails are cut
  const deviation = Math.sqrt(expected) / 0.87962566103423978;

  test("draws a weight of the shape asked for", () => {
    expect(initializer(random(1), shape).shape).toEqual(shape);
  });

  test("has the variance asked for, after truncation", () => {
    expect(Math.abs(variance(draw()) / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / numbers));
  });

  test("goes to two deviations and no further", () => {
    const largest = Math.max(...draw().map(Math.abs));
    expect(largest).toBeLessThanOrEqual(2 * deviation);
    expect(largest).toBeGreaterThan(1.98 * deviation);
  });

  test("has as many entries within one deviation as a truncated bell", () => {
    const part = 0.6826895 / 0.9544997;
    const within = draw().filter((x) => Math.abs(x) < deviation).length / numbers;
    expect(Math.abs(within - part)).toBeLessThan(5 * Math.sqrt((part * (1 - part)) / numbers));
  });
});

test("the same seed gives the same weight", () => {
  expect(heNormal(random(3), shape)).toEqual(heNormal(random(3), shape));
});

test("a truncated normal draws again beyond two deviations, and not at them", () => {
  const drawn = [2.1, -2.5, 2, -2.1, -2, 1];
  const fake = { ...random(1), normal: () => drawn.shift()! };
  const { data } = heNormal(fake, [2, 1]);
  expect([...data]).toEqual([2 / 0.87962566103423978, -2 / 0.87962566103423978]);
});
