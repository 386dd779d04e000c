/** @file The version of the course, as its package says it. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./paths.js";

export const version: string = JSON.parse(
  readFileSync(join(projectRoot, "package.json"), "utf8"),
).version;
