/**
 * @file The lines of the documents, without a word of them: a digest and the number of sentences.
 *
 * The documents do not belong to the project. What it keeps, in `notebooks/source-lines.txt`, proves
 * that no sentence was left out of the map, and that the third document repeats the second; and
 * whoever has the documents can prove that these are their lines: `npm run check -- --documents FILE`.
 */

import { digestOf } from "../digest.js";

export const linesFile = "notebooks/source-lines.txt";

/** One line of the documents. */
export interface SourceLine {
  /** the first 8 digits of its SHA-256; empty for an empty line */
  readonly digest: string;
  /** sentences or parts of one that stand in it; 0 if it has no words */
  readonly sentences: number;
}

/** The lines of the documents as `notebooks/source-lines.txt` keeps them, each in its own line. */
export function digestLines(documents: string): string {
  return documents
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => {
      if (line.trim() === "") return "\n";
      const digest = digestOf(line).slice(0, 8);
      return `${digest} ${sentencesOf(line)}\n`;
    })
    .join("");
}

/** Number of sentences, each with a letter or digit; marks alone (`---`, a fence) have none. */
function sentencesOf(line: string): number {
  if (line.startsWith("```")) return 0;
  return line.split(/[。！？]/).filter((part) => /[\p{L}\d]/u.test(part)).length;
}

/** What the file keeps. @throws RangeError if a line has another form. */
export function readLines(text: string): SourceLine[] {
  return text
    .replace(/\n$/, "")
    .split("\n")
    .map((line, index) => {
      const [, digest = "", sentences = "0"] = /^([\da-f]{8}) (\d+)$/.exec(line) ?? [];
      if (line !== "" && digest === "") {
        throw new RangeError(`${linesFile}, line ${index + 1}: "${line}" is no digest and number`);
      }
      return { digest, sentences: Number(sentences) };
    });
}
