/**
 * @file A thousand mails of the same corpus as they were collected: with their headers, and with the
 * duplicates that `mails.gz` leaves out.
 *
 * Source and licence as of `mails.ts`. `rawMails.gz` has of each mail its head and the first 600 bytes
 * of its body, byte for byte, and its text by the rule of `mailText.ts`, up to the 64th word; made by
 * `tests/data/packRawMails.ts`, whose test makes it anew and compares. The text is that of the whole mail:
 * of a page the first 600 bytes may be nothing but tags.
 *
 * Drawn are whole groups of near-duplicates, so that a mail comes with all that repeat it.
 */

import { readPacked } from "../readPacked.js";

/** A mail as it was collected. */
export interface RawMail {
  /** as sent, for `parseMail`: head, empty line, the first 600 bytes of the body */
  readonly bytes: Uint8Array;
  /** the first 64 words of the whole body, cleaned */
  readonly text: string;
  /** 1 if it is unwanted advertising, else 0 */
  readonly spam: 0 | 1;
  /** folder and number in the corpus: `"easy-ham-1/00001"` */
  readonly source: string;
}

/** What `rawMails.gz` holds, as JSON. */
export interface PackedRawMails {
  /** source, place in the random order, a character for each byte, text; alike ones side by side */
  readonly mails: readonly (readonly [string, number, string, string])[];
}

const FILE = {
  path: "src/data/mails/rawMails.gz",
  sha256: "c60bd777177bb403a0c36711e731b00c5f6ffdf87211b946669a7be576389412",
};

/**
 * The mails in random order, read from the file that comes with this library and checked byte for byte.
 *
 * @throws Error if the file is missing or damaged; it names the file and the cure.
 */
export async function loadRawMails(): Promise<readonly RawMail[]> {
  const { mails } = await readPacked<PackedRawMails>("loadRawMails", FILE);
  return [...mails]
    .sort(([, a], [, b]) => a - b)
    .map(([source, , sent, text]): RawMail => {
      const bytes = Uint8Array.from(sent, (letter) => letter.charCodeAt(0));
      return { bytes, text, spam: source.startsWith("spam") ? 1 : 0, source };
    });
}
