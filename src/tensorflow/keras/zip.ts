/** @file Zip archives as Keras makes them: stored, not compressed, each entry with its checksum. */

import { missing } from "./missing.js";

/** Files of an archive by name, in their order. */
export type Entries = ReadonlyMap<string, Uint8Array>;

// Keras dates what it writes to the first day that a zip archive can tell.
const DATE = new Date(1980, 0, 1);

/**
 * The files in an archive, each compared with its checksum.
 *
 * @throws RangeError if the archive is damaged.
 */
export async function unzip(where: string, bytes: Uint8Array): Promise<Entries> {
  const zip = await loadZip(where);
  try {
    const reader = new zip.ZipReader(new zip.Uint8ArrayReader(bytes), OPTIONS);
    const entries = new Map<string, Uint8Array>();
    for (const entry of await reader.getEntries()) {
      if (!entry.directory)
        entries.set(entry.filename, await entry.getData(new zip.Uint8ArrayWriter()));
    }
    await reader.close();
    return entries;
  } catch (cause) {
    const got = `got ${bytes.length} bytes: ${(cause as Error).message}`;
    throw new RangeError(`${where}: the file must be a whole zip archive, ${got}`, { cause });
  }
}

/** An archive of these files. */
export async function zipUp(where: string, entries: Entries): Promise<Uint8Array> {
  const zip = await loadZip(where);
  const options = { level: 0, extendedTimestamp: false, dataDescriptor: false, lastModDate: DATE };
  const writer = new zip.ZipWriter(new zip.Uint8ArrayWriter(), { ...options, ...OPTIONS });
  for (const [name, bytes] of entries) await writer.add(name, new zip.Uint8ArrayReader(bytes));
  return await writer.close();
}

const OPTIONS = { checkSignature: true, useWebWorkers: false };

function loadZip(where: string): Promise<typeof import("@zip.js/zip.js")> {
  return import("@zip.js/zip.js").catch(missing(where, "@zip.js/zip.js"));
}
