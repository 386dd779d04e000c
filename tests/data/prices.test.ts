import { expect, test } from "vitest";
import { loadPrices } from "../../src/data/index.js";

const { dates, close } = await loadPrices();

test("has every day once, in order, and what is known of two of them", () => {
  expect(dates).toHaveLength(5105);
  expect(close).toHaveLength(5105);
  expect([...dates].sort()).toEqual(dates);
  expect(new Set(dates).size).toBe(dates.length);
  expect([dates[0], dates.at(-1)]).toEqual(["2000-01-03", "2020-04-17"]);
  // The lowest close of the crisis of 2008, and the first day of the file.
  expect(close[dates.indexOf("2009-03-09")]).toBeCloseTo(676.53, 2);
  expect(close[0]).toBeCloseTo(1455.22, 2);
});

test("never moves by more than an eighth in a day", () => {
  close.forEach((price, day) => {
    if (day > 0) expect(Math.abs(Math.log(price / close[day - 1]!))).toBeLessThan(0.13);
  });
});
