/**
 * @file The code of a notebook as one program, and the way back from its lines to those of cells.
 *
 * Imports stand at the top. Every cell is a block in which the next one lies, `{ 1 { 2 … } }`: a
 * cell sees the names of those before it and may declare them anew, as in the kernel.
 */

import ts from "typescript";
import type { Problem } from "./problem.js";
import { type CellSyntax, parseCell } from "./syntax.js";
import type { Cell } from "./types.js";

export interface CellPlace {
  cell: string;
  line: number;
}

export interface NotebookProgram {
  text: string;
  /** for each line of the text its place in a cell; `undefined` where no cell stands */
  places: (CellPlace | undefined)[];
  /** the first so many lines are imports */
  importLines: number;
  /** the cells that import a name */
  importers: ReadonlyMap<string, ReadonlySet<string>>;
  /** why there is no program: cells that cannot be parsed, names imported from two places */
  faults: Omit<Problem, "file">[];
}

interface Import {
  /** the whole statement for one name */
  text: string;
  place: CellPlace;
}

export function programOf(cells: readonly Cell[]): NotebookProgram {
  const code = cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ id, source }) => ({ id, source, syntax: parseCell(source) }));
  const faults: Omit<Problem, "file">[] = code.flatMap(({ id, syntax }) =>
    syntax.faults.map((fault) => ({ cell: id, ...fault })),
  );
  const imports = new Map<string, Import>();
  const importers = new Map<string, Set<string>>();
  const declared = new Map<string, string>();
  const bodies = code.map(({ id, source, syntax }) => {
    for (const { name, text, line } of importsOf(syntax)) {
      importers.set(name, (importers.get(name) ?? new Set()).add(id));
      const earlier = imports.get(name);
      const place = { cell: id, line };
      if (earlier === undefined) imports.set(name, { text, place });
      else if (earlier.text !== text) {
        const message = `"${name}" was imported from elsewhere in cell ${earlier.place.cell}`;
        faults.push({ ...place, message });
      }
      const declaration = declared.get(name);
      if (declaration !== undefined) {
        faults.push({ ...place, message: `"${name}" is declared in cell ${declaration} already` });
      }
    }
    for (const name of declaredNames(syntax)) declared.set(name, id);
    return { id, body: withoutImports(source, syntax) };
  });
  const lines: string[] = [];
  const places: (CellPlace | undefined)[] = [];
  const add = (line: string, place?: CellPlace): void => {
    lines.push(line);
    places.push(place);
  };
  for (const { text, place } of imports.values()) add(text, place);
  add("export {};");
  const importLines = lines.length;
  for (const { id, body } of bodies) {
    add("{");
    for (const [index, line] of body.split("\n").entries())
      add(line, { cell: id, line: index + 1 });
    // A cell need not end with a semicolon, and the next one may begin with a bracket.
    add(";");
  }
  add("}".repeat(bodies.length));
  return { text: lines.join("\n"), places, importLines, importers, faults };
}

interface ImportedName {
  name: string;
  text: string;
  line: number;
}

// One statement for each name, so that a name imported in two cells is imported once.
function importsOf(syntax: CellSyntax): ImportedName[] {
  return syntax.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const from = statement.moduleSpecifier.getText(syntax.tree);
    const clause = statement.importClause;
    if (clause === undefined) {
      return [{ name: from, text: `import ${from};`, line: syntax.lineOf(statement) }];
    }
    const isType = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
    const word = isType ? "import type" : "import";
    const names: ImportedName[] = [];
    const add = (node: ts.Node, name: ts.Identifier, what: string): void => {
      const text = `${word} ${what} from ${from};`;
      names.push({ name: name.text, text, line: syntax.lineOf(node) });
    };
    if (clause.name !== undefined) add(clause.name, clause.name, clause.name.text);
    const bindings = clause.namedBindings;
    if (bindings !== undefined && ts.isNamespaceImport(bindings)) {
      add(bindings, bindings.name, `* as ${bindings.name.text}`);
    } else {
      for (const element of bindings?.elements ?? []) {
        add(element, element.name, `{ ${element.getText(syntax.tree)} }`);
      }
    }
    return names;
  });
}

function withoutImports(source: string, syntax: CellSyntax): string {
  let body = source;
  for (const statement of syntax.statements.filter(ts.isImportDeclaration)) {
    const start = syntax.offsetOf(statement.getStart(syntax.tree));
    const end = syntax.offsetOf(statement.end);
    // Spaces, so that the rest of the line keeps its place.
    const blank = body.slice(start, end).replace(/[^\n]/g, " ");
    body = body.slice(0, start) + blank + body.slice(end);
  }
  return body;
}

/** Names that the cell declares at its top level, other than by an import. */
function declaredNames({ statements }: CellSyntax): string[] {
  return statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
    }
    const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
    return isNamed && statement.name !== undefined ? [statement.name.text] : [];
  });
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isBindingElement(element) ? boundNames(element.name) : [],
  );
}
