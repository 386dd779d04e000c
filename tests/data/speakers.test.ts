import { expect, test } from "vitest";
import { loadSpeakers } from "../../src/data/index.js";

const speakers = await loadSpeakers();

test("sums a language over its countries", () => {
  // Of 400,000 people in the Maldives nearly all speak Dhivehi; nowhere else does the table name it.
  expect(speakers.get("dv")!.people).toBeGreaterThan(300_000);
  expect(speakers.get("dv")!.people).toBeLessThan(600_000);
  // More people speak English, first or second, than all countries have where it is the first.
  expect(speakers.get("en")!.people).toBeGreaterThan(1e9);
  expect(speakers.get("en")!.income).toBeGreaterThan(speakers.get("ja")!.income);
});

test("has tags with a hyphen, and no language without people", () => {
  expect(speakers.has("zh-Hant")).toBe(true);
  expect([...speakers.keys()].filter((tag) => tag.includes("_"))).toEqual([]);
  for (const { people, income } of speakers.values()) {
    expect(people).toBeGreaterThanOrEqual(0);
    expect(Number.isFinite(income)).toBe(true);
  }
});
