// @ts-check
/**
 * @file Who is still running: by the number of a process, and by when it was born.
 *
 * Numbers are given out anew: after a restart, or in a container at once, another process may have
 * the number of one that was killed.
 */

import { readFileSync } from "node:fs";

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/**
 * True if a process with this id runs; one that has ended and was not buried does not.
 *
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
  // After the name in parentheses, which may hold anything, comes the state: Z is a zombie.
  return !/\) Z [^)]*$/.test(read(`/proc/${pid}/stat`));
}

/**
 * Which of all processes that ever had this id: the machine's start and the process's own, in clock
 * ticks. Empty where /proc does not tell (not Linux).
 *
 * @param {number} pid
 * @returns {string}
 */
export function bornAt(pid) {
  // Field 22 of all; the state after the name is field 3.
  const ticks = read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ")[19] ?? "";
  const boot = read("/proc/sys/kernel/random/boot_id").trim();
  return ticks === "" ? "" : `${boot} ${ticks}`;
}
