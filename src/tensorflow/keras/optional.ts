/** @file The two packages that files of Keras need, loaded when they are first asked for. */

/** The exact versions that the tests know. */
const INSTALL = "npm install h5wasm@0.10.3 @zip.js/zip.js@2.24.0";

/**
 * What `load` imports.
 *
 * @throws Error with the line that installs it, if it is not installed.
 */
export async function optional<T>(where: string, name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    const reason = ((cause as Error).message.split("\n")[0] ?? "").replace(/[.\s]+$/, "");
    throw new Error(`${where}: ${name} cannot be loaded (${reason}). Cure: ${INSTALL}`, { cause });
  }
}
