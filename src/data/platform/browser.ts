/// <reference lib="dom" />
/**
 * @file What the library needs of the machine, in a page or a worker: the functions of `node.ts`.
 *
 * Relative addresses start at the page's own address, or the worker's.
 */

/** A file of a package that the site serves as `packages/NAME/PATH`. */
export async function readInstalled(name: string, path: string): Promise<Uint8Array> {
  return await readBytes(`packages/${name}/${path}`);
}

/**
 * The bytes at an address.
 *
 * @throws Error if the server has nothing there.
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: the server answers ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** A page may not write files: always refused. */
export async function writeBytes(path: string, _bytes: Uint8Array): Promise<void> {
  throw new Error(`${path}: a page cannot write files`);
}

/** A page has no interrupt: `listener` is never called. */
export function onInterrupt(_listener: () => void): () => void {
  return () => {};
}
