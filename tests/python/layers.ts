/**
 * @file Our layers against Keras's of the same weights, on shapes and options drawn at random.
 *
 * Keras computes in double precision, TensorFlow.js in single: numbers below 1 must be equal to 1e-5,
 * larger ones relatively.
 */

import { beforeAll, describe, expect, test } from "vitest";
import { loadTensorFlow, type Tf } from "../../src/tensorflow/index.js";
import { title, whyNotNative } from "../tensorflow/available.js";
import { living } from "../tensorflow/leaks.js";
import { attentionCase } from "./attention.js";
import { SEED } from "./drawn.js";
import type { LayerAnswer } from "./layerCase.js";
import { blockCase, embeddingCase, normalizationCase } from "./otherLayers.js";
import { askPython, findPython } from "./python.js";

const TOLERANCE = 1e-5;

export function testLayers(backend: "native" | "wasm" | "cpu"): void {
  const cases = [
    ...Array.from({ length: 40 }, attentionCase),
    ...Array.from({ length: 8 }, normalizationCase),
    ...Array.from({ length: 8 }, embeddingCase),
    ...Array.from({ length: 16 }, blockCase),
  ];
  const python = findPython();
  if ("reason" in python && process.env.COURSE_REQUIRE === "all") {
    test("Python with Keras is there", () => expect.fail(python.reason));
  }
  const isSkipped = "reason" in python || (backend === "native" && whyNotNative() !== null);
  const reason = "reason" in python ? ` (skipped: ${python.reason})` : "";
  describe.skipIf(isSkipped)(`${title(backend)} against Keras, seed ${SEED}${reason}`, () => {
    let tf: Tf;
    let answers: LayerAnswer[] = [];
    beforeAll(async () => {
      if ("reason" in python) return;
      process.env.COURSE_BACKEND = backend;
      ({ tf } = await loadTensorFlow());
      const requests = cases.map(({ request }) => request);
      answers = askPython(python.path, requests) as LayerAnswer[];
    }, 250_000);

    test.each(cases.map((each, k) => [each.name, each, k] as const))("%s", (_, { ours }, k) => {
      const before = living(tf);
      expectSame(ours(tf), answers[k], "");
      expect(living(tf)).toEqual(before);
    });
  });
}

/** Fails unless both have the same structure, with numbers as close as the tolerance asks. */
function expectSame(ours: unknown, theirs: unknown, where: string): void {
  if (typeof ours === "number") {
    const difference = Math.abs(ours - (theirs as number));
    const isClose = difference <= TOLERANCE * Math.max(1, Math.abs(theirs as number));
    expect(isClose, `${where}: ours ${ours}, theirs ${theirs}`).toBe(true);
    return;
  }
  if (typeof ours === "string") {
    expect(ours, where).toBe(theirs);
    return;
  }
  if (Array.isArray(ours)) expect((theirs as unknown[]).length, where).toBe(ours.length);
  for (const [key, part] of Object.entries(ours as object)) {
    expectSame(part, (theirs as Record<string, unknown>)[key], `${where}.${key}`);
  }
}
