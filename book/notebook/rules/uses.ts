/** @file How a name is used: assigned to, or kept by a function that lives on. */

import ts from "typescript";

/** True if the value of this name is replaced: `a = 1`, `a++`, `[a] = …`, `for (a of …)`. */
export function isAssigned(name: ts.Identifier): boolean {
  let target: ts.Node = name;
  for (;;) {
    const { parent } = target as { parent: ts.Node };
    if (ts.isBinaryExpression(parent)) {
      return isAssignment(parent.operatorToken.kind) && parent.left === target;
    }
    if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
      const { operator } = parent;
      return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
    }
    if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) {
      return parent.initializer === target;
    }
    if (!isPattern(parent) || (ts.isPropertyAssignment(parent) && parent.initializer !== target)) {
      return false;
    }
    target = parent;
  }
}

/** True within a function or class that is there when the cell has ended: no mere callback. */
export function outlivesCell(name: ts.Identifier): boolean {
  const keeper = ts.findAncestor(
    name.parent,
    (node) => (ts.isFunctionLike(node) || ts.isClassLike(node)) && !isCallback(node),
  );
  return keeper !== undefined;
}

function isCallback(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isCallExpression(parent) || ts.isParenthesizedExpression(parent);
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function isPattern(node: ts.Node): boolean {
  return (
    ts.isArrayLiteralExpression(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isSpreadElement(node) ||
    ts.isSpreadAssignment(node) ||
    ts.isParenthesizedExpression(node)
  );
}
