// @ts-check
/** @file A stage of the set-up: told before and after, and ended with a sentence where it fails. */

import { spawn } from "node:child_process";
import { guard } from "./guard.mjs";
import { lateFlags } from "./optimizeLate.mjs";

/** @param {string} message @returns {never} */
export function stop(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

/** @param {string} what @param {() => Promise<void>} work */
export async function stage(what, work) {
  const start = performance.now();
  console.error(`${what} …`);
  await work();
  console.error(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/**
 * Runs a program of Node's to its end.
 *
 * @param {string[]} line @param {string} cwd @param {string} failure what to say if it fails
 */
export async function run(line, cwd, failure) {
  const child = spawn(process.execPath, [...lateFlags, ...line], { cwd, stdio: ["ignore", 2, 2] });
  const unguard = guard(child.pid);
  /** @type {{ status: number | null, signal: NodeJS.Signals | null }} */
  const { status, signal } = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (status, signal) => resolve({ status, signal }));
  });
  unguard();
  if (signal !== null) stop(`Stopped by ${signal}. Nothing is lost: give the same command again.`);
  if (status !== 0) {
    stop(`${failure} Its message is above. Nothing is lost: mend the cause and start again.`);
  }
}
