/**
 * @file What tslab 1.0.22 does wrongly with a name of an earlier cell, though its types are right.
 *
 * It puts `exports.` before each such name, also where a shorthand or a renamed property cannot have
 * it. And the functions of a cell keep a variable of their own: what a later cell assigns to it, or
 * declares by its name, they do not see, or see unasked.
 */

import ts from "typescript";
import type { NotebookProgram } from "../program.js";
import { walk } from "../syntax.js";
import { isAssigned, outlivesCell } from "./uses.js";

/** A fault at a line of the program. */
export interface ProgramFault {
  line: number;
  message: string;
}

/** Uses of names of earlier cells that fail or go wrong in the kernel. */
export function faultsAcrossCells(
  checker: ts.TypeChecker,
  source: ts.SourceFile,
  program: NotebookProgram,
): ProgramFault[] {
  const { places, importLines, importers } = program;
  const lineOf = (node: ts.Node): number =>
    source.getLineAndCharacterOfPosition(node.getStart(source)).line;
  const cellOf = (node: ts.Node): string | undefined => places[lineOf(node)]?.cell;

  /** The cell, other than that of the node, in which a symbol is declared or imported. */
  const earlierCell = (symbol: ts.Symbol | undefined, node: ts.Node): string | undefined => {
    const [declaration] = (symbol?.declarations ?? []).filter(
      (one) => one.getSourceFile() === source,
    );
    if (symbol === undefined || declaration === undefined) return undefined;
    const here = cellOf(node);
    if (lineOf(declaration) < importLines && here !== undefined) {
      return importers.get(symbol.name)?.has(here) ? undefined : cellOf(declaration);
    }
    const cell = cellOf(declaration);
    return cell === here ? undefined : cell;
  };

  const identifiers = [...walk(source)].filter(ts.isIdentifier).filter(cellOf);
  // Cells in which a function that stays uses a variable: its own one, or that of an earlier cell.
  const users = new Map<ts.Symbol, Set<string>>();
  for (const name of identifiers) {
    const symbol = checker.getSymbolAtLocation(name);
    if (symbol === undefined || !outlivesCell(name)) continue;
    users.set(symbol, (users.get(symbol) ?? new Set()).add(cellOf(name)!));
  }

  const faultOf = (name: ts.Identifier): string | undefined => {
    const { parent, text } = name;
    if (ts.isShorthandPropertyAssignment(parent)) {
      return earlierCell(checker.getShorthandAssignmentValueSymbol(parent), name)
        ? `tslab does not find "{ ${text} }" where ${text} is of an earlier cell; write { ${text}: ${text} }`
        : undefined;
    }
    const symbol = checker.getSymbolAtLocation(name);
    const cell = earlierCell(symbol, name);
    if (cell === undefined) return undefined;
    if (ts.isBindingElement(parent) && parent.propertyName === name) {
      const form = parent.getText(source).replace(/\s+/g, " ");
      return `tslab does not understand "{ ${form} }" for an object of an earlier cell; take the property by its name: object.${text}`;
    }
    return isAssigned(name) && users.get(symbol!)?.has(cell)
      ? `in tslab the functions of cell ${cell} do not see what another cell assigns to "${text}"; keep it in an object: const state = { ${text}: … }`
      : undefined;
  };
  return identifiers.flatMap((name) => {
    const message = faultOf(name);
    return message === undefined ? [] : [{ line: lineOf(name), message }];
  });
}
