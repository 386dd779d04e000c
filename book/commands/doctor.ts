/** @file `npm run doctor`: what is there, which backend, what it takes on disk, what to do. */

import type { Command } from "../cli.js";
import { projectRoot } from "../paths.js";
import { doctor } from "../setup/doctor.js";

export const command: Command = async () => {
  const rows = await doctor(projectRoot);
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const { what, found, cure } of rows) {
    console.log(`${what.padEnd(width)}  ${found}`);
    if (cure) console.log(`${" ".repeat(width)}  → ${cure}`);
  }
  return 0;
};
