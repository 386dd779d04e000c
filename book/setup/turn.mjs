// @ts-check
/**
 * @file A lock for the short time in which packages are installed and sources compiled.
 */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bornAt, isAlive } from "./alive.mjs";

/**
 * Waits until no other living process holds the lock of a folder, then holds it.
 *
 * @param {string} folder made if it is not there
 * @param {(message: string) => never} stop
 * @returns {Promise<() => void>} releases the lock
 */
export async function takeTurn(folder, stop) {
  const file = join(folder, "setup.lock");
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    stop(
      `Cannot make the folder ${folder}: ${/** @type {Error} */ (error).message}. Is the disk full, or the folder read-only?`,
    );
  }
  for (let told = false; ; ) {
    try {
      writeFileSync(file, `${process.pid} ${bornAt(process.pid)}`, { flag: "wx" });
      const release = () => {
        process.removeListener("exit", release);
        rmSync(file, { force: true });
      };
      process.once("exit", release);
      return release;
    } catch (error) {
      const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== "EEXIST")
        stop(`Cannot write ${file}: ${message}. Is the disk full, or the folder read-only?`);
    }
    const lock = readLock(file);
    const [, digits = "0", born = ""] = /^(\d+) ?(.*)$/s.exec(lock) ?? [];
    const holder = Number(digits);
    // An empty lock is one that is being written, or whose writer found the disk full.
    const isHeld = isAlive(holder) && born === bornAt(holder);
    if (holder > 0 && !isHeld) rmSync(file, { force: true });
    else {
      if (!told)
        console.error(
          "Another command of this course is installing or compiling; waiting for it …",
        );
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 200));
      if (holder === 0 && readLock(file) === "") rmSync(file, { force: true });
    }
  }
}

/** @param {string} file */
function readLock(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "0";
  }
}
