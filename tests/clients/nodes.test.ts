/** @file Chapters on the other versions of Node that the course supports, each in a process of its own. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../book/paths.js";
import { realWorld } from "../../book/setup/world.js";
import { otherNodes, whyNot } from "../../book/testing/nodes.js";
import { whyNotNative } from "../tensorflow/available.js";

interface Ran {
  name: string;
  node: string;
  state: string;
  error: unknown;
  cells: { total: number; run: number };
  counts: number[];
  text: string;
  /** what cells wrote to stderr: a warning of a newer Node would be on the page */
  warnings: string;
  errors: unknown[];
}

/** The first chapter, and the one that trains with TensorFlow on real data, saves and loads. */
const chapters = ["05", "09"];
// Named, so that a chapter fails where this one does not load instead of taking the next best.
const backend = whyNotNative() === null ? "native" : "wasm";

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "course-nodes-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

describe.each(otherNodes())("Node $major", (node) => {
  const reason = whyNot(node);
  const name = `runs every cell of chapters ${chapters.join(" and ")}, TensorFlow on ${backend}`;
  test.skipIf(reason !== null)(
    reason === null ? name : `${name} (${reason})`,
    async () => {
      const script = join(projectRoot, "tests/clients/runChapters.mjs");
      const { code, stdout, stderr } = await realWorld().run(
        node.executable,
        [script, ...chapters],
        { env: { COURSE_HOME: home, COURSE_BACKEND: backend }, limitSeconds: 500 },
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const ran = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Ran);
      expect(ran.map(({ name }) => name.slice(0, 2)).sort()).toEqual(chapters);
      for (const { cells, counts, text: _, ...one } of ran) {
        expect(one).toEqual({
          name: one.name,
          node: `v${node.version}`,
          state: "done",
          error: null,
          warnings: "",
          errors: [],
        });
        expect(cells.run).toBe(cells.total);
        expect(counts).toEqual(Array.from({ length: cells.total }, (_, k) => k + 1));
      }
      expect(ran.map(({ text }) => text).join("\n")).toContain(`TensorFlow (${backend})`);
    },
    600_000,
  );
});
