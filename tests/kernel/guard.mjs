/**
 * Loaded into stock tslab by `--import`: it ends with the test run that started it, also when that
 * is killed. Without this a run that is stopped halfway would leave kernels for ever.
 */

import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  const { endWithParent } = await import("../../build/book/kernel/wrapper/parent.js");
  endWithParent();
}
