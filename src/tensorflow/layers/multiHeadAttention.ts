/**
 * @file Multi-head attention as a layer, with Keras's meaning, names and order of weights.
 *
 * Letters for shapes, as in Keras: `B` sequences, `T` queries (target), `S` keys and values (source),
 * `D` features of a token, `H` heads, `K` features of a query or key, `V` of a value.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), section 3.2.2; Keras 3.15.
 */

import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";
import { type AttendInput, attend, attendWithWeights } from "./attend.js";
import { type AttentionMasks, combineMasks, type ScoresShape } from "./attentionMask.js";
import {
  type Attended,
  type AttendOptions,
  type AttentionPart,
  checkAttention,
  checkSources,
  type MultiHeadAttention,
  type MultiHeadAttentionOptions,
  type Sources,
  sourcesOf,
} from "./attentionOptions.js";
import { type Drops, drops } from "./dropout.js";
import {
  type Applied,
  type CallOptions,
  type Config,
  checkNumbers,
  configOf,
  type Inputs,
  type LayerShape,
  layerArgs,
  layerClass,
  listOf,
  listOfShapes,
  refuseDropped,
  type Weight,
} from "./layerClass.js";
import { firstMask, maskOf } from "./masks.js";
import { type Projection, project, projectAll } from "./projection.js";
import { glorotUniform, type Initializer, seedsOf } from "./seeds.js";

const NAME = "MultiHeadAttention";

/** What a saved model remembers. */
const CONFIG = [
  "numHeads",
  "keyDim",
  "valueDim",
  "outputShape",
  "useBias",
  "dropout",
  "useCausalMask",
  "returnAttentionScores",
  "seed",
] as const;

/** The class of these layers; a part of a block has a prefix before the names of its weights. */
export const multiHeadAttentionClass: (
  tf: Tf,
) => new (
  options: MultiHeadAttentionOptions,
  prefix?: string,
) => AttentionPart = layerClass(createClass);

/**
 * Multi-head attention as Keras makes it: in each of `H` heads, every token of a query takes of the
 * values what `softmax(query · keyᵀ / √K)` says, and a last projection mixes what the heads have found.
 * Query `[B, T, D]` and values `[B, S, D]` to `[B, T, D]`: `B` sequences, `T` and `S` tokens of `D`
 * features; `K` features a head. Weights Glorot uniform, biases zero.
 *
 * @throws RangeError unless `numHeads`, `keyDim`, `valueDim` and `outputShape` are positive integers,
 * `dropout` is in `[0, 1)` and `seed` is an integer in `[0, 2³²)`.
 */
export function multiHeadAttention(tf: Tf, options: MultiHeadAttentionOptions): MultiHeadAttention {
  return new (multiHeadAttentionClass(tf))(options);
}

function createClass(tf: Tf) {
  return class extends tf.layers.Layer implements AttentionPart {
    static readonly className = NAME;
    readonly #options: MultiHeadAttentionOptions;
    readonly #prefix: string;
    readonly #drops: Drops;
    readonly #weights = new Map<string, Weight>();

    constructor(options: MultiHeadAttentionOptions, prefix = "") {
      super(layerArgs(options));
      checkAttention(NAME, options);
      this.#options = options;
      this.#prefix = prefix;
      this.#drops = drops(options.dropout ?? 0, options.seed);
      this.supportsMasking = true;
    }

    override build(inputShape: LayerShape | LayerShape[]): void {
      const [query, value, key] = sourcesOf(NAME, listOfShapes(inputShape));
      const { numHeads: H, keyDim: K, seed, useBias } = this.#options;
      checkSources(NAME, [query, value, key]);
      const V = this.#options.valueDim ?? K;
      const seeds = seedsOf(seed, 4);
      const add = (name: string, kernel: number[], bias: number[], fanIn: number) => {
        const fanOut = bias.reduce((size, length) => size * length, 1);
        const draw = glorotUniform(tf, fanIn, fanOut, seeds.shift()!);
        this.#add(`${name}/kernel`, kernel, draw);
        if (useBias ?? true) this.#add(`${name}/bias`, bias, tf.initializers.zeros());
      };
      add("query", [query.at(-1)!, H, K], [H, K], query.at(-1)!);
      add("key", [key.at(-1)!, H, K], [H, K], key.at(-1)!);
      add("value", [value.at(-1)!, H, V], [H, V], value.at(-1)!);
      const out = this.#options.outputShape ?? query.at(-1)!;
      add("attention_output", [H, V, out], [out], H * V);
      this.built = true;
    }

    #add(name: string, shape: number[], initializer: Initializer): void {
      const weight = this.addWeight(`${this.#prefix}${name}`, shape, "float32", initializer);
      this.#weights.set(name, weight);
    }

    override apply(inputs: Inputs, options?: CallOptions): Applied {
      refuseDropped(tf, NAME, inputs, options);
      return super.apply(inputs, options);
    }

    override call(inputs: Tensor | Tensor[], options: CallOptions): Tensor | Tensor[] {
      const list = listOf(inputs);
      const [query, value, key] = sourcesOf(NAME, list);
      const masks: AttentionMasks = {
        query: maskOf(NAME, query),
        value: maskOf(NAME, value),
        key: key === value ? null : maskOf(NAME, key),
        attention: list[3] ?? (options?.attentionMask as Tensor | undefined) ?? null,
        causal:
          (options?.useCausalMask as boolean | undefined) ?? this.#options.useCausalMask ?? false,
      };
      const { returnAttentionScores } = this.#options;
      const wantsScores = options?.returnAttentionScores ?? returnAttentionScores ?? false;
      return tf.tidy(() => {
        const { output, scores } = this.run([query, value, key], masks, options, wantsScores);
        return scores ? [output, scores] : output;
      });
    }

    run(
      [query, value, key]: Sources<Tensor>,
      masks: AttentionMasks,
      options: CallOptions,
      wantsScores = false,
    ): { output: Tensor; scores: Tensor4D | undefined } {
      const { numHeads: H, keyDim: K, dropout = 0 } = this.#options;
      const features = (name: string) => this.#weights.get(`${name}/kernel`)!.shape[0]!;
      const built = [features("query"), features("value"), features("key")] as const;
      checkSources(NAME, [query.shape, value.shape, key.shape], built);
      const [B, T] = query.shape as [number, number];
      const shape: ScoresShape = [B, H, T, key.shape[1]!];
      // A factor of the kernel costs less than one of all queries.
      const q = this.#projection("query", 1 / Math.sqrt(K));
      const [k, v] = [this.#projection("key"), this.#projection("value")];
      const [queries, keys, values] = projectAll(tf, [query, key, value], [q, k, v]);
      const input: AttendInput = {
        query: this.#split(queries, B),
        key: this.#split(keys, B),
        value: this.#split(values, B),
        mask: combineMasks(tf, NAME, shape, masks),
        dropped: this.#drops.next(tf, shape, options),
        // As in Keras, which has two ways, and this difference between them.
        blind: dropout > 0 || wantsScores ? "nothing" : "mean",
      };
      const { output, weights } = wantsScores
        ? attendWithWeights(tf, input)
        : { output: attend(tf, input), weights: undefined };
      const joined = tf.reshape(tf.transpose(output, [0, 2, 1, 3]), [B, T, -1]);
      const [rows] = project(tf, joined, [this.#projection("attention_output")]);
      return { output: tf.reshape(rows!, [B, T, -1]), scores: weights };
    }

    /** A kernel as a matrix and its bias as a row, both times `factor`. */
    #projection(name: string, factor = 1): Projection {
      const kernel = this.#weights.get(`${name}/kernel`)!.read();
      const bias = this.#weights.get(`${name}/bias`)?.read();
      const rows = name === "attention_output" ? -1 : kernel.shape[0]!;
      const cols = name === "attention_output" ? kernel.shape[2]! : -1;
      const scaled = (x: Tensor) => (factor === 1 ? x : tf.mul(x, factor));
      return {
        kernel: scaled(tf.reshape(kernel, [rows, cols])) as Tensor2D,
        bias: bias && (scaled(tf.reshape(bias, [-1])) as Tensor1D),
      };
    }

    /** `[B · T, H · K]` by heads: `[B, H, T, K]`. */
    #split(rows: Tensor2D, B: number): Tensor4D {
      const { numHeads: H } = this.#options;
      const length = rows.shape[0] / B;
      return tf.transpose(tf.reshape(rows, [B, length, H, -1]), [0, 2, 1, 3]);
    }

    attend(query: Tensor3D, value: Tensor3D, options: AttendOptions = {}): Attended {
      const { key, ...rest } = options;
      const inputs = key ? [query, value, key] : [query, value];
      for (const [k, what] of ["query", "value", "key"].slice(0, inputs.length).entries()) {
        checkNumbers(tf, NAME, what, inputs[k]!);
      }
      if (rest.attentionMask) checkNumbers(tf, NAME, "attention mask", rest.attentionMask);
      const given = { ...rest, returnAttentionScores: true };
      const [output, scores] = this.apply(inputs, given) as [Tensor3D, Tensor4D];
      checkNumbers(tf, NAME, "output", output); // weights that are none
      return { output, scores };
    }

    override computeOutputShape(inputShape: LayerShape | LayerShape[]): LayerShape | LayerShape[] {
      const [query, value] = sourcesOf(NAME, listOfShapes(inputShape));
      const { numHeads, outputShape, returnAttentionScores } = this.#options;
      const output = [...query.slice(0, -1), outputShape ?? query.at(-1)!];
      if (!returnAttentionScores) return output;
      return [output, [query[0]!, numHeads, query[1]!, value[1]!]];
    }

    override computeMask(_: Tensor | Tensor[], mask?: Tensor | Tensor[]): Tensor | Tensor[] {
      const output = firstMask(mask);
      return (this.#options.returnAttentionScores ? [output, null] : output) as Tensor;
    }

    override getConfig(): Config {
      return { ...super.getConfig(), ...configOf(this.#options, CONFIG) };
    }
  };
}
