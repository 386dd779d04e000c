/**
 * @file The kernel that the course starts: tslab, with the faults of its protocol repaired.
 *
 * Command line: `node wrapper.js CONNECTION_FILE`. The folder that it is started in stays.
 *
 * What differs from tslab 1.0.22, each with a test that fails there:
 * - an error is an `error` output with name, message and lines of the cell;
 * - after an error only what was already sent is skipped, and nothing if `stop_on_error` is false;
 * - output is sent in pieces of 50 ms, live, and none of it is lost;
 * - a rejection that nobody awaits, or an exception in a timer, fails the cell;
 * - `process.exit()` is an error of the cell instead of the end of the kernel;
 * - an interrupt reaches loops that wait (`interrupt.ts`), and stops their timers;
 * - `util.isNullOrUndefined`, which TensorFlow.js 4.22 calls, is there on Node 23 and newer, and silent on 22;
 * - a cell is compiled in two thirds of the time, against the types that `npm run check` has, and in Node 20
 *   with a quarter less work for the processor;
 * - the kernel ends when it is asked to, whatever cells left running, and when its parent has gone.
 */

import { createRequire } from "node:module";
import { optimizeLate } from "../setup/optimizeLate.mjs";
import { CellRunner } from "./wrapper/cells.js";
import { installInterrupt } from "./wrapper/interrupt.js";
import { endWithParent } from "./wrapper/parent.js";
import { polyfillUtil } from "./wrapper/polyfill.js";
import { hastenPrograms } from "./wrapper/programs.js";
import { repairServer } from "./wrapper/server.js";
import { mapLines } from "./wrapper/sourceLines.js";
import { startTslab } from "./wrapper/tslab.js";

const [configPath] = process.argv.slice(2);
if (configPath === undefined) {
  console.error("wrapper: needs the connection file, as Jupyter passes it");
  process.exit(2);
}

optimizeLate();
endWithParent();
polyfillUtil();
const require = createRequire(import.meta.url);
hastenPrograms(createRequire(require.resolve("tslab")));
const lines = mapLines(require);
const runner = new CellRunner(lines);
startTslab(require, configPath, {
  repair: (jupyter) => repairServer(jupyter, runner),
  report: (values) => runner.report(values),
});
installInterrupt(() => runner.interrupt());
runner.catchStrays();
