import { expect, test } from "vitest";
import { type GptTokenizer, loadGptTokenizer } from "../../../src/data/index.js";

const text = "Everyone’s right to life: 12345 人人有权享有生命 လူတိုင်း अधिकार\n";

test.each<[GptTokenizer["name"], number]>([
  ["cl100k_base", 100_256],
  ["o200k_base", 199_998],
])("%s has its table, and cuts without loss", async (name, size) => {
  const { cut, encode, ranks } = await loadGptTokenizer(name);
  expect(ranks.size).toBe(size);
  expect(new Set(ranks.values()).size).toBe(size);
  expect(cut(text).join("")).toBe(text);
  // Every byte is a token, so nothing is unknown; no token reaches from one piece to the next.
  for (let byte = 0; byte < 256; ++byte) expect(ranks.has(String.fromCharCode(byte))).toBe(true);
  expect(cut(text).flatMap(encode)).toEqual(encode(text));
});

test("known tokens: a word with its space is one, in both", async () => {
  for (const name of ["cl100k_base", "o200k_base"] as const) {
    const { encode, ranks } = await loadGptTokenizer(name);
    expect(encode(" rights")).toEqual([ranks.get(" rights")]);
  }
});

test("the old one cuts at every vowel sign of Hindi, the new one does not", async () => {
  const [old, now] = await Promise.all([
    loadGptTokenizer("cl100k_base"),
    loadGptTokenizer("o200k_base"),
  ]);
  expect(old.cut("अधिकार")).toEqual(["अध", "िक", "ार"]);
  expect(now.cut("अधिकार")).toEqual(["अधिकार"]);
});
