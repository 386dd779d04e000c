import { beforeEach, expect, test, vi } from "vitest";
import { loadReviews } from "../../src/data/index.js";
import { broken, mend } from "./brokenPackages.js";

vi.mock("#platform", async (original) =>
  (await import("./brokenPackages.js")).breakable(await original()),
);

beforeEach(mend);

test("has a thousand sentences of each site, but for those that come twice, and both kinds alike", async () => {
  const reviews = await loadReviews();
  const counts = (["amazon", "imdb", "yelp"] as const).map((site) => {
    const list = reviews.filter((one) => one.site === site);
    expect(new Set(list.map(({ text }) => text)).size).toBe(list.length);
    return [list.length, list.filter(({ positive }) => positive === 1).length];
  });
  expect(counts).toMatchInlineSnapshot(`
    [
      [
        990,
        493,
      ],
      [
        997,
        498,
      ],
      [
        996,
        499,
      ],
    ]
  `);
  expect(reviews.every(({ text }) => text.trim() === text && text !== "")).toBe(true);
});

test("a sentence keeps its label", async () => {
  const reviews = await loadReviews();
  expect(reviews.find(({ text }) => text === "Good case, Excellent value.")?.positive).toBe(1);
  expect(reviews.find(({ text }) => text.startsWith("So there is no way for me"))?.positive).toBe(
    0,
  );
});

test.each([
  ["missing", "could not be read"],
  ["short", "is damaged: its SHA-256 is"],
] as const)("refuses a file that is %s, and says what to do", async (how, message) => {
  broken.how = how;
  await expect(loadReviews()).rejects.toThrow(message);
  await expect(loadReviews()).rejects.toThrow("then run: npm install sentiment@5.0.2");
});
