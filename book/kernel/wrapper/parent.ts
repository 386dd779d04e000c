/**
 * @file A kernel whose parent has gone ends itself, also in the middle of `while (true)`.
 *
 * A worker looks twice a second: the main thread may be busy with a cell for minutes.
 */

import { Worker } from "node:worker_threads";

/** Starts to watch the process that started the kernel. */
export function endWithParent(): void {
  // Our client and Jupyter say who they are: between them and us there may be a shim that runs node.
  const { COURSE_PARENT_PID, JPY_PARENT_PID } = process.env;
  const parent = Number(COURSE_PARENT_PID || JPY_PARENT_PID) || process.ppid;
  const worker = new Worker(new URL("./parentWatch.js", import.meta.url), { workerData: parent });
  worker.unref();
}
