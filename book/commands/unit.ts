/** @file `npm run unit`: the fast tests. */

import type { Command } from "../cli.js";
import { runVitest, unitProjects } from "../testing/vitest.js";

export const command: Command = async (args) => {
  const { failed } = await runVitest(unitProjects, { args });
  return failed > 0 ? 1 : 0;
};
