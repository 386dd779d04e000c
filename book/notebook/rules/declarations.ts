/** @file Declarations that fail in tslab 1.0.22, or that a later cell does not find. */

import ts from "typescript";
import { isTopLevel } from "../syntax.js";

/** Why this declaration is refused, with the form to write instead; `undefined` if it is not. */
export function forbiddenDeclaration(node: ts.Node): string | undefined {
  if (isDeclared(node)) {
    return '"declare" fails in tslab, or makes a name without a value; declare what the cell makes';
  }
  if (ts.isModuleDeclaration(node)) {
    const isNested = ts.findAncestor(node.parent, ts.isModuleDeclaration);
    return isNested
      ? undefined
      : 'tslab forgets a "namespace" after the next cell; write an object: const name = { … }';
  }
  if (ts.isImportEqualsDeclaration(node)) {
    return '"import … = " fails in tslab; write import * as name from "package"';
  }
  if (ts.isDecorator(node)) {
    return "tslab's decorators are not those of the language; call the function on the class";
  }
  if (ts.isVariableDeclarationList(node)) return forbiddenVariables(node);
  return isName(node) ? forbiddenName(node) : undefined;
}

function forbiddenVariables(list: ts.VariableDeclarationList): string | undefined {
  const kind = list.flags & ts.NodeFlags.BlockScoped;
  if (kind === ts.NodeFlags.Using || kind === ts.NodeFlags.AwaitUsing) {
    return '"using" is newer than the TypeScript of tslab; write try { … } finally { … }';
  }
  // What is refused as a whole, `declare global { … }`, is not refused again for its parts.
  const block = ts.isVariableStatement(list.parent) ? list.parent.parent : list;
  const isOwn = ts.isSourceFile(block) || ts.isModuleBlock(block);
  return kind === ts.NodeFlags.None && isTopLevel(list) && !isOwn
    ? 'later cells do not find a "var" of a block in tslab; declare it with let before the block'
    : undefined;
}

// A cell is the body of a function with these two parameters, and finds earlier cells in the first.
function forbiddenName(name: ts.Identifier): string | undefined {
  const isOurs = name.text === "exports" || (name.text === "require" && isTopLevel(name.parent));
  return isOurs ? `tslab needs the name "${name.text}" for itself; choose another` : undefined;
}

function isName(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  const isDeclaration =
    ts.isVariableDeclaration(parent) ||
    ts.isBindingElement(parent) ||
    ts.isParameter(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isClassDeclaration(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isImportClause(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isNamespaceImport(parent);
  return isDeclaration && parent.name === node;
}

function isDeclared(node: ts.Node): boolean {
  if (!ts.canHaveModifiers(node) || ts.isPropertyDeclaration(node)) return false;
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}
