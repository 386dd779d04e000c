/**
 * @file The types of all cells, under the compiler of the course and under that of the kernel.
 *
 * "course": TypeScript 6, strict. "tslab": the 5.0.4 inside tslab with the options that it has
 * there, which refuses what is newer than it. All notebooks are one program, so that libraries are
 * read and bound once.
 */

import { createRequire } from "node:module";
import { resolve } from "node:path";
import type TypeScript from "typescript";
import type { Problem } from "./problem.js";
import { type NotebookProgram, programOf } from "./program.js";
import { faultsAcrossCells } from "./rules/acrossCells.js";
import type { Notebook } from "./types.js";

export type Compiler = "course" | "tslab";

export interface StrictOptions {
  /** the folder whose `node_modules` the cells import from */
  projectRoot: string;
  /** defaults to both */
  compilers?: readonly Compiler[];
}

type Ts = typeof TypeScript;

const packages = { course: "typescript", tslab: "@tslab/typescript-for-tslab" } as const;
/** "declared but never read": said of imports only; a cell may declare what the reader will use */
const unused = new Set([6133, 6192, 6196, 6198]);
const libraries = new Map<string, TypeScript.SourceFile | undefined>();

/** Type errors of the cells, and what goes wrong between them in the kernel, each at its line. */
export function typeProblems(
  notebooks: readonly { file: string; notebook: Notebook }[],
  { projectRoot, compilers = ["course", "tslab"] }: StrictOptions,
): Problem[] {
  const programs = notebooks.map(({ file, notebook }) => ({
    file,
    path: resolve(projectRoot, `${file}.ts`),
    program: programOf(notebook.cells),
  }));
  const faults = programs.flatMap(({ file, program }) =>
    program.faults.map((fault) => ({ file, ...fault })),
  );
  const sound = programs.filter(({ program }) => program.faults.length === 0);
  const found = compilers.flatMap((compiler) => compile(compiler, projectRoot, sound));
  return [...faults, ...withoutRepeats(found)];
}

interface Source {
  file: string;
  path: string;
  program: NotebookProgram;
}

function compile(compiler: Compiler, projectRoot: string, sources: readonly Source[]): Problem[] {
  if (sources.length === 0) return [];
  const ts = createRequire(resolve(projectRoot, "package.json"))(packages[compiler]) as Ts;
  const options = compiler === "course" ? courseOptions(ts) : tslabOptions(ts);
  const texts = new Map(sources.map(({ path, program }) => [path, program.text]));
  const host = memoryHost(ts, options, compiler, projectRoot, texts);
  const program = ts.createProgram([...texts.keys()], options, host);
  const general = program.getOptionsDiagnostics();
  if (general.length > 0) throw new Error(ts.formatDiagnostics(general, host));
  return sources.flatMap(({ file, path, program: cells }) => {
    const { places, importLines } = cells;
    const source = program.getSourceFile(path)!;
    const all = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    // What follows concerns neither compiler's types, so one of them is asked.
    const across =
      compiler === "course" ? faultsAcrossCells(program.getTypeChecker(), source, cells) : [];
    const types = all.flatMap(({ start = 0, code, messageText }) => {
      const line = source.getLineAndCharacterOfPosition(start).line;
      if (unused.has(code) && line >= importLines) return [];
      const text = ts.flattenDiagnosticMessageText(messageText, " ").replace(/\s+/g, " ");
      const newer = compiler === "tslab" ? " (the kernel's TypeScript is 5.0)" : "";
      return [{ file, ...places[line], message: `TS${code}: ${text}${newer}` }];
    });
    return [...types, ...across.map(({ line, message }) => ({ file, ...places[line], message }))];
  });
}

function courseOptions(ts: Ts): TypeScript.CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noImplicitReturns: true,
    noFallthroughCasesInSwitch: true,
    noUnusedLocals: true,
    ...common,
  };
}

// As tslab sets them, but for those that only its own way of running needs.
function tslabOptions(ts: Ts): TypeScript.CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    esModuleInterop: true,
    experimentalDecorators: true,
    ...common,
  };
}

const common: TypeScript.CompilerOptions = {
  lib: ["lib.es2022.d.ts"],
  types: ["node"],
  resolveJsonModule: true,
  skipLibCheck: true,
  noEmit: true,
};

function memoryHost(
  ts: Ts,
  options: TypeScript.CompilerOptions,
  compiler: Compiler,
  projectRoot: string,
  texts: ReadonlyMap<string, string>,
): TypeScript.CompilerHost {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  return {
    ...host,
    getCurrentDirectory: () => projectRoot,
    fileExists: (path) => texts.has(path) || host.fileExists(path),
    readFile: (path) => texts.get(path) ?? host.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const text = texts.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, version);
      // The library may be built anew between two checks; its time of change tells.
      const time = ts.sys.getModifiedTime?.(path)?.getTime();
      const key = `${compiler} ${path} ${time}`;
      if (!libraries.has(key)) libraries.set(key, read(path, version, ...rest));
      return libraries.get(key);
    },
  };
}

// Both compilers find the same mistake, and a missing package is missed once for each name.
function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ file, cell, line, message }) => {
    const code = /^TS\d+/.exec(message)?.[0] ?? message;
    const key = JSON.stringify([file, cell, line, code]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
