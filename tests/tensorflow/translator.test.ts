import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  decodeTokens,
  englishNumber,
  type LanguageTag,
  loadNumberTranslator,
  NUMBER_LANGUAGES,
  type NumberTranslator,
  numberPair,
  translatorNumbers,
  translatorSource,
} from "../../src/data/index.js";
import { translatorVocabularies } from "../../src/data/translator/vocabularies.js";
import { argmaxRows } from "../../src/matrix/index.js";
import { greedyDecode, logSoftmax, transformer } from "../../src/network/index.js";
import { packTranslator, trainTranslator } from "./trainTranslator.js";

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

// Registered only when it is asked for: a test that is skipped on every machine would count as missing.
if (process.env.COURSE_PACK) {
  test("COURSE_PACK=1 trains the translator anew; half an hour, stopped and started at will", async () => {
    const model = await trainTranslator(path(".course/translator"), console.log);
    const packed = gzipSync(JSON.stringify(packTranslator(model)), { level: 9 });
    await mkdir(path("src/data/translator"), { recursive: true });
    await writeFile(path("src/data/translator/translator.gz"), packed);
  }, 7_200_000);
}

/** Greedily, by hand. */
function say({ source, target, model }: NumberTranslator, tag: LanguageTag, english: string) {
  const ids = translatorSource(source, tag, english.split(/[ -]/));
  const next = (prefix: readonly number[]) => {
    const { logits } = transformer({ source: ids, target: prefix }, model);
    return logSoftmax(logits).data.subarray(-target.tokens.length);
  };
  const ends = { begin: target.ids.get("[START]")!, end: target.ids.get("[END]")! };
  const { written } = NUMBER_LANGUAGES.find((language) => language.tag === tag)!;
  return written(decodeTokens(target, greedyDecode(next, { ...ends, maxLength: 24 }).ids));
}

describe.skipIf(process.env.COURSE_PACK)("the translator of translator.gz", () => {
  test("is read whole, and has the vocabularies of the numbers that it has learned from", async () => {
    const { source, target } = await loadNumberTranslator();
    const learned = translatorVocabularies();
    expect(source.tokens).toEqual(learned.source.tokens);
    expect(target.tokens).toEqual(learned.target.tokens);
    const file = await readFile(path("src/data/translator/translator.gz"));
    expect(file.length).toBeLessThan(200_000);
  });

  test.each([
    [305, "三百零五", "三百五", "dreihundertfünf", "trois cent cinq"],
    [
      345_678,
      "三十四万五千六百七十八",
      "三十四万五千六百七十八",
      "dreihundertfünfundvierzigtausendsechshundertachtundsiebzig",
      "trois cent quarante-cinq mille six cent soixante-dix-huit",
    ],
    [20_080, "二万零八十", "二万八十", "zwanzigtausendachtzig", "vingt mille quatre-vingts"],
  ])("says %i in four languages", async (n, ...wanted) => {
    const translator = await loadNumberTranslator();
    const said = NUMBER_LANGUAGES.map(({ tag }) => say(translator, tag, englishNumber(n)));
    expect(said).toEqual(wanted);
  });

  test("translates numbers that it has never seen", async () => {
    const { source, target, model } = await loadNumberTranslator();
    const [start, end] = [target.ids.get("[START]")!, target.ids.get("[END]")!];
    const asked = translatorNumbers().flatMap(({ heldOut }) => heldOut.slice(0, 20));
    const shares = NUMBER_LANGUAGES.map(({ tag, tokens }) => {
      const right = asked.filter((n) => {
        const said = tokens(n).map((token) => target.ids.get(token)!);
        const ids = translatorSource(source, tag, numberPair(n).source);
        // Right at every place behind the right beginning: then greedy decoding says the same.
        const { logits } = transformer({ source: ids, target: [start, ...said] }, model);
        return argmaxRows(logits).join() === [...said, end].join();
      });
      return right.length / asked.length;
    });
    expect(Math.min(...shares)).toBeGreaterThan(0.95);
  });
});
