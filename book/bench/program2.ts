/**
 * @file Program 2, timed: embedding 10,000 × 16, attention of 2 heads of 16, the mean over the tokens,
 * dense 16-16-1; batches of 32, Adam, 2,000 mails of 128 words.
 */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Benchmark } from "./benchmark.js";
import { loadMailRows } from "./mailRows.js";
import { nodeStart, pythonStart, tensorflowStart } from "./starts.js";

const worker = "program2Worker.js";

/** Its largest operations are worth a second thread, which Keras takes as well; program 1's are not. */
const THREADS = { TF_NUM_INTRAOP_THREADS: "2" };

/** What the mean loss of the first epoch can be: the readable code is run no longer. */
const FIRST_EPOCH = [0.5, 0.69] as const;

export const program2: Benchmark = {
  name: "program2",
  loss: [0.05, 0.2],
  chapter: "notebooks/en/14-program-2.ipynb",
  async prepare(dataFolder) {
    const { ids, labels } = await loadMailRows();
    await mkdir(dataFolder, { recursive: true });
    await writeFile(join(dataFolder, "ids.i32"), ids);
    await writeFile(join(dataFolder, "labels.u8"), labels);
  },
  rows(setting) {
    const env = { MAILS_FOLDER: setting.dataFolder };
    const keras = "program2_keras.py";
    return [
      { name: "keras-fit", start: pythonStart(setting, keras, env) },
      {
        name: "keras-fit-1-thread",
        start: pythonStart(setting, keras, { ...env, KERAS_THREADS: "1" }),
      },
      { name: "hand-readable", loss: FIRST_EPOCH, start: nodeStart(worker, "readable", {}) },
      { name: "hand-fast", start: nodeStart(worker, "fast", {}) },
      { name: "tensorflow-native", start: tensorflowStart(worker, "native", THREADS) },
      { name: "tensorflow-wasm", start: tensorflowStart(worker, "wasm", {}) },
    ];
  },
};
