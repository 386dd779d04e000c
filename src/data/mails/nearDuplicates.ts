/**
 * @file Which texts say nearly the same as one before.
 *
 * The rule: two texts are near-duplicates if they share half or more of the shorter one's runs of five
 * words, each run counted once. Of a group the first one stays.
 *
 * Source: Broder, "On the resemblance and containment of documents" (1997).
 */

const RUN = 5;
const SHARE = 0.5;

/** What a text is to those before it. */
export type Novelty = "new" | "duplicate" | "near-duplicate";

/**
 * For each text whether it is new, the same words as one before, or nearly those of a new one before.
 *
 * @param texts - lists of words, in the order in which the first of a group stays
 * @throws RangeError if a text has no word.
 */
export function findNearDuplicates(texts: readonly (readonly string[])[]): Novelty[] {
  const whole = new Set<string>();
  const keptRuns: number[] = []; // of each text that stays, how many runs it has
  const keptWith = new Map<string, number[]>(); // which of these have a run
  return texts.map((words, i) => {
    if (words.length === 0) {
      throw new RangeError(`findNearDuplicates: text ${i} must have a word, got none`);
    }
    const all = words.join(" ");
    if (whole.has(all)) return "duplicate";
    whole.add(all);
    const runs = runsOf(words);
    const shared = new Map<number, number>();
    for (const run of runs) {
      for (const k of keptWith.get(run) ?? []) shared.set(k, (shared.get(k) ?? 0) + 1);
    }
    for (const [k, count] of shared) {
      if (count >= SHARE * Math.min(runs.size, keptRuns[k]!)) return "near-duplicate";
    }
    for (const run of runs) {
      const texts = keptWith.get(run);
      if (texts) texts.push(keptRuns.length);
      else keptWith.set(run, [keptRuns.length]);
    }
    keptRuns.push(runs.size);
    return "new";
  });
}

/** The runs of five words; of a shorter text the whole. */
function runsOf(words: readonly string[]): Set<string> {
  const count = Math.max(1, words.length - RUN + 1);
  return new Set(Array.from({ length: count }, (_, i) => words.slice(i, i + RUN).join(" ")));
}
