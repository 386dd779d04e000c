// @ts-check
/**
 * @file Whether something was already made from these very files.
 */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * A hash of the contents of files, and of the Node that would use them.
 *
 * @param {string} root @param {string[]} files relative to the root
 */
export function keyOf(root, files) {
  const sum = createHash("sha256").update(`${process.version} ${process.platform} ${process.arch}`);
  for (const file of files) sum.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  return sum.digest("hex");
}

/**
 * The files under a folder whose names match, relative to the root, in order.
 *
 * @param {string} root @param {string} folder @param {RegExp} names
 */
export function sources(root, folder, names) {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** @param {string} file @param {string} key */
export function isStamped(file, key) {
  return existsSync(file) && readFileSync(file, "utf8") === key;
}

/** @param {string} file @param {string} key */
export function stamp(file, key) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, key);
}
