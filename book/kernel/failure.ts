/** @file What went wrong in a cell, in words: the line, the cause, the cure. */

import { formatPlace, type NotebookPlace } from "../notebook/error.js";
import type { Cell, Output } from "../notebook/format.js";
import type { Execution } from "./client.js";
import type { KernelDied } from "./kernelDied.js";

export interface Failure {
  /** id of the cell */
  cell: string;
  /** of the cell, from 1 */
  line: number;
  /** cause and cure, without the place */
  message: string;
}

/** The whole sentence: file, cell, line, cause, cure. */
export function formatFailure(file: string, { cell, line, message }: Failure): string {
  const place: NotebookPlace = { file, cell, line };
  return `${formatPlace(place)}: ${message}`;
}

const cures: [RegExp, string][] = [
  [/^TypeScriptError/, 'mend the type; "npm run check" lists such errors without running'],
  [/^Interrupted/, "run it again"],
  [/nobody awaits/, 'put "await" before the call'],
  [/process\.exit/, "remove the call: a cell ends by itself"],
];
const loop = /\b(?:while|for|do)\b/;
const stepThrough = 'open the chapter with "npm run lab" and run it up to this cell';

/** The failure of a cell that the kernel answered with something other than "ok". */
export function failureOf(cell: Cell, { status, outputs, line }: Execution): Failure | undefined {
  const error = errorIn(outputs, status);
  if (status === "ok" && error === undefined) return undefined;
  const skipped = "the kernel skipped it after an error of an earlier cell";
  const cause = error?.cause ?? (status === "error" ? "it failed without a message" : skipped);
  const known = cures.find(([pattern]) => pattern.test(cause))?.[1];
  // The library's own errors may end in theirs.
  const cure = known ?? (/\bCure: /.test(cause) ? undefined : stepThrough);
  const message = cure === undefined ? cause : `${cause.replace(/\.$/, "")}; ${cure}`;
  return { cell: cell.id, line: line ?? error?.line ?? 1, message };
}

/** The failure of a cell that was stopped because its time was up. */
export function overdue(cell: Cell, seconds: number, limit: "cell" | "notebook"): Failure {
  const whose = limit === "cell" ? "a cell has" : "the notebook had left";
  const cure =
    'does this loop end? Make it shorter with size({ full, quick }), or tag the cell "heavy"';
  return {
    cell: cell.id,
    line: lineOf(cell, loop),
    message: `it did not end within the ${seconds} s that ${whose} and was stopped; ${cure}`,
  };
}

/** The failure of a cell in which the kernel's process ended. */
export function died(cell: Cell, error: KernelDied): Failure {
  // Node's last words about it are a page of its own addresses.
  if (/heap out of memory|heap limit/.test(error.death.log)) {
    const message =
      "the memory of the kernel was full, and it ended; does this cell keep more and more? Try smaller sizes";
    return { cell: cell.id, line: lineOf(cell, loop), message };
  }
  const ends = /\bprocess\.(?:exit|abort|kill|reallyExit)\b/;
  const cure = ends.test(cell.source)
    ? "remove the call that ends the process: a cell ends by itself"
    : "is there enough memory? Try smaller sizes";
  return { cell: cell.id, line: lineOf(cell, ends), message: `${error.message}; ${cure}` };
}

interface CellError {
  cause: string;
  line?: number;
}

/** The error among the outputs: an output of its own, or, from stock tslab, text on stderr. */
function errorIn(outputs: readonly Output[], status: Execution["status"]): CellError | undefined {
  for (const output of outputs) {
    if (output.output_type === "error") {
      const { ename, evalue, traceback } = output;
      const line = /cell \[\d+\], line (\d+)/.exec(traceback.join("\n"))?.[1];
      return { cause: `${ename}: ${evalue}`, ...(line !== undefined && { line: Number(line) }) };
    }
    if (output.output_type === "stream" && output.name === "stderr") {
      const error = unawaited(output.text) ?? (status === "ok" ? undefined : printed(output.text));
      if (error !== undefined) return error;
    }
  }
  return undefined;
}

// What tslab 1.0.22 prints and does not report; the cell counts as a success there.
function unawaited(text: string): CellError | undefined {
  const [, cause] = /^Un(?:handledPromiseRejection|caughtException): (.*)$/m.exec(text) ?? [];
  return cause === undefined ? undefined : { cause: `${cause} (in a promise that nobody awaits)` };
}

// What it prints of a cell that failed: a type error with its place, or what was thrown.
function printed(text: string): CellError {
  const [, line, message] = /^(\d+):\d+ - (.*)$/m.exec(text) ?? [];
  if (line !== undefined) return { cause: `TypeScriptError: ${message}`, line: Number(line) };
  const [thrown] = /^(?:Uncaught )?\w*(?:Error|Exception)\b.*$/m.exec(text) ?? [];
  return { cause: thrown ?? text.trim() };
}

function lineOf({ source }: Cell, pattern: RegExp): number {
  const index = source.split("\n").findIndex((line) => pattern.test(line.replace(/\/\/.*/, "")));
  return index < 0 ? 1 : index + 1;
}
