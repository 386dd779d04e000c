/**
 * @file A token that a text repeats, computed once.
 *
 * Without positions and without a causal mask all places of a token are alike: one query, one key, one
 * weight. So a text needs one row for each *different* token. A key that stands `c` times counts `c`-fold
 * in the softmax, `c · eˢ = e^(s + ln c)`, and a query that asks `c` times counts `c`-fold in the mean.
 */

/** Neighbouring rows of a text whose tokens it holds equally often. */
export interface Repeated {
  readonly start: number;
  readonly end: number;
  /** how often it holds each */
  readonly times: number;
}

/** The rows of one text. */
export interface Rows {
  /** one token a row, those that stand only once first */
  readonly tokens: Int32Array;
  /** all rows, in runs of equal `times` */
  readonly repeated: readonly Repeated[];
}

/**
 * The different ones of `tokens`; those that stand equally often in the order in which they first come.
 *
 * @param times - a zero for each token of the vocabulary, before and after
 */
export function differentRows(tokens: readonly number[], times: Int32Array): Rows {
  const different: number[] = [];
  let most = 0;
  for (const token of tokens) {
    if (times[token] === 0) different.push(token);
    times[token]! += 1;
    most = Math.max(most, times[token]!);
  }
  // Where the rows of tokens that stand 1, 2, … times begin.
  const starts = new Int32Array(most + 2);
  for (const token of different) starts[times[token]! + 1]! += 1;
  for (let c = 1; c < starts.length; ++c) starts[c]! += starts[c - 1]!;
  const repeated: Repeated[] = [];
  for (let c = 1; c <= most; ++c) {
    const [start, end] = [starts[c]!, starts[c + 1]!];
    if (start < end) repeated.push({ start, end, times: c });
  }
  const rows = new Int32Array(different.length);
  for (const token of different) {
    rows[starts[times[token]!]!++] = token;
    times[token] = 0;
  }
  return { tokens: rows, repeated };
}

/** `factor · ln c` of a row whose token stands `c` times; `Math.log` may differ in a last bit, float32 does not. */
export function logTimes(times: number, factor: number): number {
  return Math.fround(factor * Math.log(times));
}
