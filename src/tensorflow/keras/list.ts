/** @file What lies in a `.keras` file, as a list. */

import { readHdf5 } from "./hdf5.js";
import { unzip } from "./zip.js";

/** A file of the archive, or an array in its weights. */
export interface KerasEntry {
  /** `"config.json"`, or `"model.weights.h5/layers/dense/vars/0"` */
  readonly path: string;
  /** of the file, or of the numbers alone */
  readonly bytes: number;
  /** as NumPy calls it; of arrays */
  readonly dtype?: string;
  /** of arrays; `[]` for a single number */
  readonly shape?: readonly number[];
}

/**
 * Files of the archive in their order, and behind the weights the arrays in them; whatever the layers
 * are, known here or not.
 *
 * @throws RangeError if the file is damaged.
 */
export async function listKeras(bytes: Uint8Array): Promise<KerasEntry[]> {
  const where = "listKeras";
  const list: KerasEntry[] = [];
  for (const [path, content] of await unzip(where, bytes)) {
    list.push({ path, bytes: content.length });
    if (!path.endsWith(".h5")) continue;
    for (const [name, { dtype, shape }] of await readHdf5(where, content)) {
      const size = shape.reduce((product, length) => product * length, 1);
      const bits = Number(/\d+$/.exec(dtype)?.[0] ?? 0);
      list.push({ path: `${path}/${name}`, bytes: (size * bits) / 8, dtype, shape });
    }
  }
  return list;
}
