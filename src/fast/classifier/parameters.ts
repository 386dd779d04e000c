/**
 * @file Where the parameters of a classifier of texts lie in the kernel's memory.
 *
 * Letters for shapes, as in Keras: `D` features of a token, `H` heads, `K` features of a query or key,
 * `V` of a value, `O` of what the attention gives.
 */

import type { MultiHeadAttention } from "../../network/index.js";
import { kindOf, padded } from "../layers.js";
import type { KernelMemory } from "../memory.js";
import type { ClassifierParameters } from "./readable.js";
import { allocateTrained, type Trained } from "./trained.js";

/** A dense layer, or a projection. */
export interface DensePlace {
  readonly inputs: number;
  /** numbers in a row of its output */
  readonly width: number;
  /** the number of its activation in the kernel */
  readonly kind: number;
  /** shape `[inputs, outputs]` */
  readonly weight: Trained;
  /** shape `[1, outputs]` */
  readonly bias?: Trained;
  /** room for the weight's transpose, shape `[width, padded inputs]` */
  readonly turned: number;
}

/** The parameters of attention but for its output projection. */
export interface AttentionPlace {
  /** `H` */
  readonly numHeads: number;
  /** `K`, and what it is padded to */
  readonly keyDim: number;
  readonly keyWidth: number;
  /** `V`, and what it is padded to */
  readonly valueDim: number;
  readonly valueWidth: number;
  /** the queries of all heads side by side, then their keys: `2 · H` blocks of `keyWidth` columns */
  readonly queryKey: DensePlace;
  /** of each head its own */
  readonly values: readonly DensePlace[];
}

/** All that is trained, and where it belongs. */
export interface ClassifierPlaces {
  /** `D` */
  readonly features: number;
  /** tokens in the vocabulary */
  readonly vocabularySize: number;
  /** positions that there are; 0 without */
  readonly longest: number;
  /** shape `[vocabularySize, D]` */
  readonly embedding: Trained;
  /** shape `[longest, D]` */
  readonly positions?: Trained;
  readonly attention?: AttentionPlace;
  /** the output projection of the attention if there is one, then the dense layers */
  readonly dense: readonly DensePlace[];
  readonly all: readonly Trained[];
}

/** Room for the parameters of `classifier`, all zero. */
export function allocateClassifier(
  memory: KernelMemory,
  { embedding, positions, attention, dense }: ClassifierParameters,
): ClassifierPlaces {
  const all: Trained[] = [];
  const take = (rows: number, cols: number): Trained => {
    all.push(allocateTrained(memory, [rows, cols]));
    return all.at(-1)!;
  };
  const layer = (inputs: number, outputs: number, useBias: boolean, name = "identity") => ({
    inputs,
    width: padded(outputs),
    kind: kindOf("createFastClassifier", name),
    weight: take(inputs, outputs),
    ...(useBias && { bias: take(1, outputs) }),
    turned: memory.allocate(4 * padded(outputs) * padded(inputs)),
  });
  const [vocabularySize, features] = embedding.weight.shape;
  const longest = positions?.weight.shape[0] ?? 0;
  return {
    features,
    vocabularySize,
    longest,
    embedding: take(vocabularySize, features),
    ...(positions && { positions: take(longest, features) }),
    ...(attention && { attention: attentionPlace(attention, features, layer) }),
    dense: [
      ...(attention ? [outputPlace(attention, layer)] : []),
      ...dense.layers.map(({ weight: { shape }, activation: { name } }) =>
        layer(shape[0], shape[1], true, name),
      ),
    ],
    all,
  };
}

type TakeLayer = (inputs: number, outputs: number, useBias: boolean) => DensePlace;

function attentionPlace(
  { heads }: MultiHeadAttention,
  features: number,
  layer: TakeLayer,
): AttentionPlace {
  const { query, value } = heads[0]!;
  const numHeads = heads.length;
  const [keyDim, valueDim] = [query.weight.shape[1], value.weight.shape[1]];
  const [keyWidth, valueWidth] = [padded(keyDim), padded(valueDim)];
  const sizes = { numHeads, keyDim, keyWidth, valueDim, valueWidth };
  return {
    ...sizes,
    queryKey: layer(features, 2 * numHeads * keyWidth, query.bias !== undefined),
    values: heads.map(() => layer(features, valueDim, value.bias !== undefined)),
  };
}

function outputPlace({ heads, output }: MultiHeadAttention, layer: TakeLayer): DensePlace {
  const joined = heads.length * padded(heads[0]!.value.weight.shape[1]);
  return layer(joined, output.weight.shape[1], output.bias !== undefined);
}
