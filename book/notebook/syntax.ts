/** @file Code cells as syntax trees. */

import ts from "typescript";

export interface SyntaxFault {
  line: number;
  message: string;
}

/** tslab lets a cell await at its top level; what is parsed here is a module, which may too. */
const asModule = "export {};";

/** A code cell, parsed. */
export interface CellSyntax {
  readonly tree: ts.SourceFile;
  /** without the statement that makes it a module */
  readonly statements: readonly ts.Statement[];
  readonly faults: readonly SyntaxFault[];
  /** the line of a node in the cell, from 1 */
  lineOf(node: ts.Node): number;
  /** offset in the source of the cell */
  offsetOf(position: number): number;
}

export function parseCell(source: string): CellSyntax {
  const text = asModule + source;
  const target = ts.ScriptTarget.ES2022;
  const tree = ts.createSourceFile("cell.ts", text, target, true, ts.ScriptKind.TS);
  const lineAt = (position: number): number =>
    tree.getLineAndCharacterOfPosition(position).line + 1;
  // The parser keeps its faults here; the public way to them is a whole program.
  const { parseDiagnostics } = tree as unknown as { parseDiagnostics: ts.DiagnosticWithLocation[] };
  return {
    tree,
    statements: tree.statements.slice(1),
    faults: parseDiagnostics.map(({ start, code, messageText }) => ({
      line: lineAt(start),
      message: `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    })),
    lineOf: (node) => lineAt(node.getStart(tree)),
    offsetOf: (position) => position - asModule.length,
  };
}

/** Every node below, parents first. */
export function* walk(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* walk(child);
}

/** True if the node runs when the cell runs, and not when some function is called. */
export function isTopLevel(node: ts.Node): boolean {
  for (let n = node.parent; n !== undefined; n = n.parent) {
    if (ts.isFunctionLike(n) || ts.isClassLike(n)) return false;
  }
  return true;
}

/** Calls of a function by its plain name: `check("eq:forward", …)`. */
export function callsOf({ tree }: CellSyntax, name: string): ts.CallExpression[] {
  return [...walk(tree)]
    .filter(ts.isCallExpression)
    .filter(({ expression }) => ts.isIdentifier(expression) && expression.text === name);
}

/** The text of a string without parts to fill in. */
export function literalText(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}
