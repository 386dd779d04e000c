/** @file Runs a program that never ends, tells its number, and dies without a word. */

import { run } from "../../book/setup/run.js";

const code = "console.log(process.pid); setInterval(() => {}, 1000)";
await run(process.execPath, ["-e", code], {
  onLine: (pid) => process.stdout.write(pid, () => process.kill(process.pid, "SIGKILL")),
});
