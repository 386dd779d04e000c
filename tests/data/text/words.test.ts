import * as fc from "fast-check";
import { expect, test } from "vitest";
import { characterTokens, wordTokens } from "../../../src/data/index.js";
import { wordPlaces } from "../../../src/data/text/words.js";

test("words are runs of letters and digits in lower case; a Chinese character is one", () => {
  expect(wordTokens("Don’t PANIC!! It's 3.50 EUR, 'quoted'; café ÉTÉ")).toEqual([
    "don't",
    "panic",
    "it's",
    "3",
    "50",
    "eur",
    "quoted",
    "café",
    "été",
  ]);
  expect(wordTokens("我们learn中文2次")).toEqual(["我", "们", "learn", "中", "文", "2", "次"]);
  expect(wordTokens("... 😀 --")).toEqual([]);
});

test("the end of each word is where the text may be cut", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 23 }), (text) => {
      const places = wordPlaces(text);
      places.forEach(({ end }, i) => {
        expect(wordPlaces(text.slice(0, end))).toEqual(places.slice(0, i + 1));
      });
    }),
    { numRuns: 29 },
  );
});

test("the characters of a text joined are the text", () => {
  expect(characterTokens("a😀中")).toEqual(["a", "😀", "中"]);
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
      expect(characterTokens(text).join("")).toBe(text);
    }),
  );
  expect(characterTokens("\uD83D")).toEqual(["\uD83D"]);
});

test("an empty text is refused", () => {
  for (const [name, tokens] of Object.entries({ wordTokens, characterTokens })) {
    const error = new RangeError(`${name}: text must have a character, got ""`);
    expect(() => tokens("")).toThrow(error);
  }
});
