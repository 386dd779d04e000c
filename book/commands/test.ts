/** @file `npm test`: everything, at quick sizes. */

import type { Command } from "../cli.js";
import { testAll } from "../testing/all.js";

export const command: Command = () => testAll({ quick: true });
