/**
 * @file The text of a notebook file → JSON, with an error that says where and what to do.
 *
 * `JSON.parse` tells the position of some faults only, and not the same ones in each version of Node:
 * a text that it refuses is read again by `jsonc-parser`, which tells it of all.
 */

import { createRequire } from "node:module";
import type * as Jsonc from "jsonc-parser";
import { NotebookError } from "./error.js";

const require = createRequire(import.meta.url);

/** What git writes at the start of the lines round a conflict. */
const conflict = /^(?:<{7}|={7}|>{7})(?: |$)/m;

/**
 * The value that a notebook file holds.
 *
 * @throws NotebookError if the file is empty, holds a merge conflict or is not JSON: with the
 * place and the cure.
 */
export function parseJson(text: string, file: string): unknown {
  if (text.trim() === "") {
    throw new NotebookError(
      { file },
      `the file is empty; bring the file back with "git checkout -- ${file}"`,
    );
  }
  try {
    // Some editors begin a file with a mark of its encoding; "npm run tidy" takes it away.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    const offset = conflictAt(text);
    if (offset !== undefined) {
      throw new NotebookError(
        { file },
        `merge conflict at ${position(text, offset)}; choose a side with ` +
          `"git checkout --ours -- ${file}" or "git checkout --theirs -- ${file}"`,
      );
    }
    throw syntaxError(text, file);
  }
}

function syntaxError(text: string, file: string): NotebookError {
  // Loaded here: a sound notebook does not need it.
  const { parseTree, printParseErrorCode } = require("jsonc-parser") as typeof Jsonc;
  const errors: Jsonc.ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  const what = first === undefined ? "InvalidSymbol" : printParseErrorCode(first.error);
  const place = position(text, Math.min(first?.offset ?? 0, text.length));
  return new NotebookError(
    { file },
    `not valid JSON: ${words(what)} at ${place}; mend it there, or bring the file back with ` +
      `"git checkout -- ${file}"`,
  );
}

function conflictAt(text: string): number | undefined {
  return conflict.exec(text)?.index;
}

/** "CommaExpected" → "comma expected" */
function words(code: string): string {
  return code.replace(/(?!^)([A-Z])/g, " $1").toLowerCase();
}

function position(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
