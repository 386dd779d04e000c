/**
 * @file A displayed formula bound to running code, and proved able to fail.
 *
 * A check that nothing can fail shows nothing. So each brings rogues, plausible wrong versions of
 * its formula, and holds only if it rejects them all.
 */

import { type Random, random } from "../matrix/index.js";
import { distance, largestShare, type Numbers } from "./compare.js";
import { emit } from "./display.js";
import { type CheckRecord, RECORD_MIME, type RogueRecord } from "./records.js";
import { median } from "./statistics.js";
import { percent, scientific } from "./words.js";

/** A plausible wrong version of the formula. */
export interface Rogue<Inputs> {
  /** what it gets wrong, in a few words */
  readonly name: string;
  /** the wrong formula in TeX, without `$`; defaults to none */
  readonly tex?: string;
  /** what it computes instead */
  readonly formula: (inputs: Inputs) => Numbers;
}

export interface CheckOptions<Inputs> {
  /** How many random inputs are tried; defaults to 200. */
  readonly cases?: number;
  /** Seed of the random inputs; defaults to 1. */
  readonly seed?: number;
  /** The largest error that counts as equal, as `max |a − b| / max(1, |b|)`. */
  readonly tolerance: number;
  /** One random input. */
  readonly draw: (random: Random) => Inputs;
  /** The formula is an upper bound of the reference, not its value; defaults to false. */
  readonly bound?: boolean;
  /** The formula as displayed. */
  readonly formula: (inputs: Inputs) => Numbers;
  /** The same quantity by an independent way. */
  readonly reference: (inputs: Inputs) => Numbers;
  /** At least two. */
  readonly rogues: readonly Rogue<Inputs>[];
}

/**
 * Holds if `formula` equals `reference` on every drawn input, or with `bound` is not exceeded by it,
 * and every rogue misses on more than half of them.
 *
 * Nothing is returned: tslab would print it under what is shown.
 *
 * @param id - the label of the displayed formula, `eq:…`
 * @throws Error if the formula differs from the reference, or a rogue passes.
 * @throws RangeError if the id is not a label, or there are fewer than two rogues.
 */
export function check<Inputs>(id: string, options: CheckOptions<Inputs>): void {
  const { cases = 200, seed = 1, tolerance, draw, formula, reference, rogues } = options;
  const error = options.bound ? excess : distance;
  if (!/^eq:[a-z0-9-]+$/.test(id)) {
    throw new RangeError(`check: id must be a label like "eq:forward", got "${id}"`);
  }
  if (rogues.length < 2) {
    throw new RangeError(`check ${id}: needs at least 2 rogues, got ${rogues.length}`);
  }
  if (!(Number.isInteger(cases) && cases >= 1 && tolerance >= 0)) {
    throw new RangeError(
      `check ${id}: cases must be a positive integer and tolerance at least 0, got ${cases} and ${tolerance}`,
    );
  }
  const generator = random(seed);
  const inputs = Array.from({ length: cases }, () => draw(generator));
  const expected = inputs.map(reference);
  const largestError = inputs
    .map((input, k) => error(formula(input), expected[k]!))
    .reduce((a, b) => Math.max(a, b), 0);
  const tried = rogues.map((rogue) => tryRogue(rogue, inputs, expected, tolerance, error));
  const record: CheckRecord = {
    kind: "check",
    id,
    passed: largestError <= tolerance && tried.every((rogue) => rogue.rejected),
    cases,
    tolerance,
    largestError: Number.isFinite(largestError) ? largestError : null,
    rogues: tried,
    ...(options.bound && { reached: reached(inputs.map(formula), expected) }),
  };
  emit({ [RECORD_MIME]: record, "text/plain": inWords(record) }, inWords(record));
  if (!record.passed) throw new Error(inWords(record));
}

type Apart = (result: Numbers, expected: Numbers) => number;

/** By what share of itself a bound is exceeded; 0 where it holds. */
const excess: Apart = (bound, value) => Math.max(0, largestShare(value, bound) - 1);

/** The largest share of its bound that any value reaches. */
function reached(bounds: readonly Numbers[], values: readonly Numbers[]): number {
  return Math.max(...bounds.map((bound, k) => largestShare(values[k]!, bound)));
}

function tryRogue<Inputs>(
  rogue: Rogue<Inputs>,
  inputs: readonly Inputs[],
  expected: readonly Numbers[],
  tolerance: number,
  apart: Apart,
): RogueRecord {
  const errors = inputs.map((input, k) => {
    try {
      return apart(rogue.formula(input), expected[k]!);
    } catch {
      return Number.NaN; // shapes that do not fit: it misses, without a number to say by how much
    }
  });
  const misses = errors.filter((error) => !(error <= tolerance)).length;
  const finite = errors.filter((error) => Number.isFinite(error));
  return {
    name: rogue.name,
    tex: rogue.tex ?? "",
    medianError: finite.length > 0 ? median(finite) : null,
    rejected: misses > inputs.length / 2,
  };
}

function inWords(record: CheckRecord): string {
  const { id, passed, cases, tolerance, largestError, rogues } = record;
  const error = `largest error ${scientific(largestError)} on ${cases} random inputs`;
  if (passed && record.reached !== undefined) {
    const share = `at most ${percent(record.reached)} of the bound`;
    return `✓ ${id}: ${share} on ${cases} random inputs, ${rogues.length} rogues rejected`;
  }
  if (passed) return `✓ ${id}: ${error}, ${rogues.length} rogues rejected`;
  const missed = rogues.filter((rogue) => !rogue.rejected).map((rogue) => `"${rogue.name}"`);
  return missed.length > 0
    ? `✗ ${id}: the check does not reject the rogue ${missed.join(", ")}; ${error}`
    : `✗ ${id}: ${record.reached === undefined ? "formula and reference differ" : "the bound is exceeded"}: ${error}, tolerance ${scientific(tolerance)}`;
}
