/**
 * @file Multi-head attention by our layer on TensorFlow.js, or a product of two matrices, timed; run as
 * `node attentionWorker.js CASE` with `ATTENTION_FOLDER`, as `attention_keras.py` is.
 *
 * The last line of its output is a `Sample`; its loss is the mean square of the result.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Tensor, Variable } from "@tensorflow/tfjs";
import { loadTensorFlow, multiHeadAttention } from "large-models/tensorflow";
import {
  type AttentionCase,
  attentionCases,
  type ProductCase,
  productCases,
} from "./attentionCases.js";
import { median } from "./result.js";

const { tf, backend, description } = await loadTensorFlow();

async function read(file: string): Promise<Float32Array> {
  const bytes = await readFile(join(process.env.ATTENTION_FOLDER ?? ".", file));
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4).slice();
}

/** One call; the caller disposes of what it returns, the result first. */
async function product({ size }: ProductCase): Promise<() => Tensor[]> {
  const [a, b] = [await read("a.f32"), await read("b.f32")].map((data) =>
    tf.tensor2d(data, [size, size]),
  );
  return () => [tf.matMul(a!, b!)];
}

async function attention(one: AttentionCase): Promise<() => Tensor[]> {
  const { batch, length, width, numHeads, keyDim, backward } = one;
  const data = await read(`tokens-${length}.f32`);
  const x = tf.variable(tf.tensor3d(data, [batch, length, width]));
  const layer = multiHeadAttention(tf, { numHeads, keyDim, seed: 0 });
  layer.build([batch, length, width]);
  const parameters = await read("weights.f32");
  let start = 0;
  const weights = layer.getWeights().map((weight) => {
    const own = parameters.subarray(start, start + weight.size);
    start += weight.size;
    return tf.tensor(own, weight.shape);
  });
  layer.setWeights(weights);
  const forward = () => layer.apply(x) as Tensor;
  if (!backward) return () => [tf.tidy(forward)];
  const variables = [x, ...(layer.getWeights() as Variable[])];
  return () => {
    let output: Tensor | undefined;
    const { value, grads } = tf.variableGrads(() => {
      output = tf.keep(forward());
      return tf.mean(tf.square(output));
    }, variables);
    return [output!, value, ...Object.values(grads)];
  };
}

const name = process.argv[2] ?? "";
const one = attentionCases[name] ?? productCases[name];
if (!one) throw new Error(`attentionWorker: there is no case "${name}"`);
const call = "size" in one ? await product(one) : await attention(one);
for (let k = 0; k < one.warmUp; ++k) tf.dispose(call());
const times = Array.from({ length: one.calls }, () => {
  const start = performance.now();
  const made = call();
  const time = performance.now() - start;
  tf.dispose(made);
  return time;
});
const [result] = call();
const loss = tf.mean(tf.square(result!)).dataSync<"float32">()[0]!;
const versions = { node: process.version, [`tensorflow.js ${backend}`]: description };
console.log(JSON.stringify({ msPerStep: median(times), loss, versions }));
