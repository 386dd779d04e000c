/** @file What Python has answered in this run, for the next file that asks the same. */

import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** a folder that lives as long as this run */
    answers: string;
  }
}

/** What vitest calls before the first file; it calls what is returned after the last. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "course-answers-"));
  project.provide("answers", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** The answer to this question, asked once: Keras takes longer to start than to answer. */
export function askedOnce(folder: string, question: string, ask: () => string): string {
  const name = createHash("sha256").update(question).digest("hex");
  const file = join(folder, `${name}.json`);
  if (!existsSync(file)) {
    // Another file may ask at the same time; it must not read half an answer.
    writeFileSync(`${file}.${process.pid}`, ask());
    renameSync(`${file}.${process.pid}`, file);
  }
  return readFileSync(file, "utf8");
}
