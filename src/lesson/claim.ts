/**
 * @file A statement of the documents, judged over seeds.
 *
 * The rule: one printed run is compared with the interval in which one more run would fall, not with
 * the interval of the mean.
 */

import { emit } from "./display.js";
import { type ClaimRecord, RECORD_MIME, type Verdict } from "./records.js";
import { isQuick } from "./size.js";
import { mean, predictionInterval } from "./statistics.js";
import { short } from "./words.js";

export interface ClaimOptions {
  /** What is claimed, as a sentence. */
  readonly title: string;
  /** The place in the documents, "A:5.4". */
  readonly source: string;
  /** The printed value; leave it out if none is printed. */
  readonly printed?: number;
  /** One measured value for each seed; leave it out if nothing can be measured. */
  readonly values?: readonly number[];
  /** Overrides the rule where it does not apply; needs `because`. */
  readonly verdict?: Verdict;
  /** One sentence: why this verdict; defaults to the rule in words. */
  readonly because?: string;
}

/**
 * Judges a claim: *reproduced* if the printed value lies in the 95 % prediction interval of the
 * values, *not reproduced* if it does not, *not measured* in quick mode. A verdict of its own that
 * rests on no values, and *not checkable*, need no measurement and hold in quick mode too.
 *
 * @param id - "claim:…"
 * @throws RangeError if there is nothing to judge by and no verdict with a reason is given.
 */
export function claim(id: string, options: ClaimOptions): void {
  const { title, source, printed = null, values = [] } = options;
  if (!/^claim:[a-z0-9-]+$/.test(id)) {
    throw new RangeError(`claim: id must be like "claim:accuracy", got "${id}"`);
  }
  if (!values.every(Number.isFinite)) {
    throw new RangeError(`claim ${id}: values must be finite, got ${values.join(", ")}`);
  }
  const interval = values.length >= 2 ? predictionInterval(values) : null;
  const needsMeasurement =
    options.verdict !== "not checkable" && (options.verdict === undefined || values.length > 0);
  const { verdict, because } =
    isQuick() && needsMeasurement
      ? { verdict: "not measured" as const, because: "Quick sizes were used." }
      : judge(id, options, printed, interval);
  const record: ClaimRecord = {
    kind: "claim",
    id,
    title,
    source,
    printed,
    values: [...values],
    estimate: values.length > 0 ? mean(values) : null,
    interval,
    seeds: values.length,
    verdict,
    because,
  };
  const words = `${title} (${source}): ${verdict}. ${because}`;
  emit({ [RECORD_MIME]: record, "text/plain": words }, words);
}

function judge(
  id: string,
  { verdict, because, values = [] }: ClaimOptions,
  printed: number | null,
  interval: [number, number] | null,
): { verdict: Verdict; because: string } {
  if (verdict !== undefined) {
    if (!because) throw new RangeError(`claim ${id}: a verdict of its own needs a reason`);
    return { verdict, because };
  }
  if (printed === null || interval === null) {
    throw new RangeError(
      `claim ${id}: needs a printed value and at least 2 measured ones, or a verdict with a reason, got ${printed} and ${values.length}`,
    );
  }
  const [low, high] = interval;
  const inside = printed >= low && printed <= high;
  const rule = `One more run would fall between ${short(low)} and ${short(high)}, and the printed ${short(printed)} ${inside ? "does" : "does not"}.`;
  return { verdict: inside ? "reproduced" : "not reproduced", because: because ?? rule };
}
