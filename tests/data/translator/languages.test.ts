import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type LanguageTag, NUMBER_LANGUAGES } from "../../../src/data/index.js";

const languageOf = (tag: LanguageTag) => NUMBER_LANGUAGES.find((one) => one.tag === tag)!;
const said = (tag: LanguageTag, n: number) => {
  const { tokens, written } = languageOf(tag);
  return written(tokens(n));
};

test("numbers that can be checked by hand", () => {
  const cases: [LanguageTag, number, string][] = [
    ["zh", 20_005, "二万零五"],
    ["ja", 0, "零"],
    ["ja", 111, "百十一"],
    ["ja", 11_000, "一万千"],
    ["ja", 305, "三百五"],
    ["de", 1, "eins"],
    ["de", 21, "einundzwanzig"],
    ["de", 101, "einhunderteins"],
    ["de", 345_678, "dreihundertfünfundvierzigtausendsechshundertachtundsiebzig"],
    ["fr", 71, "soixante et onze"],
    ["fr", 80, "quatre-vingts"],
    ["fr", 81, "quatre-vingt-un"],
    ["fr", 99, "quatre-vingt-dix-neuf"],
    ["fr", 200, "deux cents"],
    ["fr", 80_201, "quatre-vingt mille deux cent un"],
  ];
  for (const [tag, n, words] of cases) expect(said(tag, n)).toBe(words);
  expect(languageOf("de").tokens(21)).toEqual(["ein", "und", "zwanzig"]);
});

/**
 * SHA-256 of numbers, one a line, as ICU 72.1 spells them (PyICU 2.17, `RuleBasedNumberFormat` with
 * `SPELLOUT`), with 〇 as 零, without soft hyphens, and *et* between blanks. All 1,000,000 were compared
 * when the digests were made; here those below 10,000 and every 97th after them.
 */
const icu: Record<LanguageTag, string> = {
  zh: "330d3ce094348f36ac7da1d48d2acbe54336fd94836d778d955fcf02cc6be81b",
  ja: "fa4fddc9d6a9887fdd0c7ebaba01a4cefecf10fc9656e182de5caa1c79d2bb54",
  de: "2bd8191b6da3bcb7a8736f1419ecfa9a9cd08641e332d1c889f657f37f3543ae",
  fr: "a88162efa311a9fc0ff62629e0110ae9bbbdcf31a58e58e09b1d42cd4ceabd05",
};

test.each(NUMBER_LANGUAGES)("$name: numbers are those of ICU", ({ tag, tokens, written }) => {
  const numbers = Array.from({ length: 10_000 }, (_, n) => n);
  for (let n = 10_000; n < 1_000_000; n += 97) numbers.push(n);
  const lines = numbers.map((n) => written(tokens(n)));
  expect(createHash("sha256").update(lines.join("\n")).digest("hex")).toBe(icu[tag]);
});

test("different numbers have different tokens, in every language", () => {
  const number = fc.nat(999_999);
  fc.assert(
    fc.property(number, number, (a, b) => {
      for (const { tokens, written } of NUMBER_LANGUAGES) {
        expect(tokens(a).join() === tokens(b).join()).toBe(a === b);
        expect(written(tokens(a)) === written(tokens(b))).toBe(a === b);
      }
    }),
  );
});

test("says what it cannot take", () => {
  const message = "tokens of Deutsch: n must be an integer in [0, 1000000), got 1000000";
  expect(() => languageOf("de").tokens(1e6)).toThrow(new RangeError(message));
});
