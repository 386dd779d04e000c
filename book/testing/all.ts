/**
 * @file All tests, group by group, with one sum at the end.
 *
 * A group that needs what this machine lacks (Python, a compiler, a browser) is skipped by name and
 * reason; with `COURSE_REQUIRE=all`, as on the machine that guards the main branch, that is a failure.
 */

import { prepareTests } from "./prepare.js";
import { runStep, steps } from "./steps.js";
import { type Counts, runVitest } from "./vitest.js";

/** Vitest projects in the order in which they run: what fails fast comes first. */
const projects = ["unit", "python", "setup", "tensorflow", "kernel", "notebooks", "clients"];

/** Runs everything; the last line on stdout is `N passed, N failed, N skipped`. */
export async function testAll({ quick }: { quick: boolean }): Promise<number> {
  process.env.COURSE_QUICK = quick ? "1" : "0";
  await prepareTests();
  const total: Counts = { passed: 0, failed: 0, skipped: 0, skips: [] };
  for (const step of steps) {
    if (runStep(step)) total.passed += 1;
    else total.failed += 1;
  }
  for (const project of projects) {
    console.log(`\n— ${project}`);
    const counts = await runVitest([project]);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    total.skips.push(...counts.skips.map((name) => `${project}: ${name}`));
  }
  if (total.skips.length > 0) console.log(`\nSkipped:\n  ${total.skips.join("\n  ")}`);
  if (process.env.COURSE_REQUIRE === "all" && total.skipped > 0) {
    console.log("COURSE_REQUIRE=all: what was skipped counts as failed.");
    total.failed += total.skipped;
    total.skipped = 0;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed > 0 ? 1 : 0;
}
