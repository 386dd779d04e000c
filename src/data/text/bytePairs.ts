/// <reference lib="dom" />
/**
 * @file Byte-pair encoding: text as pieces between letter and word, found by counting.
 *
 * Ids: 0 and 1 as in every vocabulary, `2 + b` for byte `b` of the text in UTF-8, then `258 + k` for the
 * pair that was merged as the `k`-th. As every byte has an id, nothing is unknown.
 *
 * Source: Sennrich, Haddow, Birch, "Neural Machine Translation of Rare Words with Subword Units" (2016),
 * algorithm 1; on bytes: Radford et al., "Language Models are Unsupervised Multitask Learners" (2019).
 */

import { checkIndex } from "../../matrix/index.js";
import { checkText } from "./checkText.js";
import { PADDING, UNKNOWN } from "./vocabulary.js";

/** The id of byte 0. */
export const FIRST_BYTE = 2;
/** The id of the first pair that was merged. */
export const FIRST_MERGE: number = FIRST_BYTE + 256;

/** What byte-pair encoding has learned: plain JSON. */
export interface BytePairs {
  /** the two ids that became `258 + k`, in the order of learning */
  readonly merges: readonly (readonly [left: number, right: number])[];
}

// A pair never reaches from one piece into the next: one blank may stand before letters, before digits
// and before signs; any other blank is alone.
const PIECE = / ?(?:[\p{L}\p{M}]+|\p{N}+|[^\s\p{L}\p{M}\p{N}]+)|\s/gu;

/**
 * The ids of a text; `decodeBytePairs` gives the text back, to the letter.
 *
 * In each piece of the text the pair that was learned first is merged, from the left, until none is left.
 *
 * @throws RangeError if the text is empty, or has half of a pair of surrogates, which is no Unicode.
 */
export function encodeBytePairs({ merges }: BytePairs, text: string): number[] {
  const ranks = new Map(merges.map(([left, right], k) => [pairKey(left, right), k]));
  const known = new Map<string, readonly number[]>();
  return textPieces("encodeBytePairs", text).flatMap((piece) => {
    const ids = known.get(piece) ?? mergePiece(byteIds(piece), merges, ranks);
    known.set(piece, ids);
    return ids;
  });
}

/**
 * The text of ids; padding gives nothing, unknown U+FFFD, as do bytes that are no UTF-8.
 *
 * @throws RangeError if an id is not of this encoding, or a merge is of ids that come after it.
 */
export function decodeBytePairs(bytePairs: BytePairs, ids: ArrayLike<number>): string {
  const table = bytesOfIds(bytePairs);
  const bytes = Array.from(ids).flatMap((id, i) => {
    checkIndex("decodeBytePairs", `id ${i}`, id, table.length);
    return table[id]!;
  });
  // Else a text that begins with U+FEFF would lose it.
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

/** The parts of a text within which pairs are merged; joined they are the text. */
export function textPieces(where: string, text: string): string[] {
  checkText(where, text);
  const half = text.search(/\p{Surrogate}/u);
  if (half >= 0) {
    const got = `got half of a pair of surrogates at index ${half}`;
    throw new RangeError(`${where}: text must be Unicode, ${got}`);
  }
  return text.match(PIECE)!;
}

/** The ids of the bytes of a text. */
export function byteIds(text: string): number[] {
  return Array.from(new TextEncoder().encode(text), (byte) => FIRST_BYTE + byte);
}

/** One number for a pair: smaller for a smaller left id, then for a smaller right one. */
export function pairKey(left: number, right: number): number {
  return left * 2 ** 26 + right;
}

/** `ids` with each `left, right` replaced by `merged`, from the left on. */
export function mergePair(
  ids: readonly number[],
  [left, right]: readonly [number, number],
  merged: number,
): number[] {
  const shorter: number[] = [];
  for (let i = 0; i < ids.length; ++i) {
    const isPair = ids[i] === left && ids[i + 1] === right;
    shorter.push(isPair ? merged : ids[i]!);
    if (isPair) i += 1;
  }
  return shorter;
}

function mergePiece(
  bytes: readonly number[],
  merges: BytePairs["merges"],
  ranks: ReadonlyMap<number, number>,
): readonly number[] {
  let ids = bytes;
  for (;;) {
    let first = merges.length;
    for (let i = 1; i < ids.length; ++i) {
      first = Math.min(first, ranks.get(pairKey(ids[i - 1]!, ids[i]!)) ?? first);
    }
    if (first === merges.length) return ids;
    ids = mergePair(ids, merges[first]!, FIRST_MERGE + first);
  }
}

/** The bytes of each id. */
function bytesOfIds({ merges }: BytePairs): number[][] {
  const table: number[][] = [];
  table[PADDING] = [];
  table[UNKNOWN] = [0xef, 0xbf, 0xbd]; // U+FFFD
  for (let byte = 0; byte < 256; ++byte) table.push([byte]);
  for (const [k, pair] of merges.entries()) {
    for (const id of pair) checkIndex("decodeBytePairs", `ids of merge ${k}`, id, table.length);
    table.push(pair.flatMap((id) => table[id]!));
  }
  return table;
}
