/** @file Formulas that claim something, and the checks that prove it. */

import type { Problem } from "../problem.js";
import { type CellSyntax, callsOf, literalText } from "../syntax.js";
import type { Cell } from "../types.js";

type Fault = Omit<Problem, "file">;

/** A name in a cell: where it is defined, or where something refers to it. */
export interface Mention {
  id: string;
  cell: string;
  line: number;
}

const form = /^(?:eq|def):[a-z0-9-]+$/;

/** The `\label{…}` of a Markdown cell. */
export function labelsIn(cell: Cell): Mention[] {
  return mentions(cell, /\\label\{([^}]*)\}/g);
}

/** What a Markdown cell refers to: `\eqref{eq:…}` and `[](#fig:…)`. */
export function referencesIn(cell: Cell): Mention[] {
  return mentions(cell, /\\(?:eq)?ref\{([^}]*)\}|\]\(#((?:fig|eq|def):[^)]*)\)/g);
}

/** Labels that are wrong or come twice, and `eq:` labels and `check` calls without each other. */
export function labelFaults(
  labels: readonly Mention[],
  syntaxes: ReadonlyMap<string, CellSyntax>,
): Fault[] {
  const faults: Fault[] = [];
  const checks = new Map<string, Mention>();
  for (const [cell, syntax] of syntaxes) {
    for (const call of callsOf(syntax, "check")) {
      const line = syntax.lineOf(call);
      const id = literalText(call.arguments[0]);
      if (id === undefined) {
        faults.push({ cell, line, message: "check needs the label of its formula as plain text" });
      } else checks.set(id, { id, cell, line });
    }
  }
  const seen = new Set<string>();
  for (const { id, cell, line } of labels) {
    const add = (message: string): void => void faults.push({ cell, line, message });
    if (!form.test(id)) add(`the label "${id}" is not like eq:name or def:name`);
    else if (seen.has(id)) add(`the label ${id} stands above another formula already`);
    else if (id.startsWith("eq:") && !checks.has(id)) {
      add(`no cell checks ${id}; add check("${id}", …), or label a definition def:…`);
    }
    seen.add(id);
  }
  for (const { id, cell, line } of checks.values()) {
    if (!seen.has(id)) {
      faults.push({ cell, line, message: `no displayed formula has \\label{${id}}` });
    }
  }
  return faults;
}

function mentions({ id: cell, source }: Cell, pattern: RegExp): Mention[] {
  // Code in Markdown may show a label without setting one; its place is kept.
  const text = source.replace(/^(```|~~~)[\s\S]*?^\1|`[^`\n]+`/gm, (code) =>
    code.replace(/\S/g, " "),
  );
  return [...text.matchAll(pattern)].map((match) => ({
    id: match[1] ?? match[2] ?? "",
    cell,
    line: text.slice(0, match.index).split("\n").length,
  }));
}
