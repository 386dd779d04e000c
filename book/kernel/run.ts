/** @file A notebook, run from the first cell to the last or to the first that fails. */

import { setTimeout as sleep } from "node:timers/promises";
import type { Cell, Notebook, Output } from "../notebook/format.js";
import { type Execution, type Kernel, startKernel } from "./client.js";
import { died, type Failure, failureOf, overdue } from "./failure.js";
import { KernelDied } from "./kernelDied.js";
import type { KernelKind } from "./kernelspec.js";
import { within } from "./within.js";

export interface RunOptions {
  projectRoot: string;
  /** the kernel's folder; packages are found from here upward */
  cwd: string;
  /** added to the environment of this process: COURSE_QUICK, COURSE_BACKEND, … */
  env?: NodeJS.ProcessEnv;
  /** time for each cell that is not tagged "heavy" */
  cellSeconds: number;
  /** time for all cells together */
  notebookSeconds: number;
  kernel: KernelKind;
  /** where connection files lie; defaults to `.course` in the project */
  stateFolder?: string;
  /** ends the run and its kernel; `runNotebook` then rejects with the signal's reason */
  signal?: AbortSignal;
  /** called with 0 before the first code cell and after each one that ended */
  onCell?: (run: number, total: number) => void;
  /** called after each change of the outputs of the code cell with this id */
  onOutput?: (cell: string, outputs: readonly Output[]) => void;
}

export interface RunResult {
  /** a copy with the outputs and counts of the cells that ran */
  notebook: Notebook;
  seconds: number;
  /** code cells that ended without a failure */
  cellsRun: number;
  failure?: Failure;
}

// How long a cell may take to end after an interrupt, and a promise to be rejected after the last.
const graceMs = 3000;
const settleMs = 250;

/**
 * Runs the code cells one after another in a kernel of their own, which is ended before the return.
 *
 * @param file - path of the notebook, for messages
 * @throws Error if the kernel does not start, or the reason of `options.signal`.
 */
export async function runNotebook(
  notebook: Notebook,
  file: string,
  options: RunOptions,
): Promise<RunResult> {
  options.signal?.throwIfAborted();
  const start = performance.now();
  const copy: Notebook = { ...notebook, cells: notebook.cells.map(cleared) };
  const kernel = await startKernel(options).catch((error: Error) => {
    options.signal?.throwIfAborted();
    throw new Error(`${file}: ${error.message}`, { cause: error });
  });
  const stop = (): void => kernel.kill();
  options.signal?.addEventListener("abort", stop, { once: true });
  try {
    options.signal?.throwIfAborted();
    const { cellsRun, failure } = await runCells(kernel, copy, options);
    options.signal?.throwIfAborted();
    const seconds = (performance.now() - start) / 1000;
    return { notebook: copy, seconds, cellsRun, ...(failure && { failure }) };
  } finally {
    options.signal?.removeEventListener("abort", stop);
    await kernel.end();
  }
}

async function runCells(
  kernel: Kernel,
  notebook: Notebook,
  options: RunOptions,
): Promise<{ cellsRun: number; failure?: Failure }> {
  const deadline = performance.now() + options.notebookSeconds * 1000;
  const cells = notebook.cells.filter(({ cell_type }) => cell_type === "code");
  const ended: { cell: Cell; execution: Execution }[] = [];
  // A cell may fail after it has ended: a promise of it is rejected while a later one runs.
  const anyFailure = (): { cellsRun: number; failure: Failure } | undefined => {
    for (const [index, { cell, execution }] of ended.entries()) {
      const failure = failureOf(cell, execution);
      if (failure !== undefined) return { cellsRun: index, failure };
    }
    return undefined;
  };
  options.onCell?.(0, cells.length);
  for (const [index, cell] of cells.entries()) {
    const left = (deadline - performance.now()) / 1000;
    const outcome = await runCell(kernel, cell, left, options);
    if ("failure" in outcome) return { cellsRun: index, failure: outcome.failure };
    ended.push({ cell, execution: outcome.execution });
    const failed = anyFailure();
    if (failed !== undefined) return failed;
    options.onCell?.(index + 1, cells.length);
  }
  await sleep(settleMs);
  return anyFailure() ?? { cellsRun: cells.length };
}

async function runCell(
  kernel: Kernel,
  cell: Cell,
  secondsLeft: number,
  { cellSeconds, onOutput }: RunOptions,
): Promise<{ execution: Execution } | { failure: Failure }> {
  const isLimited = !cell.metadata.tags?.includes("heavy") && cellSeconds < secondsLeft;
  const seconds = isLimited ? cellSeconds : Math.max(0, secondsLeft);
  const running = kernel.execute(cell.source, {
    cellId: cell.id,
    onOutput: (outputs) => {
      cell.outputs = [...outputs];
      onOutput?.(cell.id, outputs);
    },
  });
  try {
    const execution = await within(seconds * 1000, running);
    if (execution !== undefined) {
      cell.outputs = execution.outputs;
      cell.execution_count = execution.count;
      return { execution };
    }
    kernel.interrupt();
    await within(graceMs, running);
    return { failure: overdue(cell, Math.round(seconds), isLimited ? "cell" : "notebook") };
  } catch (error) {
    if (!(error instanceof KernelDied)) throw error;
    return { failure: died(cell, error) };
  }
}

function cleared(cell: Cell): Cell {
  return cell.cell_type === "markdown" ? cell : { ...cell, execution_count: null, outputs: [] };
}
