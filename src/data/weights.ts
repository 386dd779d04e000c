/** @file Weights of a network in a file of this library. */

import { packedMatricesOf, replaceMatrices } from "../network/index.js";
import { dequantize, type QuantizedMatrix, quantize } from "./quantize.js";
import { type PackedFile, readPacked } from "./readPacked.js";

/** What a file of weights holds, as JSON. */
export interface PackedWeights {
  /** in eight bits, in the order of `packedMatricesOf` */
  readonly matrices: readonly QuantizedMatrix[];
}

/** The numbers of a network in eight bits. */
export function packWeights(network: object): PackedWeights {
  return { matrices: packedMatricesOf(network).map(quantize) };
}

/**
 * The network that packed weights stand for.
 *
 * @param drawn - of the same structure
 * @throws RangeError if they do not fit the network.
 */
export function unpackWeights<Network extends object>(
  { matrices }: PackedWeights,
  drawn: Network,
): Network {
  return replaceMatrices(drawn, matrices.map(dequantize));
}

/**
 * A network with the numbers of a file, checked byte for byte.
 *
 * @param where - the function that asks, for the message
 * @param drawn - of the same structure
 * @throws Error if the file is missing or damaged; it names the file and the cure.
 * @throws RangeError if the file does not fit the network.
 */
export async function readWeights<Network extends object>(
  where: string,
  file: PackedFile,
  drawn: Network,
): Promise<Network> {
  return unpackWeights(await readPacked<PackedWeights>(where, file), drawn);
}
