/**
 * @file The declarations once more, for TypeScript that compiles to CommonJS.
 *
 * `require` of the library works. But TypeScript before 5.8 (and `module: node16` of any version)
 * takes a declaration for what the nearest package.json says of its folder, and refuses to `require`
 * a module; so the same files lie in a folder that says the other.
 */

import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The folder that `exports` names for `require`; made for the package only. */
const folder = "types";

/** Copies the declarations of `dist` to `types`. */
export function copyCommonJsTypes(root: string): void {
  const target = join(root, folder);
  rmSync(target, { recursive: true, force: true });
  cpSync(join(root, "dist"), target, {
    recursive: true,
    filter: (path) => !/\.(js|map)$/.test(path),
  });
  writeFileSync(join(target, "package.json"), '{ "type": "commonjs" }\n');
}
