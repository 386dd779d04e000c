/**
 * @file Files of Keras, both ways: what Keras wrote is read here, what was written here Keras loads.
 *
 * Both programs, random weights and examples, the same at every run; `COURSE_SEED` chooses others.
 * Outputs must agree to 1e-5, and go on agreeing when both sides go on training.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LayersModel } from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Random } from "../../src/matrix/index.js";
import {
  fit as fitModel,
  getWeights,
  loadTensorFlow,
  readKeras,
  readKerasWeights,
  type Tf,
  writeKeras,
  writeKerasWeights,
} from "../../src/tensorflow/index.js";
import { expectSame } from "./compare.js";
import { SEED } from "./drawn.js";
import {
  BATCH,
  fittable,
  outputsOf,
  type Program,
  program1,
  program2,
  rowsOf,
} from "./programs.js";
import { askPython, findPython } from "./python.js";

const TOLERANCE = 1e-5;
/** After an epoch more on either side: each step rounds anew. */
const TRAINED = 1e-4;

const folder = mkdtempSync(join(tmpdir(), "keras-files-"));
const small = { length: 11, vocabulary: 149, features: 5, heads: 3, key_dim: 7, hidden: [13] };
const printed = { length: 128, vocabulary: 10_000, features: 16, heads: 2, key_dim: 16 };
/** Files of models that have not learnt yet, and of models that have: these go on learning. */
const cases = [
  { program: program1([784, 64, 64, 10]), epochs: 1 },
  { program: program1([17, 5, 3]), epochs: 0 },
  { program: program2({ ...printed, hidden: [16, 16] }), epochs: 0 },
  { program: program2(small), epochs: 1 },
].map((each) => ({ ...each, name: `${each.program.name}, ${each.epochs} epochs` }));

interface Answer {
  readonly outputs: unknown;
  readonly byWeights?: unknown;
  readonly names: string[];
  readonly steps?: number;
  readonly losses?: number[];
  readonly after?: unknown;
}

const inOrder = {
  permutation: (length: number) => Uint32Array.from({ length }, (_, k) => k),
} as unknown as Random;

function train(model: LayersModel, { examples }: Program, epochs: number) {
  const options = { epochs, batchSize: BATCH, random: inOrder };
  return fitModel(model, fittable(examples), options);
}

function pathOf(direction: string, k: number): { path: string; weights_path: string } {
  const path = join(folder, `${direction}${k}`);
  return { path: `${path}.keras`, weights_path: `${path}.weights.h5` };
}

function argumentsOf({ program, options, examples }: Program) {
  const data = { input: rowsOf(examples), labels: Array.from(examples.labels) };
  return { program, options, ...data, batch_size: BATCH };
}

const python = findPython();
if ("reason" in python && process.env.COURSE_REQUIRE === "all") {
  test("Python with Keras is there", () => expect.fail(python.reason));
}
const reason = "reason" in python ? ` (skipped: ${python.reason})` : "";

describe.skipIf("reason" in python)(`files of Keras, seed ${SEED}${reason}`, () => {
  let tf: Tf;
  let read: Answer[] = [];
  let written: Answer[] = [];
  const models: LayersModel[] = [];

  beforeAll(async () => {
    if ("reason" in python) return;
    ({ tf } = await loadTensorFlow());
    for (const [k, { program, epochs }] of cases.entries()) {
      const model = program.build(tf);
      if (epochs > 0) await train(model, program, epochs);
      const { path, weights_path } = pathOf("ours", k);
      writeFileSync(path, await writeKeras(model));
      writeFileSync(weights_path, await writeKerasWeights(model));
      models.push(model);
    }
    const ofKeras = cases.map(({ program, epochs }, k) => {
      const more = { ...pathOf("theirs", k), epochs, seed: SEED + k };
      return { kind: "save_file", ...argumentsOf(program), ...more };
    });
    const ofOurs = cases.map(({ program }, k) => {
      return { kind: "load_file", ...argumentsOf(program), ...pathOf("ours", k) };
    });
    read = askPython(python.path, ofKeras) as Answer[];
    written = askPython(python.path, ofOurs) as Answer[];
  }, 500_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  describe.each(cases.map((each, k) => [each.name, each, k] as const))("%s", (_, each, k) => {
    const { program, epochs } = each;
    const outputs = (model: LayersModel) => outputsOf(tf, model, program.examples);
    const expectSameTraining = async (model: LayersModel, theirs: Answer) => {
      const { epochs: records } = await train(model, program, 1);
      const losses = records.map(({ loss }) => loss);
      expectSame(losses, theirs.losses, TRAINED, "losses");
      expectSame(outputs(model), theirs.after, TRAINED, "outputs after");
    };

    test("Keras's file gives its outputs here, and training goes on as there", async () => {
      const theirs = read[k]!;
      const { path, weights_path } = pathOf("theirs", k);
      const model = await readKeras(readFileSync(path));
      expectSame(outputs(model), theirs.outputs, TOLERANCE, "outputs");
      const named = model.layers.map(({ name }) => name);
      expect(theirs.names.slice(-named.length)).toEqual(named);

      const other = program.build(tf);
      await readKerasWeights(other, readFileSync(weights_path));
      expect(getWeights(other)).toEqual(getWeights(model));

      if (epochs > 0) await expectSameTraining(model, theirs);
      for (const one of [model, other]) one.dispose();
    });

    test("Keras loads our file, gives our outputs, and goes on training as we do", async () => {
      const theirs = written[k]!;
      const model = models[k]!;
      expectSame(theirs.outputs, outputs(model), TOLERANCE, "outputs");
      expectSame(theirs.byWeights, outputs(model), TOLERANCE, "outputs by weights alone");
      const named = model.layers.map(({ name }) => name);
      expect(named.slice(-theirs.names.length)).toEqual(theirs.names.slice(-named.length));
      expect(theirs.steps).toBe(epochs * Math.ceil(program.examples.labels.length / BATCH));

      // Keras has loaded the file and saved it anew in the same place.
      const back = await readKeras(readFileSync(pathOf("ours", k).path));
      expect(getWeights(back)).toEqual(getWeights(model));
      back.dispose();
      if (epochs > 0) await expectSameTraining(model, theirs);
    });
  });
});
