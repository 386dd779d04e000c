/** Outputs on a disk that is really full. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readOutputs, writeOutputs } from "../../book/kernel/cache.js";
import { runNotebook } from "../../book/kernel/run.js";
import { CourseError } from "../../book/message.js";
import { kernelMetadata, type Notebook } from "../../book/notebook/format.js";
import { buildIfStale, kernelsLeft, projectRoot } from "./helpers.js";

let home: string;
let reason: string | undefined;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "full-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", home], { stdio: "pipe" });
    reason = undefined;
  } catch (error) {
    reason = `no file system of 1 MB can be mounted: ${(error as Error).message.split("\n")[0]}`;
  }
});
afterEach(() => {
  if (reason === undefined) execFileSync("umount", [home]);
  rmSync(home, { recursive: true });
});

const notebook = (text: string): Notebook => ({
  cells: [
    {
      cell_type: "code",
      id: "a",
      metadata: {},
      source: "console.log(1);",
      execution_count: 1,
      outputs: [{ output_type: "stream", name: "stdout", text }],
    },
  ],
  metadata: { course: { title: "T", sources: [] }, ...kernelMetadata },
  nbformat: 4,
  nbformat_minor: 5,
});

test("says so, leaves what was there, and works again when there is space", async ({ skip }) => {
  if (reason !== undefined) return skip(reason);
  const small = { notebook: notebook("small"), seconds: 1 };
  const large = { notebook: notebook("x".repeat(2_000_000)), seconds: 2 };
  await writeOutputs(home, "a", small);
  await expect(writeOutputs(home, "b", large)).rejects.toThrow(
    new CourseError(
      `The outputs could not be kept: the disk of ${home} is full (needed 2.0 MB). Free some space, or set COURSE_HOME to a folder on another disk. Nothing is lost: they are made again at the next start.`,
    ),
  );
  expect(await readdir(join(home, "outputs"))).toEqual(["a.json"]);
  expect((await readOutputs(home, "a"))?.seconds).toBe(1);
  await writeOutputs(home, "b", small);
  expect((await readOutputs(home, "b"))?.seconds).toBe(1);
});

test("does not keep a notebook from running", async ({ skip }) => {
  if (reason !== undefined) return skip(reason);
  buildIfStale();
  try {
    writeFileSync(join(home, "ballast"), Buffer.alloc(2_000_000));
  } catch {}
  const result = await runNotebook(notebook(""), "x.ipynb", {
    projectRoot,
    cwd: projectRoot,
    cellSeconds: 60,
    notebookSeconds: 60,
    kernel: "course",
    stateFolder: home,
  });
  expect(result.failure).toBeUndefined();
  expect(result.notebook.cells[0]!.outputs).toMatchObject([{ text: "1\n" }]);
  expect(kernelsLeft()).toEqual([]);
});
