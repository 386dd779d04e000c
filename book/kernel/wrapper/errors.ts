/** @file Whatever was thrown → name, message and traceback, as the protocol wants them. */

import { inspect } from "node:util";
import { cellFrame } from "./sourceLines.js";

export interface CellError {
  ename: string;
  evalue: string;
  traceback: string[];
  /** in the cell that failed, from 1; `null` where the error does not say */
  line: number | null;
}

/** The place of an error that nobody could catch; it follows the message. */
export type Stray = "" | "in a promise that nobody awaits" | "in a timer or an event";

/** @param count - the execution count of the cell that failed */
export function fromThrown(thrown: unknown, count: number, stray: Stray = ""): CellError {
  if (isInterrupt(thrown)) {
    const evalue = "the cell was interrupted";
    return { ename: "Interrupted", evalue, traceback: [`Interrupted: ${evalue}`], line: null };
  }
  const isError = thrown instanceof Error;
  const ename = isError ? thrown.name : "Thrown";
  const message = isError ? thrown.message : inspect(thrown);
  const evalue = stray === "" ? message : `${message} (${stray})`;
  const text = inspect(thrown);
  const traceback = isError ? text.split("\n") : [`Thrown: ${text}`];
  if (stray !== "") traceback.push(`    ${stray}`);
  return { ename, evalue, traceback, line: isError ? lineIn(text, count) : null };
}

/**
 * The error that stands for what the type checker said of a cell.
 *
 * @param values - the arguments that tslab printed, one list for each thing it said
 */
export function fromDiagnostics(values: readonly (readonly unknown[])[], code: string): CellError {
  const found = values.map(([, file, line, column, text]) => ({
    file: String(file),
    line: Number(line),
    words: `${file}line ${line}, column ${column}: ${text}`,
  }));
  // A cell that is a module has a file name of its own; any other file is one that it imports.
  const isOwn = (file: string): boolean => file === "" || /@module\s/.test(code);
  const own = found.find(({ file }) => isOwn(file)) ?? found[0]!;
  return {
    ename: "TypeScriptError",
    evalue: own.words,
    traceback: found.map(({ words }) => `TypeScriptError: ${words}`),
    line: isOwn(own.file) ? own.line : null,
  };
}

function lineIn(text: string, count: number): number | null {
  for (const match of text.matchAll(cellFrame)) {
    if (Number(match[1]) === count) return Number(match[2]);
  }
  return null;
}

function isInterrupt(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const { code } = thrown as NodeJS.ErrnoException;
  return (
    code === "ERR_SCRIPT_EXECUTION_INTERRUPTED" || thrown.message === "Interrupted asynchronously"
  );
}
