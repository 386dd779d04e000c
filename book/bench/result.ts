/** @file From the times of all rounds to the table: medians, and ratios within a round. */

import type { RowFacts } from "./starts.js";

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
  /** median of the FLOP a second, in thousands of millions, where a step's are counted */
  readonly gflopPerSecond?: number;
  /** median of their share of the machine's peak in the same round */
  readonly shareOfPeak?: number;
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

/** The row that others are compared with unless they say another. */
export const REFERENCE = "keras-fit";

/**
 * The rows, in the order of `facts`.
 *
 * @param rounds - for each round the sample of every row
 * @param peaks - rows of which the one of the most FLOP a second is the machine's peak
 */
export function summarise(
  facts: readonly RowFacts[],
  rounds: readonly ReadonlyMap<string, Sample>[],
  peaks: readonly string[] = [],
): BenchRow[] {
  const speeds = (name: string) => {
    const flop = facts.find((fact) => fact.name === name)?.flop;
    if (flop === undefined) return undefined;
    return rounds.map((samples) => {
      const time = timeOf(samples.get(name));
      return typeof time === "string" ? 0 : flop / time / 1e6;
    });
  };
  const peakSpeeds = peaks.flatMap((name) => {
    const found = speeds(name);
    return found ? [found] : [];
  });
  const peak = rounds.map((_, k) => Math.max(0, ...peakSpeeds.map((found) => found[k]!)));
  return facts.map(({ name, reference: other = REFERENCE }) => {
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
      ...speedOf(speeds(name), peak),
    };
    const references = rounds.map((samples) => timeOf(samples.get(other)));
    const noReference = references.find((reference) => typeof reference === "string");
    if (typeof noReference === "string") {
      const reason = `nothing to compare with: ${other}: ${noReference}`;
      return { ...row, timesFasterThanKeras: null, reason };
    }
    const ratios = (references as number[]).map((reference, k) => reference / times[k]!);
    return { ...row, timesFasterThanKeras: round(median(ratios), 2) };
  });
}

/** The speed of a row whose FLOP are counted, and its share of what the machine can do. */
function speedOf(
  speeds: readonly number[] | undefined,
  peak: readonly number[],
): Pick<BenchRow, "gflopPerSecond" | "shareOfPeak"> {
  if (!speeds) return {};
  const gflopPerSecond = round(median(speeds), 1);
  if (peak.some((most) => most === 0)) return { gflopPerSecond };
  const shares = speeds.map((speed, k) => speed / peak[k]!);
  return { gflopPerSecond, shareOfPeak: round(median(shares), 3) };
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
  const isCounted = rows.some(({ gflopPerSecond }) => gflopPerSecond !== undefined);
  const optional = (cells: readonly string[]) => (isCounted ? cells : []);
  const header = ["", "ms a step", "× Keras", "loss", ...optional(["GFLOP/s", "of peak"]), ""];
  const lines = rows.map((row) => [
    row.name,
    row.msPerStep?.toFixed(3) ?? "–",
    row.timesFasterThanKeras?.toFixed(2) ?? "–",
    row.loss?.toFixed(4) ?? "–",
    ...optional([row.gflopPerSecond?.toFixed(1) ?? "–", row.shareOfPeak?.toFixed(2) ?? "–"]),
    row.reason ?? "",
  ]);
  const widths = header.map((_, c) =>
    Math.max(...[header, ...lines].map((line) => line[c]!.length)),
  );
  const isText = (c: number) => c === 0 || c === header.length - 1;
  const format = (line: readonly string[]) =>
    line
      .map((cell, c) => (isText(c) ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!)))
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
