/** @file Cases that Python answers, each a test. */

import { beforeAll, describe, expect, test } from "vitest";
import { type Case, expectSame } from "./compare.js";
import { askPython, findPython } from "./python.js";

/** Asks Python once for all of them; skipped by name without it, which fails where everything is required. */
export function testAnswers(title: string, cases: readonly Case[]): void {
  const python = findPython();
  if ("reason" in python && process.env.COURSE_REQUIRE === "all") {
    test("Python with Keras is there", () => expect.fail(python.reason));
  }
  const reason = "reason" in python ? ` (skipped: ${python.reason})` : "";
  describe.skipIf("reason" in python)(`${title}${reason}`, () => {
    let answers: unknown[] = [];
    beforeAll(() => {
      if ("reason" in python) return;
      answers = askPython(
        python.path,
        cases.map(({ request }) => request),
      );
    }, 250_000);

    test.each(cases.map((each, k) => [each.name, each, k] as const))("%s", (name, each, k) => {
      expectSame(each.ours, answers[k], each.tolerance, name);
    });
  });
}
