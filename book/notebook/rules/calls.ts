/** @file What cells name: `show`, `exercise`, `solution`, `erratum`, `claim`. */

import ts from "typescript";
import type { Problem } from "../problem.js";
import { type CellSyntax, callsOf, literalText, walk } from "../syntax.js";
import type { Cell } from "../types.js";
import type { Mention } from "./labels.js";

type Fault = Omit<Problem, "file">;

/** The figures of a notebook, and what is wrong with them. */
export function figures(syntaxes: ReadonlyMap<string, CellSyntax>): {
  ids: Mention[];
  faults: Fault[];
} {
  const ids: Mention[] = [];
  const faults: Fault[] = [];
  for (const [cell, syntax] of syntaxes) {
    for (const call of callsOf(syntax, "show")) {
      const options = call.arguments[1];
      // A variable may hold the options; the build looks at what was really shown.
      if (options === undefined || !ts.isObjectLiteralExpression(options)) continue;
      const id = literalText(property(options, "id"));
      if (id === undefined) continue;
      const line = syntax.lineOf(call);
      const add = (message: string): void => void faults.push({ cell, line, message });
      if (!/^fig:[a-z0-9-]+$/.test(id)) add(`the id of a figure is like fig:name, got "${id}"`);
      else if (ids.some((other) => other.id === id)) add(`two figures have the id ${id}`);
      for (const name of ["caption", "alt"]) {
        const value = property(options, name);
        if (value === undefined || literalText(value)?.trim() === "") add(`${id} has no ${name}`);
      }
      ids.push({ id, cell, line });
    }
  }
  return { ids, faults };
}

/** Judges without `exercise("ex:…")`, solutions without its `solution("ex:…")`, ids used twice. */
export function exerciseCallFaults(
  cells: readonly Cell[],
  syntaxes: ReadonlyMap<string, CellSyntax>,
): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  let latest: string | undefined;
  for (const { id: cell, metadata } of cells) {
    const syntax = syntaxes.get(cell);
    if (syntax === undefined) continue;
    const add = (message: string): void => void faults.push({ cell, message });
    if (metadata.tags?.includes("check")) {
      latest = firstArgument(syntax, "exercise");
      if (latest === undefined) add('a cell with the tag "check" calls exercise("ex:name", …)');
      else if (seen.has(latest)) add(`another exercise has the id ${latest}`);
      else seen.add(latest);
    }
    if (metadata.tags?.includes("solution") && latest !== undefined) {
      if (firstArgument(syntax, "solution") !== latest) add(`ends with solution("${latest}", …)`);
    }
  }
  return faults;
}

/** The ids of exercises, errata and claims. */
export function recordIds(syntaxes: ReadonlyMap<string, CellSyntax>): Mention[] {
  return [...syntaxes].flatMap(([cell, syntax]) =>
    ["exercise", "erratum", "claim"]
      .flatMap((name) => callsOf(syntax, name))
      .flatMap((call) => {
        const id = literalText(call.arguments[0]);
        return id === undefined ? [] : [{ id, cell, line: syntax.lineOf(call) }];
      }),
  );
}

/** Proofs of errata that compute nothing, and so can never fail. */
export function erratumFaults(syntaxes: ReadonlyMap<string, CellSyntax>): Fault[] {
  const faults: Fault[] = [];
  for (const [cell, syntax] of syntaxes) {
    for (const call of callsOf(syntax, "erratum")) {
      const options = call.arguments[1];
      if (options === undefined || !ts.isObjectLiteralExpression(options)) continue;
      const proved = property(options, "proved");
      // a name stands for something that was computed; `true` and `1 < 2` have none
      if (proved === undefined || [...walk(proved)].some(ts.isIdentifier)) continue;
      const id = literalText(call.arguments[0]) ?? "an erratum";
      const message = `${id} is proved by "${proved.getText(syntax.tree)}", which can never fail; name what was measured`;
      faults.push({ cell, line: syntax.lineOf(call), message });
    }
  }
  return faults;
}

function firstArgument(syntax: CellSyntax, name: string): string | undefined {
  return literalText(callsOf(syntax, name)[0]?.arguments[0]);
}

function property(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const entry of object.properties) {
    if (entry.name?.getText() !== name) continue;
    if (ts.isPropertyAssignment(entry)) return entry.initializer;
    if (ts.isShorthandPropertyAssignment(entry)) return entry.name;
  }
  return undefined;
}
