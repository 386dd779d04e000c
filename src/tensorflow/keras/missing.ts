/** @file The two packages that files of Keras need, loaded when they are first asked for. */

/** The exact versions that the tests know. */
const INSTALL = "npm install h5wasm@0.10.3 @zip.js/zip.js@2.24.0";

/**
 * For the `catch` of an import: says how to install what is not installed. Where an import has one, a
 * bundler leaves out what it does not find.
 */
export function missing(where: string, name: string): (cause: Error) => never {
  return (cause) => {
    const reason = (cause.message.split("\n")[0] ?? "").replace(/[.\s]+$/, "");
    throw new Error(`${where}: ${name} cannot be loaded (${reason}). Cure: ${INSTALL}`, { cause });
  };
}
