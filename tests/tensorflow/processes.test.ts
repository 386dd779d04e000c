/** @file What shows only in a process of its own: loading, going on after a save, the stop button. */

import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stop } from "esbuild-wasm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { random } from "../../src/matrix/index.js";
import {
  fit as fitModel,
  getWeights,
  loadModel,
  loadTensorFlow,
  modelFromMlp,
  packModel,
  saveModel,
  unpackModel,
} from "../../src/tensorflow/index.js";
import { title, whyNotNative } from "./available.js";
import { living } from "./leaks.js";
import { network, problem } from "./problem.js";
import { bundle, removeBundle, runBundle } from "./process.js";

const main = fileURLToPath(new URL("programs/main.ts", import.meta.url));
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "course-tensorflow-"));
  file = await bundle(main);
}, 120_000);
afterAll(async () => {
  await removeBundle(file);
  await rm(folder, { recursive: true, force: true });
  await stop();
});

const options = { epochs: 1, batchSize: 7 };

describe.each(["native", "wasm"] as const)("on %s", (backend) => {
  const isSkipped = backend === "native" && whyNotNative() !== null;

  test.skipIf(isSkipped)(
    `a loaded model goes on with identical numbers: ${title(backend)}`,
    async () => {
      const place = join(folder, backend);
      const losses = [];
      for (const name of ["save", "resume"]) {
        const ended = await runBundle(file, [name, place], { COURSE_BACKEND: backend });
        expect(ended.code, ended.stderr).toBe(0);
        losses.push(JSON.parse(ended.stdout) as number[]);
      }
      expect(losses[0]).toHaveLength(6);
      expect(losses[1]).toEqual(losses[0]);
    },
  );

  test.skipIf(isSkipped)(
    `a loaded model of attention and dropout says the same and goes on: ${title(backend)}`,
    async () => {
      const place = join(folder, `${backend}-layers`);
      const numbers = [];
      for (const name of ["saveLayers", "resumeLayers"]) {
        const ended = await runBundle(file, [name, place], { COURSE_BACKEND: backend });
        expect(ended.code, ended.stderr).toBe(0);
        numbers.push(JSON.parse(ended.stdout) as number[]);
      }
      expect(numbers[0]).toHaveLength(29 * 3 + 5);
      expect(numbers[1]).toEqual(numbers[0]);
    },
  );

  test.skipIf(isSkipped)(
    `the stop button ends a training and keeps the model: ${title(backend)}`,
    async () => {
      const { code, stdout, stderr } = await runBundle(
        file,
        ["interrupted", "1"],
        { COURSE_BACKEND: backend },
        (child) => child.stdout!.once("data", () => setTimeout(() => child.kill("SIGINT"), 300)),
      );
      expect(code, stderr).toBe(0);
      const said = JSON.parse(stdout.trim().split("\n").at(-1)!) as object;
      expect(said).toEqual({ ended: "interrupt", signals: 1, areNumbers: true, hasLearnt: true });
    },
  );

  // A signal that arrives inside a matrix product must not spoil its numbers: with oneDNN's
  // products, on a processor with AVX-512, this process dies after some hundreds.
  test.skipIf(isSkipped)(`a storm of interrupts crashes nothing: ${title(backend)}`, async () => {
    const storm = 1500;
    const { code, signal, stdout, stderr } = await runBundle(
      file,
      ["interrupted", String(storm)],
      { COURSE_BACKEND: backend },
      (child) => {
        child.stdout!.once("data", () => {
          const timer = setInterval(() => child.kill("SIGINT"), 1);
          child.once("exit", () => clearInterval(timer));
          child.stdout!.on("data", () => clearInterval(timer));
        });
      },
    );
    expect({ code, signal }, stderr).toEqual({ code: 0, signal: null });
    const said = JSON.parse(stdout.trim().split("\n").at(-1)!) as { signals: number };
    expect(said).toMatchObject({ ended: "interrupt", areNumbers: true });
    expect(said.signals).toBeGreaterThanOrEqual(storm);
  });
});

describe("loadTensorFlow", () => {
  const load = async (env: Record<string, string>, program = file) => {
    const { stdout, stderr } = await runBundle(program, ["load"], env);
    return { said: JSON.parse(stdout) as Record<string, string>, stderr };
  };

  test("says nothing on stderr, whatever the backend", async () => {
    for (const backend of whyNotNative() === null ? ["native", "wasm", "cpu"] : ["wasm", "cpu"]) {
      const { said, stderr } = await load({ COURSE_BACKEND: backend });
      expect(said.backend).toBe(backend);
      expect(stderr).toBe("");
    }
  });

  test("takes the fastest that works unless told", async () => {
    const { said } = await load({ COURSE_BACKEND: "" });
    expect(said.backend).toBe(whyNotNative() === null ? "native" : "wasm");
  });

  test("refuses a backend that it does not know", async () => {
    const { said } = await load({ COURSE_BACKEND: "gpu" });
    expect(said).toEqual({
      name: "RangeError",
      message: 'loadTensorFlow: COURSE_BACKEND must be native, wasm or cpu, got "gpu"',
    });
  });

  test("names the command that installs TensorFlow.js where it is missing", async () => {
    // Above this folder there are no packages.
    const alone = join(folder, "alone.mjs");
    await copyFile(file, alone);
    const { said } = await load({ COURSE_BACKEND: "" }, alone);
    expect(said.message).toMatch(
      /^loadTensorFlow: TensorFlow\.js cannot be loaded \(Cannot find package '@tensorflow\/tfjs'.*\)\. Cure: npm install @tensorflow\/tfjs@4\.22\.0 @tensorflow\/tfjs-backend-wasm@4\.22\.0; then, several times as fast where its own download is let through, npm install @tensorflow\/tfjs-node@4\.22\.0$/,
    );
  });
});

describe("saveModel and packModel", () => {
  test("write what TensorFlow.js itself reads", async () => {
    process.env.COURSE_BACKEND = "wasm";
    const { tf } = await loadTensorFlow();
    const model = modelFromMlp(tf, network(5));
    await fitModel(model, problem(17, 6), { ...options, random: random(7) });
    const before = living(tf);
    const packed = await packModel(model);
    expect(living(tf)).toEqual(before);
    const json = JSON.parse(packed.json);
    const theirs = await tf.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest[0].weights,
        weightData: packed.weights.slice().buffer,
      }),
    );
    expect(getWeights(theirs)).toEqual(getWeights(model));
    const ours = await unpackModel(packed);
    expect(getWeights(ours)).toEqual(getWeights(model));
    for (const each of [model, theirs, ours]) each.dispose();
    expect(living(tf).tensors).toBeLessThan(before.tensors);
  });

  test("refuse damaged weights and foreign models, and name a file that is missing", async () => {
    process.env.COURSE_BACKEND = "wasm";
    const { tf } = await loadTensorFlow();
    const model = modelFromMlp(tf, network(5));
    const place = join(folder, "damaged");
    await saveModel(model, place);
    const weights = await readFile(join(place, "weights.bin"));
    weights[5]! ^= 1;
    await writeFile(join(place, "weights.bin"), weights);
    await expect(loadModel(place)).rejects.toThrow(
      /^unpackModel: the weights are damaged: SHA-256 must be [0-9a-f]{64}, got [0-9a-f]{64}$/,
    );
    for (const json of ["{}", "null"]) {
      await expect(unpackModel({ json, weights })).rejects.toThrow(
        new RangeError("unpackModel: the model must come from packModel or saveModel"),
      );
    }
    await expect(unpackModel({ json: '{"half', weights })).rejects.toThrow(
      /^unpackModel: model\.json must be JSON, got 6 characters: /,
    );
    await expect(loadModel(join(folder, "nowhere"))).rejects.toThrow(/nowhere\/model\.json/);
    model.dispose();
  });
});
