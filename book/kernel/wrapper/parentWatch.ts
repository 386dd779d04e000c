/** @file The worker of `parent.ts`. */

import { workerData } from "node:worker_threads";

const parent = workerData as number;
const isDirect = process.ppid === parent;

setInterval(() => {
  if (isAlive(parent) && (!isDirect || process.ppid === parent)) return;
  try {
    process.kill(-process.pid, "SIGKILL"); // with all that it started
  } catch {
    process.kill(process.pid, "SIGKILL"); // it leads no group
  }
}, 500);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
