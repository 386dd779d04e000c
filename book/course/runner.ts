/** @file Runs a chapter, or finds what the same code printed before. */

import { join } from "node:path";
import { executionKey, readOutputs, writeOutputs } from "../kernel/cache.js";
import { runNotebook } from "../kernel/run.js";
import { message } from "../message.js";
import type { Notebook, Output } from "../notebook/format.js";
import { courseHome, projectRoot } from "../paths.js";
import { nativeEnvironment } from "../setup/environment.js";
import type { Backend } from "../setup/native.js";
import { type Chapter, needsTensorFlow } from "./chapters.js";

/** What a run changes in a chapter. */
export type Ran = Pick<Chapter, "notebook" | "state" | "error" | "seconds" | "cells">;

export interface Runner {
  cached(chapter: Chapter): Promise<Ran | undefined>;
  run(
    chapter: Chapter,
    signal: AbortSignal,
    onProgress: (soFar: Notebook, cellsRun: number) => void,
  ): Promise<Ran>;
}

export interface RunnerOptions {
  readonly quick: boolean;
  /** The backend that outputs were made with so far, before this machine has been asked. */
  readonly lastBackend: Backend | undefined;
  /** Makes the backend ready; asked once, by the first chapter that needs it. */
  readonly backend: () => Promise<Backend>;
  readonly report: (line: string) => void;
}

/** Limits for one cell and for one chapter, in seconds: far above what any needs, below forever. */
const CELL_SECONDS = 300;
const NOTEBOOK_SECONDS = 1200;

export function createRunner({ quick, lastBackend, backend, report }: RunnerOptions): Runner {
  let known = lastBackend;
  const keyOf = (chapter: Chapter): Promise<string> =>
    executionKey({
      projectRoot,
      notebook: chapter.notebook,
      mode: quick ? "quick" : "full",
      kernel: "course",
      backend: needsTensorFlow(chapter) ? (known ?? "cpu") : "none",
    });

  return {
    async cached(chapter) {
      if (needsTensorFlow(chapter) && known === undefined) return undefined;
      const outputs = await readOutputs(courseHome, await keyOf(chapter));
      if (!outputs) return undefined;
      const { total } = chapter.cells;
      return {
        notebook: withOutputs(chapter.notebook, outputs.cells),
        state: "done",
        error: undefined,
        seconds: outputs.seconds,
        cells: { total, run: total },
      };
    },

    async run(chapter, signal, onProgress) {
      const { notebook, file, cells } = chapter;
      if (needsTensorFlow(chapter)) known = await backend();
      signal.throwIfAborted();
      // Before the run: what it finds belongs to the library of now.
      const key = await keyOf(chapter);
      let soFar = notebook;
      let cellsRun = 0;
      const result = await runNotebook(notebook, file, {
        projectRoot,
        cwd: join(projectRoot, "notebooks", chapter.language),
        env: {
          ...nativeEnvironment(),
          COURSE_QUICK: quick ? "1" : "0",
          ...(known && { COURSE_BACKEND: known }),
        },
        cellSeconds: CELL_SECONDS,
        notebookSeconds: NOTEBOOK_SECONDS,
        kernel: "course",
        stateFolder: courseHome,
        signal,
        onCell: (run) => {
          cellsRun = run;
          onProgress(soFar, run);
        },
        onOutput: (id, outputs) => {
          soFar = withCell(soFar, id, outputs);
          onProgress(soFar, cellsRun);
        },
      });
      const { failure, seconds } = result;
      if (!failure) {
        // The outputs are shown all the same; only the next start has to make them again.
        await writeOutputs(courseHome, key, result).catch((error: unknown) =>
          report(message(error)),
        );
      }
      return {
        notebook: result.notebook,
        state: failure ? "failed" : "done",
        error: failure,
        seconds,
        cells: { total: cells.total, run: result.cellsRun },
      };
    },
  };
}

function withCell(notebook: Notebook, id: string, outputs: readonly Output[]): Notebook {
  const cells = notebook.cells.map((cell) =>
    cell.id === id ? { ...cell, outputs: [...outputs] } : cell,
  );
  return { ...notebook, cells };
}

// The key is made of the code cells in their order, so the n-th outputs belong to the n-th of them.
function withOutputs(
  notebook: Notebook,
  outputs: readonly { outputs: Output[]; execution_count: number | null }[],
): Notebook {
  let n = 0;
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, ...outputs[n++] } : cell,
  );
  return { ...notebook, cells };
}
