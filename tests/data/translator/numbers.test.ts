import { expect, test } from "vitest";
import { translatorNumbers } from "../../../src/data/index.js";

test("no number is both seen and held out, and all have their digits", () => {
  const all = translatorNumbers();
  expect(all.map(({ digits }) => digits)).toEqual([1, 2, 3, 4, 5, 6]);
  for (const { digits, train, heldOut } of all) {
    expect(new Set([...train, ...heldOut]).size).toBe(train.length + heldOut.length);
    expect([...train, ...heldOut].every((n) => String(n).length === digits)).toBe(true);
  }
  const short = all.slice(0, 3).flatMap(({ train, heldOut }) => [...train, ...heldOut]);
  expect(short.sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, n) => n));
  expect(translatorNumbers()).toEqual(all);
});
