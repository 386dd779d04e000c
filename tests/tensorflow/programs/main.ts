/**
 * @file The programs of these tests, as one file: `main load`, `main save FOLDER`,
 * `main resume FOLDER`, `main saveLayers FOLDER`, `main resumeLayers FOLDER`, `main interrupted N`.
 */

import { interrupted } from "./interrupted.js";
import { load } from "./load.js";
import { resume, save } from "./resume.js";
import { resumeLayers, saveLayers } from "./resumeLayers.js";

const [name, argument = ""] = process.argv.slice(2);
if (name === "load") await load();
else if (name === "save") await save(argument);
else if (name === "resume") await resume(argument);
else if (name === "saveLayers") await saveLayers(argument);
else if (name === "resumeLayers") await resumeLayers(argument);
else if (name === "interrupted") await interrupted(Number(argument));
else throw new RangeError(`main: there is no program ${name}`);
