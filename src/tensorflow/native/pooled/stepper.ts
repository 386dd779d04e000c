/**
 * @file Training of embedding, attention, mean and dense layers on TensorFlow's own library.
 *
 * What grows with the square of the text's length is a product of TensorFlow; the embedding and Adam's
 * memory of it are its variables; all that is small is on plain arrays. The gradients are those of the
 * layers, one by one; `folded.ts` says why four projections can be two.
 *
 * Adam is that of the paper: it sees the gradient of an id as a whole. Keras 3.15 on TensorFlow squares
 * what each place of an id in the batch gives to it, and adds the squares.
 */

import { applyAdam } from "../../adam.js";
import type { Tf } from "../../backend.js";
import { lossOf } from "../../loss.js";
import type { PooledAttention } from "../../pooledAttention.js";
import type { Batch, BatchResult, Stepper, TrainingState } from "../../stepper.js";
import { correctedRate } from "../../stepper.js";
import { operations, type TensorId } from "../operations.js";
import { floatRate, parameterMaker } from "../variable.js";
import { attendTexts } from "./attend.js";
import { type Chunk, chunksOf } from "./chunks.js";
import { denseBackward, denseForward } from "./denseRows.js";
import { type AttentionParameters, emptyFolded, fold, unfold } from "./folded.js";
import { addProduct, addProductTransposeA, addProductTransposeB, addRows } from "./products.js";

/** The parameters of the attention layer in their order, between the embedding and the dense layers. */
const NAMES = [
  "queryKernel",
  "queryBias",
  "keyKernel",
  "keyBias",
  "valueKernel",
  "valueBias",
  "outputKernel",
  "outputBias",
] as const satisfies readonly (keyof AttentionParameters)[];

/** The classifier on the native backend, which must be the current one. */
export function pooledStepper(tf: Tf, sizes: PooledAttention, start: TrainingState): Stepper {
  const { vocabulary, width: D, numHeads: H, outputs: O, layers, classes } = sizes;
  const ops = operations(tf);
  const maker = parameterMaker(ops);
  const [values, mean, square] = [start.parameters, start.adam.mean, start.adam.square].map(
    (arrays) => arrays.map((array) => array.slice()),
  ) as [Float32Array[], Float32Array[], Float32Array[]];
  const table = maker.make([vocabulary, D], [values[0]!, mean[0]!, square[0]!]);
  const attention = Object.fromEntries(
    NAMES.map((name, k) => [name, values[1 + k]!]),
  ) as unknown as AttentionParameters;
  const dense = values.slice(1 + NAMES.length);
  let { steps } = start.adam;

  /** The losses of all texts; with `isTraining` the gradients as well. */
  function run(batch: Batch, isTraining: boolean): { result: BatchResult; gradients: Gradients } {
    const { labels, count } = batch;
    const folded = fold(sizes, attention);
    const grad = emptyFolded(sizes);
    const gradDense = dense.map(({ length }) => new Float64Array(length));
    const attend = attendTexts(ops, sizes, table, folded);
    const result = { loss: 0, right: 0, weight: count };
    const ids: Int32Array[] = [];
    const gradTokens: TensorId[] = [];
    for (const chunk of chunksOf(batch.inputs[0] as Int32Array, count, H)) {
      const n = chunk.places.length;
      const attended = attend(chunk);
      const pooled = new Float32Array(n * O);
      for (let i = 0; i < n; ++i) pooled.set(folded.giveBias, i * O);
      addProduct(pooled, attended.means, folded.giveKernel, [n, H * D, O]);
      const rows = denseForward(layers, dense, pooled, n);
      const own = Int32Array.from(chunk.places, (place) => labels[place]!);
      const found = lossOf(rows.at(-1)!, { labels: own }, classes);
      result.loss += found.result.loss;
      result.right += found.result.right;
      if (!isTraining) continue;
      // The loss is the mean over the batch, of which a chunk has its share.
      const gradLogits = found.gradLogits.map((entry) => (entry * n) / count);
      const gradPooled = denseBackward(layers, dense, rows, gradLogits, gradDense);
      addRows(grad.giveBias, gradPooled, n, O);
      addProductTransposeA(grad.giveKernel, attended.means, gradPooled, [H * D, n, O]);
      const gradMeans = new Float32Array(n * H * D);
      addProductTransposeB(gradMeans, gradPooled, folded.giveKernel, [n, O, H * D]);
      const back = attended.backward(gradMeans);
      addRows(grad.lookKernel, back.gradLookKernel, 1, D * H * D);
      addRows(grad.lookBias, back.gradLookBias, 1, H * D);
      gradTokens.push(back.gradTokens);
      ids.push(chunk.ids);
    }
    return { result, gradients: { ids, gradTokens, grad, gradDense } };
  }

  /** The gradient of the embedding, and those of all others. */
  function collect(gradients: Gradients): { ofTable: TensorId; others: Float32Array[] } {
    const { grad, gradDense } = gradients;
    const all = joined(gradients.ids);
    const ids = ops.tensor(all, [all.length]);
    const rows = ops.tensor(Int32Array.of(vocabulary), []);
    const { gradTokens } = gradients;
    const tokens = gradTokens.length === 1 ? gradTokens[0]! : ops.concat(gradTokens, 0);
    const ofAttention = unfold(sizes, attention, grad);
    return {
      ofTable: ops.one("UnsortedSegmentSum", [tokens, ids, rows]),
      others: [
        ...NAMES.map((name) => ofAttention[name]),
        ...gradDense.map((array) => Float32Array.from(array)),
      ],
    };
  }

  return {
    step(batch, rate) {
      const { result, gradients } = run(batch, true);
      const { ofTable, others } = collect(gradients);
      steps += 1;
      table.apply(ofTable, ops.tensor(Float32Array.of(floatRate(rate, steps)), []));
      const corrected = correctedRate(rate, steps);
      for (const [k, gradient] of others.entries()) {
        applyAdam(values[k + 1]!, gradient, mean[k + 1]!, square[k + 1]!, corrected);
      }
      ops.sweep();
      return result;
    },
    evaluate(batch) {
      const { result } = run(batch, false);
      ops.sweep();
      return result;
    },
    gradients(batch) {
      const { ofTable, others } = collect(run(batch, true).gradients);
      const all = [ops.read(ofTable), ...others];
      ops.sweep();
      return all;
    },
    state() {
      const [value, first, second] = table.read();
      const copies = (head: Float32Array, rest: readonly Float32Array[]) => [
        head,
        ...rest.slice(1).map((array) => array.slice()),
      ];
      return {
        parameters: copies(value, values),
        adam: { steps, mean: copies(first, mean), square: copies(second, square) },
      };
    },
    dispose() {
      ops.sweep();
      table.dispose();
      maker.dispose();
    },
  };
}

/** What the chunks of a batch have given. */
interface Gradients {
  /** of each chunk, and for each of them the gradient of its vector */
  readonly ids: readonly Chunk["ids"][];
  readonly gradTokens: readonly TensorId[];
  /** sums over the chunks */
  readonly grad: ReturnType<typeof emptyFolded>;
  readonly gradDense: readonly Float64Array[];
}

function joined(arrays: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(arrays.reduce((size, { length }) => size + length, 0));
  let start = 0;
  for (const array of arrays) {
    all.set(array, start);
    start += array.length;
  }
  return all;
}
