/**
 * @file Errors that name the cell and the line that its author wrote.
 *
 * tslab compiles a cell twice, TypeScript → ES module → CommonJS, and keeps no source map, so its
 * traces count lines of `evalmachine.<anonymous>`. Here both compilers write maps, each cell runs
 * under a name of its own, and stack traces are translated back through the two maps.
 */

import { SourceMap } from "node:module";
import type TypeScript from "typescript";

/** A frame as it is printed: execution count, then line. */
export const cellFrame: RegExp = /\bcell \[(\d+)\], line (\d+)/g;

export interface SourceLines {
  /** the next script that tslab runs is the cell with this execution count */
  begin(count: number): void;
}

const compilerName = "@tslab/typescript-for-tslab";
const inlineMap = /\n?\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/;
const tslabWrapper = /^\((?:async )?function\(exports, require\) \{ /;
/** tslab puts one line before the code of a cell */
const prefixLines = 1;
/** frames that say nothing of the reader's code */
const machinery =
  /[\\/]node_modules[\\/]tslab[\\/]|[\\/]kernel[\\/]wrapper[\\/]|^node:(?:internal|vm)/;

/** Prepares compiler, `vm` and stack traces; to be called before tslab is loaded. */
export function mapLines(require: NodeJS.Require): SourceLines {
  const maps = new Map<string, SourceMap[]>();
  let latest: SourceMap[] = [];
  let name = "";
  const tslabRequire = require("node:module").createRequire(require.resolve("tslab"));
  replaceCompiler(tslabRequire, (found) => {
    latest = found;
  });
  nameScripts(require("node:vm"), (prefix) => {
    maps.set(name, latest);
    return { filename: name, columnOffset: -prefix.length };
  });
  const errors = Error as {
    prepareStackTrace?: (error: Error, sites: NodeJS.CallSite[]) => string;
  };
  errors.prepareStackTrace = (error, sites) => {
    const shown = sites.filter((site) => !machinery.test(fileOf(site)));
    const frames = shown.map((site) => `\n    at ${frame(site, maps.get(fileOf(site)))}`);
    // tslab calls the code of a cell from the last line of its script: the same place again.
    const told = frames.filter((line, i) => line.includes("(") || line !== frames[i - 1]);
    return `${Error.prototype.toString.call(error)}${told.join("")}`;
  };
  return {
    begin: (count) => {
      name = `cell [${count}]`;
    },
  };
}

function fileOf(site: NodeJS.CallSite): string {
  return site.getFileName() ?? "";
}

function frame(site: NodeJS.CallSite, maps: SourceMap[] | undefined): string {
  if (maps === undefined) return String(site);
  let line = (site.getLineNumber() ?? 1) - 1;
  let column = (site.getColumnNumber() ?? 1) - 1;
  for (const map of maps) {
    const entry = map.findEntry(line, column);
    if (!("originalLine" in entry)) return String(site);
    line = entry.originalLine;
    column = entry.originalColumn;
  }
  const caller = site.getFunctionName();
  const place = `${fileOf(site)}, line ${line + 1 - prefixLines}`;
  return caller === null ? place : `${caller} (${place})`;
}

// tslab asks its compiler for no maps; the two functions that it calls are replaced by ones that do.
function replaceCompiler(require: NodeJS.Require, onMaps: (maps: SourceMap[]) => void): void {
  const compiler = require(compilerName) as typeof TypeScript;
  const patched: Record<string, unknown> = { ...compiler };
  type WatchHost = (
    files: string[],
    options: TypeScript.CompilerOptions,
    ...rest: never[]
  ) => object;
  const watchHost = compiler.createWatchCompilerHost as unknown as WatchHost;
  patched.createWatchCompilerHost = ((files, options, ...rest) =>
    watchHost(files, { ...options, inlineSourceMap: true }, ...rest)) satisfies WatchHost;
  patched.transpileModule = (code: string, options: TypeScript.TranspileOptions) => {
    const [comment, base64] = inlineMap.exec(code) ?? [];
    if (comment === undefined || base64 === undefined) {
      return compiler.transpileModule(code, options);
    }
    const output = compiler.transpileModule(code.slice(0, -comment.length), {
      ...options,
      compilerOptions: { ...options.compilerOptions, sourceMap: true },
    });
    const first = new SourceMap(JSON.parse(Buffer.from(base64, "base64").toString()));
    const second = new SourceMap(JSON.parse(output.sourceMapText!));
    onMaps([second, first]);
    const outputText = output.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
    return { ...output, outputText };
  };
  require.cache[require.resolve(compilerName)]!.exports = patched;
}

function nameScripts(
  vm: typeof import("node:vm"),
  onScript: (prefix: string) => { filename: string; columnOffset: number },
): void {
  const { runInThisContext } = vm;
  vm.runInThisContext = (code, options) => {
    const prefix = tslabWrapper.exec(code)?.[0];
    if (prefix === undefined || typeof options !== "object") return runInThisContext(code, options);
    // Not displayErrors: it prints a line of the compiled code above the message.
    return runInThisContext(code, { ...options, ...onScript(prefix), displayErrors: false });
  };
}
