/** @file What holds on every backend; each runs it in a process of its own. */

import { inspect } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tf } from "../../src/tensorflow/backend.js";
import { loadTensorFlow, modelFromMlp } from "../../src/tensorflow/index.js";
import { title, whyNotNative } from "./available.js";
import { testByHand } from "./cases/byHand.js";
import { testEnds } from "./cases/ends.js";
import { testFit } from "./cases/fit.js";
import { testFitLayers } from "./cases/fitLayers.js";
import { testLayerInputs } from "./cases/layerInputs.js";
import { testLayerPadding } from "./cases/layerPadding.js";
import { testLayerRefusals } from "./cases/layerRefusals.js";
import { testLayers } from "./cases/layers.js";
import { testModels } from "./cases/models.js";
import { testRefusals } from "./cases/refusals.js";
import { network } from "./problem.js";

export function testBackend(backend: "native" | "wasm" | "cpu"): void {
  const isSkipped = backend === "native" && whyNotNative() !== null;
  describe.skipIf(isSkipped)(title(backend), () => {
    let tf: Tf;
    beforeAll(async () => {
      process.env.COURSE_BACKEND = backend;
      const loaded = await loadTensorFlow();
      expect(loaded.backend).toBe(backend);
      expect(loaded.description).toMatch(/^(native TensorFlow|TensorFlow\.js) \d+\.\d+\.\d+/);
      tf = loaded.tf;
    });

    test("is loaded once", async () => {
      expect(await loadTensorFlow()).toBe(await loadTensorFlow());
    });

    test("prints tensors and models readably", () => {
      tf.tidy(() => {
        const text = "Tensor float32 [2, 2]\nTensor\n    [[1, 2],\n     [3, 4]]";
        expect(inspect(tf.tensor([1, 2, 3, 4], [2, 2]))).toBe(text);
      });
      const disposed = tf.tensor([1, 2, 3]);
      disposed.dispose();
      expect(inspect(disposed)).toBe("Tensor float32 [3], disposed");
      const model = modelFromMlp(tf, network(1));
      expect(inspect(model)).toMatch(/Total params: 156\n/);
      model.dispose();
    });

    testModels();
    testFit();
    testEnds();
    testRefusals();
    testByHand();
    testLayers();
    testFitLayers();
    testLayerPadding();
    testLayerRefusals();
    testLayerInputs();
  });
}
