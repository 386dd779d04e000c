/** @file Code that does something else in a cell than in a program. */

import ts from "typescript";
import { type CellSyntax, isTopLevel, type SyntaxFault, walk } from "../syntax.js";

/**
 * Forms that fail in tslab, that depend on the client, or that make a run unlike the one before.
 */
export function forbiddenForms(cell: CellSyntax): SyntaxFault[] {
  const nodes = [...walk(cell.tree)].filter((node) => node !== cell.tree.statements[0]);
  return [...awaitForms(cell, nodes), ...otherForms(cell, nodes)];
}

// tslab notices a top-level await by the fault that its compiler reports, and takes these two for
// something else: a call of a function "await", and a plain syntax error.
function awaitForms(cell: CellSyntax, nodes: ts.Node[]): SyntaxFault[] {
  const awaits = nodes.filter(ts.isAwaitExpression).filter(isTopLevel);
  if (awaits.some(({ expression }) => !ts.isParenthesizedExpression(expression))) return [];
  const loops = nodes.filter(ts.isForOfStatement).filter((n) => n.awaitModifier && isTopLevel(n));
  const fault = (node: ts.Node, form: string): SyntaxFault => ({
    line: cell.lineOf(node),
    message: `tslab does not understand "${form}" in a cell without another await; assign what is awaited to a constant first`,
  });
  return [
    ...awaits.map((node) => fault(node, "await (")),
    ...loops.map((node) => fault(node, "for await")),
  ];
}

function otherForms(cell: CellSyntax, nodes: ts.Node[]): SyntaxFault[] {
  const found: SyntaxFault[] = [];
  const add = (node: ts.Node, message: string): void => {
    found.push({ line: cell.lineOf(node), message });
  };
  for (const node of nodes) {
    if (isExport(node)) {
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
