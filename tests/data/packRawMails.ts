/** @file Makes `src/data/mails/rawMails.gz` of the corpus, the same at every run but for the packing. */

import { groupNearDuplicates } from "../../src/data/mails/nearDuplicates.js";
import { byteString } from "../../src/data/mails/parseMail.js";
import type { PackedRawMails } from "../../src/data/mails/rawMails.js";
import { random } from "../../src/matrix/index.js";
import { cleanedCorpus, firstWords } from "./packMails.js";

const SEED = 4;
const WORDS = 64;
const FEWEST = 5;
const OPENING = 600;
const MAILS = 1000;

/** Cleans the corpus, draws groups of near-duplicates until there are enough mails, and cuts. */
export async function packRawMails(): Promise<PackedRawMails> {
  const all = (await cleanedCorpus()).map(({ source, bytes, text }) => ({
    source,
    sent: opening(byteString(bytes)),
    ...firstWords(text, WORDS),
  }));
  const drawn = random(SEED);
  const long = Array.from(drawn.permutation(all.length), (i) => all[i]!).filter(
    ({ words }) => words.length >= FEWEST,
  );
  const groups = groupNearDuplicates(long.map(({ words }) => words));
  const members = new Map<number, number[]>();
  for (const [i, group] of groups.entries()) {
    members.set(group, [...(members.get(group) ?? []), i]);
  }
  const firsts = [...members.keys()];
  const chosen: number[] = [];
  for (const k of drawn.permutation(firsts.length)) {
    if (chosen.length >= MAILS) break;
    chosen.push(...members.get(firsts[k]!)!);
  }
  // Drawn anew: else those of a group would stand side by side.
  const places = drawn.permutation(chosen.length);
  return {
    mails: chosen
      .map((i, n) => {
        const { source, sent, text } = long[i]!;
        return [source, places[n]!, sent, text] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

/** The head, and the first bytes of the body. */
function opening(sent: string): string {
  const body = /\r?\n\r?\n/.exec(sent);
  return body ? sent.slice(0, body.index + body[0].length + OPENING) : sent.slice(0, OPENING);
}
