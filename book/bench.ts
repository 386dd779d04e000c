/** @file `npm run bench`: the same training in several ways, timed side by side. */

import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { dirname, join } from "node:path";
import { benchmarks } from "./bench/benchmark.js";
import { withTable } from "./bench/chapterTable.js";
import { measure } from "./bench/measure.js";
import { findKeras, tryNative } from "./bench/prepare.js";
import { type Bench, type Sample, summarise, table } from "./bench/result.js";
import { CourseError } from "./message.js";
import { courseHome } from "./paths.js";

export interface BenchOptions {
  readonly projectRoot: string;
  /** prints nothing but the result as one line of JSON */
  readonly json: boolean;
  /** how often each row is measured; the rows take turns */
  readonly rounds: number;
  /** keeps the result in `book/bench/NAME.json`, and writes it as the table of its chapter */
  readonly save: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Measures, prints the table, and keeps it in the course's state folder.
 *
 * @throws CourseError if there is no benchmark of that name.
 */
export async function bench(name: string, options: BenchOptions): Promise<Bench> {
  const { projectRoot, json, rounds, save, signal } = options;
  const benchmark = benchmarks.find((one) => one.name === name);
  if (!benchmark) {
    const names = benchmarks.map((one) => one.name).join(", ");
    throw new CourseError(`bench: there is no benchmark "${name}"; there are: ${names}`);
  }
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new CourseError(`bench: rounds must be a positive integer, got ${rounds}`);
  }
  const preparing = { projectRoot, signal, report: (line: string) => console.error(line) };
  const dataFolder = join(courseHome, "bench", name);
  await benchmark.prepare(dataFolder);
  const python = await findKeras(preparing);
  const rows = benchmark.rows({ projectRoot, python, dataFolder });
  await tryNative(preparing);
  const samples: Map<string, Sample>[] = [];
  for (let round = 1; round <= rounds; ++round) {
    const measured = new Map<string, Sample>();
    samples.push(measured);
    for (const row of rows) {
      const before = samples[0]!.get(row.name);
      // What is missing in the first round is missing in all.
      const sample =
        before && "reason" in before
          ? before
          : await measure(row, row.loss ?? benchmark.loss, signal);
      measured.set(row.name, sample);
      const words = "reason" in sample ? sample.reason : `${sample.msPerStep.toFixed(3)} ms a step`;
      console.error(`round ${round} of ${rounds}  ${row.name.padEnd(18)}  ${words}`);
    }
  }

  const result: Bench = {
    name,
    device: `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${availableParallelism()} cores`,
    rounds,
    rows: summarise(rows, samples, benchmark.peaks),
    versions: Object.assign({}, ...[...samples[0]!.values()].map(versionsOf)),
    date: new Date().toISOString().slice(0, 10),
  };
  const content = `${JSON.stringify(result, null, 2)}\n`;
  await write(join(courseHome, "bench", `${name}.json`), content);
  if (save) {
    await write(join(projectRoot, "book/bench", `${name}.json`), content);
    const { chapter } = benchmark;
    const file = join(projectRoot, chapter);
    await write(file, withTable(await readFile(file, "utf8"), chapter, result));
  }
  console.log(json ? JSON.stringify(result) : table(result));
  return result;
}

function versionsOf(sample: Sample): Readonly<Record<string, string>> {
  return "versions" in sample ? sample.versions : {};
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}
