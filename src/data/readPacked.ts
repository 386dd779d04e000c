/// <reference lib="dom" />
/** @file A packed file of this library, checked byte for byte and unpacked. */

import { readChecked } from "./installedFile.js";

const PACKAGE = "large-models";

/** A packed file of this library. */
export interface PackedFile {
  readonly path: string;
  /** of its bytes, in hexadecimal */
  readonly sha256: string;
}

/**
 * What the JSON in the file says. In a page the file is asked for under `packages/large-models/`.
 *
 * @param where - the function that asks, for the message
 * @throws Error if the file is missing or damaged; it names the file and the cure.
 */
export async function readPacked<Content>(
  where: string,
  { path, sha256 }: PackedFile,
): Promise<Content> {
  const cure = `Cure: in a clone of the course run: git checkout -- ${path}; elsewhere delete the folder node_modules/${PACKAGE}, then run: npm install ${PACKAGE}`;
  const bytes = await readChecked(where, { name: PACKAGE, path, sha256, cure });
  return JSON.parse(await gunzip(bytes)) as Content;
}

async function gunzip(bytes: Uint8Array): Promise<string> {
  const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  return await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).text();
}
