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
  return compare("findNearDuplicates", texts).map(({ novelty }) => novelty);
}

/**
 * For each text the index of the first of its group: its own if it is new.
 *
 * To divide texts so that no two of a group are parted, divide the groups.
 *
 * @param texts - as of `findNearDuplicates`
 * @throws RangeError if a text has no word.
 */
export function groupNearDuplicates(texts: readonly (readonly string[])[]): number[] {
  return compare("groupNearDuplicates", texts).map(({ group }) => group);
}

interface Comparison {
  readonly novelty: Novelty;
  readonly group: number;
}

/** A text that stays: where it is, and how many runs it has. */
interface Kept {
  readonly index: number;
  readonly runs: number;
}

function compare(where: string, texts: readonly (readonly string[])[]): Comparison[] {
  const groupOf = new Map<string, number>(); // of each whole text
  const keptWith = new Map<string, Kept[]>(); // those that have a run
  return texts.map((words, index) => {
    if (words.length === 0) {
      throw new RangeError(`${where}: text ${index} must have a word, got none`);
    }
    const all = words.join(" ");
    const same = groupOf.get(all);
    if (same !== undefined) return { novelty: "duplicate", group: same };
    const runs = runsOf(words);
    const alike = alikeOf(runs, keptWith);
    groupOf.set(all, alike?.index ?? index);
    if (alike) return { novelty: "near-duplicate", group: alike.index };
    const kept = { index, runs: runs.size };
    for (const run of runs) {
      const others = keptWith.get(run);
      if (others) others.push(kept);
      else keptWith.set(run, [kept]);
    }
    return { novelty: "new", group: index };
  });
}

/** A text that stays and shares enough of these runs. */
function alikeOf(
  runs: ReadonlySet<string>,
  keptWith: ReadonlyMap<string, readonly Kept[]>,
): Kept | undefined {
  const shared = new Map<Kept, number>();
  for (const run of runs) {
    for (const kept of keptWith.get(run) ?? []) shared.set(kept, (shared.get(kept) ?? 0) + 1);
  }
  for (const [kept, count] of shared) {
    if (count >= SHARE * Math.min(runs.size, kept.runs)) return kept;
  }
  return undefined;
}

/** The runs of five words; of a shorter text the whole. */
function runsOf(words: readonly string[]): Set<string> {
  const count = Math.max(1, words.length - RUN + 1);
  return new Set(Array.from({ length: count }, (_, i) => words.slice(i, i + RUN).join(" ")));
}
