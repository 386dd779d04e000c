/**
 * @file Multi-head attention, timed: our layer on native TensorFlow against Keras's in a `tf.function`,
 * of 512 features, 8 heads of 64, and against what the machine can do at most.
 */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { random } from "large-models";
import {
  type AttentionCase,
  attentionCases,
  flopOf,
  type ProductCase,
  productCases,
} from "./attentionCases.js";
import type { Benchmark } from "./benchmark.js";
import { pythonStart, type RowProgram, type RowSetting, tensorflowStart } from "./starts.js";

/** Both have so many for an operation; Keras would take all that there are. */
const THREADS = "2";

const cases: Readonly<Record<string, AttentionCase | ProductCase>> = {
  ...attentionCases,
  ...productCases,
};

/** The mean square of the result: all start from the same numbers. */
function lossOf(one: AttentionCase | ProductCase): readonly [least: number, most: number] {
  if ("size" in one) return LOSSES.product;
  return one.length === 10 ? LOSSES.short : LOSSES.long;
}

const LOSSES = {
  product: [100, 130],
  short: [0.02, 0.04],
  long: [0.002, 0.005],
} as const;

function rowsOf(setting: RowSetting, name: string): RowProgram[] {
  const one = cases[name]!;
  const folder = { ATTENTION_FOLDER: setting.dataFolder };
  const common = { reference: `keras-${name}`, flop: flopOf(one), loss: lossOf(one) };
  const keras = { ...folder, KERAS_THREADS: THREADS };
  const native = { ...folder, TF_NUM_INTRAOP_THREADS: THREADS };
  return [
    {
      name: `keras-${name}`,
      ...common,
      start: pythonStart(setting, "attention_keras.py", keras, name),
    },
    {
      name: `native-${name}`,
      ...common,
      start: tensorflowStart("attentionWorker.js", "native", native, name),
    },
  ];
}

export const attention: Benchmark = {
  name: "attention",
  loss: LOSSES.short,
  peaks: ["keras-product", "native-product"],
  chapter: "notebooks/en/12-feed-forward.ipynb",
  async prepare(folder) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "cases.json"), JSON.stringify(cases));
    const draw = random(1);
    const write = (file: string, size: number, limit: number) => {
      const numbers = Float32Array.from({ length: size }, () => draw.uniform(-limit, limit));
      return writeFile(join(folder, file), numbers);
    };
    for (const { size } of Object.values(productCases)) {
      for (const file of ["a.f32", "b.f32"]) await write(file, size ** 2, 1);
    }
    const { "forward-10": short, "forward-512": long } = attentionCases;
    for (const one of [short!, long!]) {
      const { batch, length, width } = one;
      await write(`tokens-${length}.f32`, batch * length * width, 1);
    }
    const inner = long!.numHeads * long!.keyDim;
    // Four kernels with their biases, in Keras's order.
    const parameters = 4 * long!.width * inner + 3 * inner + long!.width;
    await write("weights.f32", parameters, Math.sqrt(6 / (long!.width + inner)));
  },
  rows: (setting) => Object.keys(cases).flatMap((name) => rowsOf(setting, name)),
};
