/** @file The readable classifier, brought into the kernel's memory and read out of it. */

import type { Matrix } from "../../matrix/index.js";
import type {
  AttentionClassifier,
  AttentionHead,
  Embedding,
  MultiHeadAttention,
  Projection,
} from "../../network/index.js";
import type { KernelMemory } from "../memory.js";
import type { AttentionPlace, ClassifierPlaces, DensePlace } from "./parameters.js";
import { type Part, readPart, writePart } from "./trained.js";

/**
 * What a fast classifier is made of: an `AttentionClassifier`, with learned positions added to the
 * embeddings if it has such; without attention, the mean of the embeddings goes to the dense layers.
 */
export interface ClassifierParameters extends Pick<AttentionClassifier, "embedding" | "dense"> {
  /** shape `[longest, D]`: row `t` is added to the embedding of token `t` of a text */
  readonly positions?: Embedding;
  readonly attention?: MultiHeadAttention;
}

/** What takes the place of a matrix, given the one that is there and where it lies in the memory. */
type Visit = (matrix: Matrix, part: Part) => Matrix;

/** A classifier of the same structure, each matrix replaced by what `visit` returns. */
function mapMatrices<C extends ClassifierParameters>(
  classifier: C,
  places: ClassifierPlaces,
  visit: Visit,
): C {
  const project = <P extends Projection>(layer: P, place: DensePlace, part = {}): P => ({
    ...layer,
    weight: visit(layer.weight, { of: place.weight, ...part }),
    ...(layer.bias && place.bias && { bias: visit(layer.bias, { of: place.bias, ...part }) }),
  });
  const table = (layer: Embedding, of: Part["of"]): Embedding => ({
    ...layer,
    weight: visit(layer.weight, { of }),
  });
  const head = (layer: AttentionHead, h: number, place: AttentionPlace): AttentionHead => ({
    ...layer,
    query: project(layer.query, place.queryKey, { column: h * place.keyWidth }),
    key: project(layer.key, place.queryKey, { column: (place.numHeads + h) * place.keyWidth }),
    value: project(layer.value, place.values[h]!),
  });
  const { embedding, positions, attention, dense } = classifier;
  const firstDense = attention ? 1 : 0;
  return {
    ...classifier,
    embedding: table(embedding, places.embedding),
    ...(positions && { positions: table(positions, places.positions!) }),
    ...(attention && {
      attention: {
        ...attention,
        heads: attention.heads.map((layer, h) => head(layer, h, places.attention!)),
        output: project(attention.output, places.dense[0]!, {
          together: places.attention!.valueDim,
        }),
      },
    }),
    dense: {
      ...dense,
      layers: dense.layers.map((layer, l) => project(layer, places.dense[firstDense + l]!)),
    },
  };
}

/** Copies all matrices in, rounded to float32. */
export function writeClassifier(
  memory: KernelMemory,
  classifier: ClassifierParameters,
  places: ClassifierPlaces,
): void {
  mapMatrices(classifier, places, (matrix, part) => {
    writePart(memory, part, matrix);
    return matrix;
  });
}

/** A copy of all values, or of all gradients, in the structure of `start`. */
export function readClassifier<C extends ClassifierParameters>(
  { memory, start, places }: { memory: KernelMemory; start: C; places: ClassifierPlaces },
  which: "values" | "gradients",
): C {
  return mapMatrices(start, places, ({ shape }, part) => readPart(memory, part, shape, which));
}
