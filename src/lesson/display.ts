/**
 * @file The one way out of a cell: a MIME bundle, sent through the kernel that runs it.
 *
 * tslab replaces its writer at every cell, so it is looked up at every call and never kept.
 */

/** Kinds of the same content, richest first for those who can show it. */
export type MimeBundle = Record<string, unknown>;

/** Writes one bundle; with `update` it replaces an earlier one of the same `displayId` in place. */
export type DisplaySink = (bundle: MimeBundle, displayId: string, update: boolean) => void;

interface TslabDisplay {
  data: MimeBundle;
  metadata: Record<string, unknown>;
  transient: { display_id: string };
}

interface ModuleCache {
  _cache?: Record<string, { exports?: { lastWriteDisplayData?: unknown } } | undefined>;
}

const SINK = Symbol.for("large-models.display");
let displays = 0;

/**
 * The sink of this cell: the one on `globalThis[Symbol.for("large-models.display")]` (a page that
 * runs cells sets it), else tslab's, else `undefined` outside a notebook.
 */
export function currentSink(): DisplaySink | undefined {
  const own = (globalThis as unknown as Record<symbol, DisplaySink | undefined>)[SINK];
  if (own) return own;
  const write = tslabWriter();
  if (!write) return undefined;
  return (data, displayId, update) =>
    write({ data, metadata: {}, transient: { display_id: displayId } }, update);
}

/** A new id for something that may be updated in place. */
export function newDisplayId(): string {
  displays += 1;
  return `large-models-${Date.now().toString(36)}-${displays}`;
}

/** Sends a bundle if there is a notebook to send it to; the words go to the console otherwise. */
export function emit(bundle: MimeBundle, wordsOutside: string | null): void {
  const sink = currentSink();
  if (sink) sink(bundle, newDisplayId(), false);
  else if (wordsOutside !== null) console.log(wordsOutside);
}

// tslab exports its writer, but only its own copy in the running process has a live one, and
// `require("tslab")` from here could find another copy. The module cache knows the right one.
function tslabWriter(): ((display: TslabDisplay, update: boolean) => void) | undefined {
  const host = globalThis as {
    process?: { getBuiltinModule?: (name: string) => ModuleCache | undefined };
  };
  const cache = host.process?.getBuiltinModule?.("module")?._cache;
  for (const [file, module] of Object.entries(cache ?? {})) {
    if (!/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file)) continue;
    const write = module?.exports?.lastWriteDisplayData;
    if (typeof write === "function") return write as (d: TslabDisplay, update: boolean) => void;
  }
  return undefined;
}
