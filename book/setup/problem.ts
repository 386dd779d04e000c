/** @file Why a step of the set-up could not be done, and what a reader can do about it. */

import { CourseError } from "../message.js";
import { bytes } from "./files.js";
import type { RunResult } from "./run.js";

/** Its message names what is wrong and the cure. */
export class SetupProblem extends CourseError {}

/** True if a program or this process said that the disk is full. */
export function isDiskFull(error: unknown): boolean {
  const text = error instanceof Error ? `${Reflect.get(error, "code")} ${error.message}` : error;
  return /ENOSPC|Errno 28|No space left|EDQUOT|not enough space on the disk/i.test(String(text));
}

/** What a full disk means for a step that needs so many bytes; `free` if that was asked before. */
export function diskFull(
  what: string,
  folder: string,
  needed: number,
  free?: number,
): SetupProblem {
  const found = free === undefined ? "the disk is full" : `${bytes(free)} are free`;
  const isOurs = !folder.endsWith(".venv");
  const cure = isOurs ? ", or set COURSE_HOME to a folder on another disk" : "";
  return new SetupProblem(
    `${what} needs ${bytes(needed)} in ${folder}, but ${found}. Free some space${cure}`,
  );
}

/** How a program ended, for a sentence: `"pip ended with code 1: no matching distribution"`. */
export function describe(program: string, result: RunResult): string {
  if (result.ended === "missing") return `there is no program ${program}`;
  if (result.ended === "limit") return `${program} took too long and was ended`;
  if (result.ended === "stalled") return `${program} got no byte for too long and was ended`;
  const how = result.ended === "killed" ? "was ended" : `ended with code ${result.code}`;
  const lines = result.stderr.trim().split("\n");
  const telling = lines.filter((line) => /(^|\s)\S*error:|ended by/i.test(line)).at(-1);
  return `${program} ${how}: ${(telling ?? lines.at(-1) ?? "").trim().replace(/\.$/, "").slice(0, 300)}`;
}
