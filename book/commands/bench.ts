/** @file `npm run bench`: one of the programs in several ways, timed side by side. */

import { parseArgs } from "node:util";
import { bench } from "../bench.js";
import type { Command } from "../cli.js";
import { projectRoot } from "../paths.js";

export const command: Command = async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      save: { type: "boolean", default: false },
      rounds: { type: "string", default: "5" },
    },
  });
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => stop.abort(new Error(signal)));
  }
  await bench(positionals[0] ?? "program1", {
    projectRoot,
    json: values.json,
    save: values.save,
    rounds: Number(values.rounds),
    signal: stop.signal,
  });
  return 0;
};
