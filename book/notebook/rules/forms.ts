/** @file Code that does something else in a cell than in a program. */

import ts from "typescript";
import { type CellSyntax, isTopLevel, type SyntaxFault, walk } from "../syntax.js";
import { forbiddenDeclaration } from "./declarations.js";

/**
 * Forms that fail in tslab, that depend on the client, or that make a run unlike the one before.
 */
export function forbiddenForms(cell: CellSyntax): SyntaxFault[] {
  const nodes = [...walk(cell.tree)].filter((node) => node !== cell.tree.statements[0]);
  return [...awaitForms(cell, nodes), ...otherForms(cell, nodes), ...lateImports(cell)];
}

// tslab notices a top-level await by the fault that its compiler reports, which takes some for
// something else: "await (…)" for a call of a function, "await -x" for a subtraction.
function awaitForms(cell: CellSyntax, nodes: ts.Node[]): SyntaxFault[] {
  const awaits = nodes.filter(ts.isAwaitExpression).filter(isTopLevel);
  const beginning = ({ expression }: ts.AwaitExpression) => expression.getText(cell.tree)[0]!;
  const isNoticed = (node: ts.AwaitExpression) => /[\w$"'\\\u0080-\uffff]/.test(beginning(node));
  if (awaits.some(isNoticed)) return [];
  const loops = nodes.filter(ts.isForOfStatement).filter((n) => n.awaitModifier && isTopLevel(n));
  const fault = (node: ts.Node, form: string): SyntaxFault => ({
    line: cell.lineOf(node),
    message: `tslab does not understand "${form}" in a cell without another await; assign what is awaited to a constant first`,
  });
  return [
    ...awaits.map((node) => fault(node, `await ${beginning(node)}`)),
    ...loops.map((node) => fault(node, "for await")),
  ];
}

// The imports of a cell become calls where they stand; a program makes them before all else.
function lateImports(cell: CellSyntax): SyntaxFault[] {
  const first = cell.statements.findIndex((statement) => !ts.isImportDeclaration(statement));
  if (first < 0) return [];
  return cell.statements
    .slice(first)
    .filter(ts.isImportDeclaration)
    .map((statement) => ({
      line: cell.lineOf(statement),
      message: "in tslab an import is made where it stands; put it before all else in the cell",
    }));
}

function otherForms(cell: CellSyntax, nodes: ts.Node[]): SyntaxFault[] {
  const found: SyntaxFault[] = [];
  const add = (node: ts.Node, message: string): void => {
    found.push({ line: cell.lineOf(node), message });
  };
  for (const node of nodes) {
    const declaration = forbiddenDeclaration(node);
    if (declaration !== undefined) add(node, declaration);
    else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      add(
        node,
        "import.meta fails in tslab: a cell is no module; import from a package by its name",
      );
    } else if (isExport(node)) {
      add(node, '"export" fails in a cell; every name of a cell is seen by the later ones');
    } else if (ts.isPropertyAccessExpression(node) && node.getText(cell.tree) === "Math.random") {
      add(node, "Math.random gives other numbers in each run; draw from random(seed)");
    } else if (isRelativePath(node)) {
      add(node, "a relative path means another folder in each client; import from a package");
    }
  }
  return found;
}

function isExport(node: ts.Node): boolean {
  // The parts of a namespace are refused with it.
  if (ts.findAncestor(node, ts.isModuleBlock)) return false;
  return (
    node.kind === ts.SyntaxKind.ExportKeyword ||
    ts.isExportDeclaration(node) ||
    ts.isExportAssignment(node)
  );
}

function isRelativePath(node: ts.Node): boolean {
  const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node);
  return isText && /^\.{1,2}[\\/]/.test(node.text);
}
