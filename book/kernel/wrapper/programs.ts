/**
 * @file Cells are compiled to the same in two thirds of the time.
 *
 * tslab makes two programs a cell. For each its compiler works out which of 400 files refers to
 * which, and a type checker of all of them besides; but cells import packages, so that a cell depends
 * on no other source, and the first program serves only to see which names the cell declares.
 */

import type TypeScript from "typescript";

const compilerName = "@tslab/typescript-for-tslab";

/** What the compiler has beside its public types. */
type Compiler = typeof TypeScript & {
  bindSourceFile(file: TypeScript.SourceFile, options: TypeScript.CompilerOptions): void;
};
type Builder = TypeScript.EmitAndSemanticDiagnosticsBuilderProgram;
type CreateProgram = TypeScript.CreateProgram<Builder>;
type WatchHost = (
  files: string[],
  options: TypeScript.CompilerOptions,
  system: TypeScript.System,
  createProgram: CreateProgram | null,
  ...rest: unknown[]
) => object;

/** To be called before tslab is loaded, with tslab's own `require`. */
export function hastenPrograms(require: NodeJS.Require): void {
  const compiler = require(compilerName) as Compiler;
  const watchHost = compiler.createWatchCompilerHost as unknown as WatchHost;
  const createProgram = lean(compiler);
  const createWatchCompilerHost: WatchHost = (files, options, system, _, ...rest) =>
    // As "npm run check" has it; otherwise all of node_modules/@types is read, and a DOM with it.
    watchHost(files, { ...options, types: ["node"] }, system, createProgram, ...rest);
  require.cache[require.resolve(compilerName)]!.exports = { ...compiler, createWatchCompilerHost };
}

function lean(compiler: Compiler): CreateProgram {
  return (files, options, host, old, ...rest) => {
    const builder = compiler.createAbstractBuilder(files, options, host, old, ...rest) as Builder;
    const program = builder.getProgram();
    const sources = program.getSourceFiles().filter((file) => !file.isDeclarationFile);
    // The names of the cell, which tslab asks for before anything has made a type checker.
    for (const file of sources) compiler.bindSourceFile(file, program.getCompilerOptions());
    let whole: Builder | undefined;
    return {
      ...builder,
      getAllDependencies: (file) => {
        // tslab keeps of them what is no declaration.
        if (sources.length === 1 && sources[0] === file) return [file.fileName];
        whole ??= compiler.createEmitAndSemanticDiagnosticsBuilderProgram(program, host!);
        return whole.getAllDependencies(file);
      },
    };
  };
}
