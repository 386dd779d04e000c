/** @file Byte-pair encoding learned from texts: the most frequent pair becomes one, again and again. */

import { checkCount } from "../../matrix/index.js";
import {
  type BytePairs,
  byteIds,
  FIRST_MERGE,
  mergePair,
  pairKey,
  textPieces,
} from "./bytePairs.js";

/** A part of the texts within which pairs are merged. */
interface Piece {
  ids: readonly number[];
  /** how often it comes in the texts */
  readonly count: number;
}

/** A pair of neighbours, and where it is. */
interface Pair {
  readonly pair: readonly [number, number];
  count: number;
  /** the pieces that have it, or had it */
  readonly pieces: Set<Piece>;
}

type Pairs = Map<number, Pair>;

/**
 * The `merges` pairs of neighbours that are most frequent, each counted with those before it merged.
 *
 * Of two as frequent the one with the smaller left id comes first, then with the smaller right one: the
 * order of the texts makes no difference. Fewer are returned if no pair comes twice.
 *
 * @param merges - how many; a vocabulary has `258 + merges` ids
 * @throws RangeError if there is no text, a text is empty or no Unicode, or `merges` is not a positive
 * integer.
 */
export function trainBytePairs(texts: readonly string[], merges: number): BytePairs {
  const where = "trainBytePairs";
  checkCount(where, "merges", merges);
  checkCount(where, "the number of texts", texts.length);
  const pairs: Pairs = new Map();
  for (const piece of countPieces(where, texts)) addPairs(pairs, piece, 1);
  const learned: (readonly [number, number])[] = [];
  while (learned.length < merges) {
    const best = mostFrequent(pairs);
    if (!best || best.count < 2) break;
    for (const piece of best.pieces) {
      addPairs(pairs, piece, -1);
      piece.ids = mergePair(piece.ids, best.pair, FIRST_MERGE + learned.length);
      addPairs(pairs, piece, 1);
    }
    learned.push(best.pair);
  }
  return { merges: learned };
}

function countPieces(where: string, texts: readonly string[]): Piece[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const piece of textPieces(where, text)) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  }
  return Array.from(counts, ([text, count]) => ({ ids: byteIds(text), count }));
}

/** Counts the neighbours in a piece, `sign` times. */
function addPairs(pairs: Pairs, piece: Piece, sign: 1 | -1): void {
  const { ids, count } = piece;
  for (let i = 1; i < ids.length; ++i) {
    const pair = [ids[i - 1]!, ids[i]!] as const;
    const key = pairKey(...pair);
    const found = pairs.get(key) ?? { pair, count: 0, pieces: new Set() };
    found.count += sign * count;
    found.pieces.add(piece);
    if (found.count > 0) pairs.set(key, found);
    else pairs.delete(key);
  }
}

function mostFrequent(pairs: Pairs): Pair | undefined {
  let best: Pair | undefined;
  let bestKey = 0;
  for (const [key, pair] of pairs) {
    const more = !best || pair.count > best.count || (pair.count === best.count && key < bestKey);
    if (more) [best, bestKey] = [pair, key];
  }
  return best;
}
