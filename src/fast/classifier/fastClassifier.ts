/**
 * @file A classifier of texts in the memory of the compiled kernel, in float32: program 2.
 *
 * The readable form is `network/attentionClassifier.ts`; this one computes the same in single
 * precision.
 */

import { type AdamState, createAdamState } from "../adam.js";
import { KernelMemory } from "../memory.js";
import { checkClassifier } from "./checks.js";
import { allocateClassifier, type ClassifierPlaces } from "./parameters.js";
import { type ClassifierParameters, readClassifier, writeClassifier } from "./readable.js";
import { allocateTextRoom, type TextRoom } from "./textRoom.js";

export interface FastClassifierOptions {
  /** whether a token sees only itself and what came before it; defaults to `false` */
  readonly causal?: boolean;
}

/** A classifier in a memory of its own; made by `createFastClassifier`, read by `toClassifier`. */
export class FastClassifier<C extends ClassifierParameters = ClassifierParameters> {
  /** whether a token sees only itself and what came before it */
  readonly causal: boolean;
  /** @internal what Adam has counted */
  readonly adam: AdamState = createAdamState();
  /** @internal the memory that all of it lies in */
  readonly memory: KernelMemory = new KernelMemory();
  /** @internal where the parameters lie */
  readonly places: ClassifierPlaces;
  /** @internal the structure of what `toClassifier` returns, with the numbers of the start */
  readonly start: C;
  /** @internal for each token of the vocabulary a zero, with which the tokens of a text are counted */
  readonly times: Int32Array;
  readonly #mark: number;
  #room: TextRoom | undefined;

  /** The parameters of `classifier`, which must fit together. */
  constructor(classifier: C, { causal = false }: FastClassifierOptions) {
    this.causal = causal;
    this.start = classifier;
    this.places = allocateClassifier(this.memory, classifier);
    this.times = new Int32Array(this.places.vocabularySize);
    writeClassifier(this.memory, classifier, this.places);
    this.#mark = this.memory.mark();
  }

  /** @internal Room for `rows` texts of `length` tokens or more; its content lasts until more is asked for. */
  room(rows: number, length: number): TextRoom {
    const room = this.#room;
    if (room && room.rows >= rows && room.length >= length) return room;
    this.memory.release(this.#mark);
    this.#room = undefined; // in case that there is no memory left
    const [atLeast, longest] = [
      Math.max(rows, room?.rows ?? 0),
      Math.max(length, room?.length ?? 0),
    ];
    this.#room = allocateTextRoom(this.memory, this.places, atLeast, longest);
    return this.#room;
  }

  /** `FastClassifier of 10000 tokens (16 features, 2 heads, dense 16-16-1), 63 steps`. */
  toString(): string {
    const { vocabularySize, features, longest, attention } = this.places;
    const sizes = this.start.dense.layers.map(({ weight }) => weight.shape[1]).join("-");
    const parts = [
      `${features} features`,
      ...(longest ? [`${longest} positions`] : []),
      attention ? `${attention.numHeads} heads` : "no attention",
      `dense ${sizes}`,
    ];
    return `FastClassifier of ${vocabularySize} tokens (${parts.join(", ")}), ${this.adam.steps} steps`;
  }
}

// Node, and with it the notebook, prints an object by the method of this name.
Object.defineProperty(FastClassifier.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value: FastClassifier.prototype.toString,
});

/**
 * A classifier with the parameters of `classifier`, rounded to float32.
 *
 * An `AttentionClassifier` is one. Without `attention`, the dense layers get the mean of the
 * embeddings; with `positions`, each token's row of them is added to its embedding.
 *
 * @throws RangeError if the layers do not fit together, the heads differ in shape, a parameter is not
 * finite in float32, an activation is not one of `identity`, `relu`, `sigmoid` and `tanh`, or the last
 * layer is not one logit with the activation `identity`.
 */
export function createFastClassifier<C extends ClassifierParameters>(
  classifier: C,
  options: FastClassifierOptions = {},
): FastClassifier<C> {
  checkClassifier(classifier);
  return new FastClassifier(classifier, options);
}

/** A readable classifier of the same structure, with a copy of the parameters as they are now. */
export function toClassifier<C extends ClassifierParameters>(fast: FastClassifier<C>): C {
  return readClassifier(fast, "values");
}
