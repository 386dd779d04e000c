/**
 * @file Token ids to vectors that are learnt.
 *
 * Letters for shapes: `B` sequences, `T` tokens of each, `D` features of a token, `N` entries of the
 * vocabulary.
 */

import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs";
import { checkCount, checkIndex } from "../../matrix/check.js";
import type { Tf } from "../backend.js";
import {
  type CallOptions,
  type Config,
  checkRank,
  configOf,
  isReadable,
  type Layer,
  type LayerOptions,
  type LayerShape,
  layerArgs,
  layerClass,
  listOfShapes,
  single,
  type Weight,
} from "./layerClass.js";
import { checkSeed } from "./seeds.js";

export interface TokenEmbeddingOptions extends LayerOptions {
  /** `N`: ids are integers in `[0, inputDim)` */
  readonly inputDim: number;
  /** `D`: features of a token */
  readonly outputDim: number;
  /** takes id 0 for padding, which the layers behind leave out; defaults to false */
  readonly maskZero?: boolean;
  /** an integer in `[0, 2³²)` from which the vectors are drawn, uniformly in ±0.05 as in Keras */
  readonly seed: number;
}

const NAME = "TokenEmbedding";
const CONFIG = ["inputDim", "outputDim", "maskZero", "seed"] as const;

/** The class of these layers. */
export const tokenEmbeddingClass: (tf: Tf) => new (options: TokenEmbeddingOptions) => Layer =
  layerClass(createClass);

/**
 * `outputₜ = embeddings[idₜ]`: ids of shape `[B, T]` become vectors, `[B, T, D]`; `B` sequences, `T`
 * tokens of each, `D` features of a token.
 *
 * Its gradient is a sum for each id, on every backend; that of `tf.layers.embedding` fails on
 * WebAssembly and takes seconds in JavaScript. An id outside of the vocabulary is refused where the
 * ids can be read at little cost: on every backend that `loadTensorFlow` gives.
 *
 * @throws RangeError unless `inputDim` and `outputDim` are positive integers and `seed` is an integer in
 * `[0, 2³²)`; when it is called, if an id is not an integer in `[0, inputDim)`.
 */
export function tokenEmbedding(tf: Tf, options: TokenEmbeddingOptions): Layer {
  return new (tokenEmbeddingClass(tf))(options);
}

function createClass(tf: Tf) {
  return class extends tf.layers.Layer {
    static readonly className = NAME;
    readonly #options: TokenEmbeddingOptions;
    #embeddings: Weight | undefined;

    constructor(options: TokenEmbeddingOptions) {
      // The input of a model that begins with this layer holds whole numbers.
      super({ ...layerArgs(options), dtype: "int32" });
      checkCount(NAME, "inputDim", options.inputDim);
      checkCount(NAME, "outputDim", options.outputDim);
      checkSeed(NAME, options.seed);
      this.#options = options;
      this.supportsMasking = true;
    }

    override build(): void {
      const { inputDim, outputDim, seed } = this.#options;
      const draw = tf.initializers.randomUniform({ minval: -0.05, maxval: 0.05, seed });
      this.#embeddings = this.addWeight("embeddings", [inputDim, outputDim], "float32", draw);
      this.built = true;
    }

    override call(inputs: Tensor | Tensor[], _options: CallOptions): Tensor {
      return tf.tidy(() => {
        const given = single(NAME, inputs);
        checkRank(NAME, "ids", given.shape, "B, T");
        const { inputDim, outputDim } = this.#options;
        if (isReadable(tf)) checkIds(given.dataSync(), inputDim);
        const ids: Tensor1D = tf.reshape(tf.cast(given, "int32"), [-1]);
        const rows = lookUp(tf, this.#embeddings!.read() as Tensor2D, ids);
        return tf.reshape(rows, [...given.shape, outputDim]);
      });
    }

    override computeOutputShape(inputShape: LayerShape | LayerShape[]): LayerShape {
      const [shape] = listOfShapes(inputShape);
      checkRank(NAME, "ids", shape!, "B, T");
      return [...shape!, this.#options.outputDim];
    }

    override computeMask(inputs: Tensor | Tensor[]): Tensor {
      if (!this.#options.maskZero) return null as unknown as Tensor;
      return tf.tidy(() => tf.notEqual(single(NAME, inputs), 0));
    }

    override getConfig(): Config {
      return { ...super.getConfig(), ...configOf(this.#options, CONFIG) };
    }
  };
}

/** Rows of a table, shape `[B · T, D]`; the gradient of a row is the sum over its places. */
function lookUp(tf: Tf, table: Tensor2D, ids: Tensor1D): Tensor2D {
  const run = tf.customGrad((...given) => {
    const save = given.at(-1) as unknown as (tensors: Tensor[]) => void;
    save([ids]);
    const gradFunc = (gradOutput: Tensor, saved: Tensor[]) =>
      tf.unsortedSegmentSum(gradOutput as Tensor2D, saved[0] as Tensor1D, table.shape[0]);
    return { value: tf.gather(given[0] as Tensor2D, ids), gradFunc };
  });
  return run(table) as Tensor2D;
}

function checkIds(ids: ArrayLike<number>, inputDim: number): void {
  for (let k = 0; k < ids.length; ++k) {
    const id = ids[k]!;
    if (Number.isInteger(id) && id >= 0 && id < inputDim) continue;
    checkIndex(NAME, `id ${k}`, id, inputDim);
  }
}
