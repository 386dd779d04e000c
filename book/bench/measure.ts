/** @file One measurement: a program run to its end, and what its last line says. */

import { run } from "../setup/run.js";
import type { Sample } from "./result.js";
import type { RowProgram } from "./starts.js";

/** The slowest row takes a minute; a machine may be slower, but not stuck. */
const LIMIT_SECONDS = 600;

/**
 * Runs a row once.
 *
 * @param loss - the least and the most that it can have; another is a reason
 */
export async function measure(
  { start }: RowProgram,
  loss: readonly [least: number, most: number],
  signal?: AbortSignal,
): Promise<Sample> {
  if ("reason" in start) return start;
  const { command, args, env } = start;
  const options = { env, signal, limitSeconds: LIMIT_SECONDS };
  const { ended, code, stdout, stderr } = await run(command, args, options);
  if (ended === "limit") return { reason: `it took more than ${LIMIT_SECONDS} s` };
  if (code !== 0) return { reason: lastWords(stderr) || `it ended with ${code ?? ended}` };
  const line = stdout.trim().split("\n").at(-1) ?? "";
  if (!line.startsWith("{")) return { reason: `its last line is no measurement: "${line}"` };
  const sample = JSON.parse(line) as Extract<Sample, { loss: number }>;
  if (!(sample.loss >= loss[0] && sample.loss <= loss[1])) {
    return { reason: `it learns something else: its loss is ${sample.loss}` };
  }
  return sample;
}

/** The line of a traceback or stack that says what went wrong. */
function lastWords(stderr: string): string {
  const lines = stderr.trim().split("\n");
  return (lines.find((line) => /^\w*(Error|Exception)\b/.test(line)) ?? lines.at(-1) ?? "").trim();
}
