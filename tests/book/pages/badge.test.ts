/** What the badge under a formula says of the check. */

import { expect, test } from "vitest";
import { badge } from "../../../book/pages/check.js";
import type { RenderEnv } from "../../../book/pages/markdownHtml.js";
import { check } from "./sampleRecords.js";

const env = {} as RenderEnv;
const words = (fields: Partial<typeof check>) =>
  badge({ ...check, ...fields }, "5.2", env).match(/<span>(.*?)<\/span>/)?.[1];

test("an equality says how far the two sides were apart", () => {
  expect(words({})).toBe("checked on 200 random inputs, largest error 3e-15 · 3 rogues rejected");
  expect(words({ largestError: 0 })).toBe(
    "checked on 200 random inputs, equal to the last digit · 3 rogues rejected",
  );
});

test("a bound says how nearly it was reached", () => {
  expect(words({ largestError: 0, reached: 0.7715 })).toBe(
    "checked on 200 random inputs, at most 77 % of the bound · 3 rogues rejected",
  );
});
