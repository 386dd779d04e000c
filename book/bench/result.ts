/** @file From the times of all rounds to the table: medians, and ratios within a round. */

/** One measurement: a row in one round, in a process of its own. */
export type Sample =
  | {
      readonly msPerStep: number;
      /** mean training loss over the last epoch */
      readonly loss: number;
      /** what ran, by name: `{ keras: "3.15.1" }` */
      readonly versions: Readonly<Record<string, string>>;
    }
  | { readonly reason: string };

/** A row of the table. */
export interface BenchRow {
  readonly name: string;
  /** median over the rounds; data loading and the first steps are left out */
  readonly msPerStep: number | null;
  /** median of the ratios within each round */
  readonly timesFasterThanKeras: number | null;
  /** mean training loss over the last epoch: they all learn the same */
  readonly loss: number | null;
  /** why there is no number */
  readonly reason?: string;
}

/** The table, and what it was measured on. */
export interface Bench {
  readonly name: string;
  readonly device: string;
  readonly rounds: number;
  readonly rows: readonly BenchRow[];
  readonly versions: Readonly<Record<string, string>>;
  /** the day of the measurement, `2026-11-23` */
  readonly date: string;
}

/** The row that all others are compared with. */
export const REFERENCE = "keras-fit";

/**
 * The rows, in the order of `names`.
 *
 * @param rounds - for each round the sample of every row
 */
export function summarise(
  names: readonly string[],
  rounds: readonly ReadonlyMap<string, Sample>[],
): BenchRow[] {
  return names.map((name) => {
    const samples = rounds.map((round) => timeOf(round.get(name)));
    const missing = samples.find((sample) => typeof sample === "string");
    if (typeof missing === "string") {
      return { name, msPerStep: null, timesFasterThanKeras: null, loss: null, reason: missing };
    }
    const times = samples as number[];
    const row = {
      name,
      msPerStep: round(median(times), 3),
      loss: round(median(rounds.map((samples) => lossOf(samples.get(name)))), 4),
    };
    const references = rounds.map((samples) => timeOf(samples.get(REFERENCE)));
    const noReference = references.find((reference) => typeof reference === "string");
    if (typeof noReference === "string") {
      const reason = `nothing to compare with: ${REFERENCE}: ${noReference}`;
      return { ...row, timesFasterThanKeras: null, reason };
    }
    const ratios = (references as number[]).map((reference, k) => reference / times[k]!);
    return { ...row, timesFasterThanKeras: round(median(ratios), 2) };
  });
}

/** The middle one of the numbers in order; of an even count the mean of the middle two. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1]!, sorted[Math.floor(middle)]!];
  return (low + high) / 2;
}

/** The table as text, in columns. */
export function table({ name, device, rounds, rows }: Bench): string {
  const header = ["", "ms a step", "× Keras", "loss", ""];
  const lines = rows.map(({ name, msPerStep, timesFasterThanKeras, loss, reason }) => [
    name,
    msPerStep?.toFixed(3) ?? "–",
    timesFasterThanKeras?.toFixed(2) ?? "–",
    loss?.toFixed(4) ?? "–",
    reason ?? "",
  ]);
  const widths = header.map((_, c) =>
    Math.max(...[header, ...lines].map((line) => line[c]!.length)),
  );
  const format = (line: readonly string[]) =>
    line
      .map((cell, c) => (c === 0 || c === 4 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!)))
      .join("  ")
      .trimEnd();
  const turns = rounds === 1 ? "one round" : `medians of ${rounds} rounds`;
  const title = `${name}, ${device}, ${turns}`;
  return [title, "", format(header), ...lines.map(format)].join("\n");
}

function timeOf(sample: Sample | undefined): number | string {
  if (sample === undefined) return "it did not run";
  return "reason" in sample ? sample.reason : sample.msPerStep;
}

function lossOf(sample: Sample | undefined): number {
  return sample && "loss" in sample ? sample.loss : Number.NaN;
}

function round(number: number, digits: number): number {
  return Number(number.toFixed(digits));
}
