/** @file `npm run test:full`: everything, at the sizes of the book. */

import type { Command } from "../cli.js";
import { testAll } from "../testing/all.js";

export const command: Command = () => testAll({ quick: false });
