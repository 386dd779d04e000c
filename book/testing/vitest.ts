/** @file Runs vitest projects and counts what happened. */

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../paths.js";
import { lateFlags } from "../setup/optimizeLate.mjs";

/** The fast tests; those that mock a module are apart. */
export const unitProjects: readonly string[] = ["unit", "mocks"];

/** Counts of tests; `skips` says which were skipped. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  skips: string[];
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    status: string;
    name: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

/**
 * Runs the named projects of tests/vitest.config.ts.
 *
 * A file that fails before its first test counts as one failed test: it must not vanish from the sum.
 *
 * @param options.isAlone - whether nothing else prints meanwhile, so that it may redraw its lines
 */
export async function runVitest(
  projects: readonly string[],
  { isAlone = true, args = [] }: { isAlone?: boolean; args?: readonly string[] } = {},
): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "large-models-tests-"));
  const file = join(folder, "report.json");
  const line = [
    ...lateFlags,
    join(projectRoot, "tests/node_modules/vitest/vitest.mjs"),
    "run",
    "--config=tests/vitest.config.ts",
    // Not of the configuration: "npm run mutate" has it run in threads, which take no such flags.
    ...lateFlags.map((flag) => `--execArgv=${flag}`),
    ...projects.map((project) => `--project=${project}`),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
    ...args,
  ];
  try {
    const code = await new Promise<number>((resolve, reject) => {
      const child = spawn(process.execPath, line, {
        cwd: projectRoot,
        stdio: isAlone ? "inherit" : ["ignore", "pipe", "pipe"],
        env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: "1" }) },
      });
      child.stdout?.pipe(process.stdout, { end: false });
      child.stderr?.pipe(process.stderr, { end: false });
      child.on("error", reject);
      child.on("exit", (status) => resolve(status ?? 1));
    });
    return count(JSON.parse(readFileSync(file, "utf8")) as Report, code);
  } catch (error) {
    console.error(`vitest gave no report: ${String(error)}`);
    return { passed: 0, failed: 1, skipped: 0, skips: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(report: Report, code: number): Counts {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const skips = tests
    .filter(({ status }) => !["passed", "failed"].includes(status))
    .map(({ fullName }) => fullName);
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: skips.length,
    skips,
  };
}
