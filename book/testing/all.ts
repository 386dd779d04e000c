/**
 * @file All tests, group by group, with one sum at the end.
 *
 * A group that needs what this machine lacks (Python, a compiler, a browser) is skipped by name and
 * reason; with `COURSE_REQUIRE=all`, as on the machine that guards the main branch, that is a failure.
 */

import { prepareTests } from "./prepare.js";
import { runSteps } from "./steps.js";
import { type Counts, runVitest, unitProjects } from "./vitest.js";

/**
 * Vitest projects that follow `unit`: two rows side by side, each project after the one before it.
 *
 * They take one core and wait for half of their time: for a browser, a kernel, Python. `notebooks`
 * alone keeps two busy, so it ends its row and goes on when the other has ended.
 */
const rows: readonly (readonly string[])[] = [
  ["clients"],
  ["python", "setup", "tensorflow", "kernel", "notebooks"],
];

/** Runs everything; the last line on stdout is `N passed, N failed, N skipped`. */
export async function testAll({ quick }: { quick: boolean }): Promise<number> {
  process.env.COURSE_QUICK = quick ? "1" : "0";
  const total: Counts = { passed: 0, failed: 0, skipped: 0, skips: [] };
  const run = async (name: string, projects: readonly string[] = [name]): Promise<void> => {
    console.log(`\n— ${name}`);
    const counts = await runVitest(projects, { isAlone: false });
    console.log(`\n— ${name}: ${told(counts)}`);
    add(total, name, counts);
  };
  const prepared = prepareTests(); // mostly downloads, which neither steps nor unit tests need
  for (const isPassed of await runSteps()) {
    if (isPassed) total.passed += 1;
    else total.failed += 1;
  }
  await run("unit", unitProjects);
  await prepared;
  await Promise.all(
    rows.map(async (projects) => {
      for (const project of projects) await run(project);
    }),
  );
  if (total.skips.length > 0) console.log(`\nSkipped:\n  ${total.skips.join("\n  ")}`);
  if (process.env.COURSE_REQUIRE === "all" && total.skipped > 0) {
    console.log("COURSE_REQUIRE=all: what was skipped counts as failed.");
    total.failed += total.skipped;
    total.skipped = 0;
  }
  console.log(`\n${told(total)}`);
  return total.failed > 0 ? 1 : 0;
}

function told({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function add(total: Counts, project: string, counts: Counts): void {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  total.skips.push(...counts.skips.map((name) => `${project}: ${name}`));
}
