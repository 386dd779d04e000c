/** @file Chapters on tslab as npm ships it, run by nbclient: what a stranger has. */

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { needsTensorFlow, readChapters } from "../../book/course/chapters.js";
import { type Notebook, parseNotebook } from "../../book/notebook/format.js";
import { recordsOf } from "../../book/pages/records.js";
import { projectRoot } from "../../book/paths.js";
import { prepareNative } from "../../book/setup/native.js";
import { jupyterIn, python, whyNoModules } from "./jupyter.js";

const isQuick = (process.env.COURSE_QUICK ?? "1") !== "0";
const seconds = isQuick ? 280 : 1500;
const reason = whyNoModules("nbclient", "nbformat");
const name = "stock tslab under nbclient";

// In quick mode one chapter with figures and exercises, and one with errata.
const chapters = (await readChapters("en")).filter(
  ({ name }) => !isQuick || /^(05|08)-/.test(name),
);

/** What a cell may say on stderr though nothing is wrong. */
const harmless: RegExp[] = [
  /^\s*$/, // TensorFlow.js empties its line of progress
];

describe.skipIf(reason !== null)(reason === null ? name : `${name} (${reason})`, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "course-nbclient-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(chapters)(
    "runs $name",
    async (chapter) => {
      const backend = needsTensorFlow(chapter)
        ? (await prepareNative({ projectRoot, report: () => undefined })).backend
        : "cpu";
      const env = await jupyterIn(join(folder, "jupyter"), "stock", {
        COURSE_QUICK: isQuick ? "1" : "0",
        COURSE_BACKEND: backend,
      });
      const executed = join(folder, `${chapter.name}.ipynb`);
      expect(await runNbclient(chapter.file, executed, env)).toBe("");
      const notebook = parseNotebook(await readFile(executed, "utf8"), chapter.file);
      expectGreen(notebook);
    },
    (seconds + 20) * 1000,
  );
});

/** What it says when it fails; nothing if the notebook ran to its end. */
async function runNbclient(
  file: string,
  executed: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const script = join(import.meta.dirname, "run_nbclient.py");
  const folder = join(projectRoot, "notebooks/en");
  const line = [script, join(projectRoot, file), executed, folder, String(seconds)];
  const child = spawn(python, line, { env, stdio: ["ignore", "ignore", "pipe"] });
  // nbclient ends its kernel on SIGTERM.
  const timer = setTimeout(() => child.kill("SIGTERM"), seconds * 1000);
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-4000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  clearTimeout(timer);
  return code === 0 ? "" : `nbclient ended with ${code}: ${words}`;
}

function expectGreen({ cells }: Notebook): void {
  const code = cells.filter(({ cell_type }) => cell_type === "code");
  expect(code.map(({ execution_count }) => execution_count)).toEqual(code.map((_, k) => k + 1));
  for (const { id, outputs = [] } of code) {
    const faults = outputs.flatMap((output) => {
      if (output.output_type === "error") return [`${output.ename}: ${output.evalue}`];
      if (output.output_type !== "stream" || output.name !== "stderr") return [];
      return harmless.some((pattern) => pattern.test(output.text)) ? [] : [output.text];
    });
    expect({ id, faults }).toEqual({ id, faults: [] });
  }
  const checks = code.flatMap(recordsOf).filter((record) => record.kind === "check");
  expect(checks.length).toBeGreaterThan(0);
  expect(checks.filter(({ passed }) => !passed)).toEqual([]);
  // A display that stock tslab writes is whole: figures come with their data.
  const figures = code.flatMap(recordsOf).filter((record) => record.kind === "figure");
  expect(figures.length).toBeGreaterThan(0);
}
