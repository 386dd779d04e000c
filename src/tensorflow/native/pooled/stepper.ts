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
import { type AttendedGradients, attendTexts } from "./attend.js";
import { chunksOf } from "./chunks.js";
import { denseBackward, denseForward } from "./denseRows.js";
import { type AttentionParameters, type Folded, fold, unfold } from "./folded.js";
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
  function run(
    batch: Batch,
    isTraining: boolean,
  ): { result: BatchResult; gradients: () => Gradients } {
    const { labels, count } = batch;
    const folded = fold(sizes, attention);
    const grad = {
      giveKernel: new Float64Array(H * D * O),
      giveBias: new Float64Array(O),
    };
    const gradDense = dense.map(({ length }) => new Float64Array(length));
    const chunks = chunksOf(batch.inputs[0] as Int32Array, count, H);
    const texts = attendTexts(ops, sizes, table, folded, chunks);
    const result = { loss: 0, right: 0, weight: count };
    for (const chunk of chunks) {
      const n = chunk.places.length;
      const attended = texts.attend(chunk);
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
      attended.backward(gradMeans);
    }
    return { result, gradients: () => collect(texts.gradients(), grad, gradDense) };
  }

  /** The gradient of the embedding, and those of all others. */
  function collect(
    { gradTable, gradLookKernel, gradLookBias }: AttendedGradients,
    grad: GradGive,
    gradDense: readonly Float64Array[],
  ): Gradients {
    const folded = { ...grad, lookKernel: gradLookKernel, lookBias: gradLookBias };
    const ofAttention = unfold(sizes, attention, folded);
    return {
      gradTable,
      others: [
        ...NAMES.map((name) => ofAttention[name]),
        ...gradDense.map((array) => Float32Array.from(array)),
      ],
    };
  }

  return {
    step(batch, rate) {
      const { result, gradients } = run(batch, true);
      const { gradTable, others } = gradients();
      steps += 1;
      table.apply(gradTable, ops.tensor(Float32Array.of(floatRate(rate, steps)), []));
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
      const { gradTable, others } = run(batch, true).gradients();
      const all = [ops.read(gradTable), ...others];
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

/** Of what a mean of tokens gives, summed over the chunks. */
type GradGive = Pick<Folded<Float64Array>, "giveKernel" | "giveBias">;

interface Gradients {
  readonly gradTable: TensorId;
  /** of all other parameters, in their order */
  readonly others: readonly Float32Array[];
}
