/**
 * @file `notebooks/source-map.json`: what the three documents say, entry by entry, in our words.
 *
 * One entry a line, so that two people who enter cells in it do not meet. All languages share it.
 */

import { NotebookError } from "../notebook/error.js";
import { parseJson } from "../notebook/json.js";

export const mapFile = "notebooks/source-map.json";

export const kinds = [
  "heading",
  "statement",
  "question",
  "formula",
  "figure",
  "program",
  "number",
  "recommendation",
  "reference",
] as const;

export type Kind = (typeof kinds)[number];

/** Something that the documents state, ask, print or recommend. */
export interface Entry {
  /** section and running number: "A:4.2.2/1"; never given to something else */
  readonly id: string;
  /** "A:4.2.2" */
  readonly section: string;
  /** first and last line of the documents, which lie in one file; from 1 */
  readonly lines: readonly [number, number];
  /** first and last sentence of a line that has more than one; from 1 */
  readonly sentences?: readonly [number, number];
  readonly kind: Kind;
  /** what stands there, in our words */
  readonly says: string;
  /** the cells that answer for it: "06-back-propagation/delta-text" */
  readonly cells: readonly string[];
  /** number of the chapter that will answer, while there is no such notebook: "15" */
  readonly awaits?: string;
  /** the entry whose lines are printed here again, word for word; it answers for both */
  readonly same?: string;
}

/** An entry as it stands in the file. */
interface Written {
  readonly id: string;
  readonly lines: [number, number];
  readonly sentences?: [number, number];
  readonly kind?: Kind;
  readonly says?: string;
  readonly cells?: string[];
  readonly awaits?: string;
  readonly same?: string;
}

const idForm = /^([ABC]:\d+(?:\.[\da-z]+)*)\/[1-9]\d*$/;
const cellForm = /^\d\d-[a-z\d-]+\/[\w-]{1,64}$/;

/** "A:4.2.2/1" → "A:4.2.2" */
export function sectionOf(id: string): string {
  return id.replace(/\/.*$/, "");
}

/**
 * The entries in the text of the file, in the order of the documents.
 *
 * @throws NotebookError if the file has another form: names the first entry at fault and why.
 */
export function readMap(text: string, file: string = mapFile): Entry[] {
  const list = parseJson(text, file);
  if (!Array.isArray(list)) throw new NotebookError({ file }, "must be a list of entries");
  const written = new Map<string, Written>();
  for (const value of list as unknown[]) {
    const fault = formFault(value, written);
    const id = String((value as Partial<Written> | null)?.id);
    if (fault) throw new NotebookError({ file }, `entry ${id}: ${fault}`);
    written.set(id, value as Written);
  }
  return [...written.values()].map((entry): Entry => {
    const { id, lines, sentences, same } = entry;
    const { kind, says, cells = [], awaits } = same === undefined ? entry : written.get(same)!;
    return {
      id,
      section: sectionOf(id),
      lines,
      ...(sentences && { sentences }),
      kind: kind!,
      says: says!,
      cells,
      ...(awaits !== undefined && { awaits }),
      ...(same !== undefined && { same }),
    };
  });
}

/** What is wrong with an entry, given those before it. */
function formFault(value: unknown, before: ReadonlyMap<string, Written>): string | undefined {
  if (typeof value !== "object" || value === null) return "must be an object";
  const { id, lines, sentences, kind, says, cells, awaits, same } = value as Partial<Written>;
  if (typeof id !== "string" || !idForm.test(id)) return 'the id is like "A:4.2.2/1"';
  if (before.has(id)) return "an earlier entry has the same id";
  if (!isRange(lines)) return "lines are [first, last], from 1";
  if (sentences !== undefined && !isRange(sentences)) return "sentences are [first, last], from 1";
  if (same !== undefined) {
    const original = before.get(same);
    if (!original || original.same !== undefined) return `same names no earlier entry: ${same}`;
    const rest = kind ?? says ?? cells ?? awaits;
    return rest === undefined ? undefined : `${same} says, and answers, what it does: leave it out`;
  }
  if (!kinds.includes(kind as Kind)) return `kind is one of ${kinds.join(", ")}, got ${kind}`;
  if (typeof says !== "string" || says.trim() === "") return "says must tell what stands there";
  if ((cells === undefined) === (awaits === undefined)) {
    return 'has either cells, or the chapter that it awaits: "awaits": "15"';
  }
  if (awaits !== undefined && !/^\d\d$/.test(awaits)) return 'awaits is a chapter: "15"';
  const isList = Array.isArray(cells) && cells.length > 0 && new Set(cells).size === cells.length;
  const isCells = isList && cells.every((cell) => cellForm.test(cell));
  if (cells && !isCells) return 'cells are a list such as ["06-back-propagation/delta-text"]';
  return undefined;
}

function isRange(value: unknown): value is [number, number] {
  if (!Array.isArray(value) || value.length !== 2 || !value.every(Number.isInteger)) return false;
  return value[0] >= 1 && value[1] >= value[0];
}
