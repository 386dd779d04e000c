/**
 * @file The matrices of a layer replaced by others, heads side by side: the way in and out of
 * TensorFlow.js, and of a file.
 */

import { Matrix } from "../matrix/index.js";
import type { MultiHeadAttention } from "./multiHeadAttention.js";
import { packHeads, unpackHeads } from "./packing.js";

const isAttention = (layer: object): layer is MultiHeadAttention => "heads" in layer;

/**
 * All matrices of a layer, whatever their shapes, in the order in which its fields were written; of
 * multi-head attention those of `packHeads`, as TensorFlow.js has them.
 *
 * @throws RangeError if heads of one attention do not fit together.
 */
export function packedMatricesOf(layer: object): Matrix[] {
  if (layer instanceof Matrix) return [layer];
  if (isAttention(layer)) return packedMatricesOf(packHeads(layer));
  return Object.values(layer).flatMap((part: unknown) =>
    typeof part === "object" && part !== null ? packedMatricesOf(part) : [],
  );
}

/**
 * A layer of the same structure with other numbers: the inverse of `packedMatricesOf`.
 *
 * @param matrices - as many as `packedMatricesOf(layer)` gives, of the same shapes; they are copied
 * @throws RangeError if their number or a shape differs.
 */
export function replaceMatrices<Layer extends object>(
  layer: Layer,
  matrices: readonly Pick<Matrix, "data" | "shape">[],
): Layer {
  const where = "replaceMatrices";
  const count = packedMatricesOf(layer).length;
  if (count !== matrices.length) {
    throw new RangeError(`${where}: needs ${count} matrices, got ${matrices.length}`);
  }
  const rest = matrices.values();
  let place = 0;
  const next = ({ shape }: Matrix): Matrix => {
    const given = rest.next().value!;
    if (given.shape.join() !== shape.join()) {
      const must = `matrix ${place} must have the shape [${shape.join(", ")}]`;
      throw new RangeError(`${where}: ${must}, got [${given.shape.join(", ")}]`);
    }
    place += 1;
    return new Matrix(Float64Array.from(given.data), [...shape]);
  };
  return replaced(layer, next) as Layer;
}

function replaced(part: unknown, next: (old: Matrix) => Matrix): unknown {
  if (part instanceof Matrix) return next(part);
  if (Array.isArray(part)) return part.map((one) => replaced(one, next));
  if (typeof part !== "object" || part === null) return part;
  if (isAttention(part)) {
    return unpackHeads(replaced(packHeads(part), next) as ReturnType<typeof packHeads>);
  }
  const fields = Object.entries(part).map(([name, one]) => [name, replaced(one, next)]);
  return Object.fromEntries(fields);
}
