/**
 * @file The interrupt, as loops of the library see it.
 *
 * The contract: `globalThis[Symbol.for("large-models.interrupt")]` is `{ count: number }`, the
 * number of interrupts since the kernel started. A long loop notes the count when it begins, lets
 * the event loop turn now and then, and returns what it has as soon as the count is another one.
 * Nobody sets it back, so a loop that begins later is not stopped by an interrupt before it.
 *
 * A cell gets `graceMs` from the interrupt to end by itself: a training loop that stops in time
 * returns its model, and the cell goes on and keeps its variables. After that the cell fails.
 *
 * Until its first await a cell is broken off by Node itself (`breakOnSigint`) and nothing is
 * counted. A signal in the last moment before that await may be lost: Node's watcher of signals is
 * stopped before it has looked. The next one is not.
 */

export interface InterruptSignal {
  count: number;
}

export const interruptKey: symbol = Symbol.for("large-models.interrupt");

/** How long an interrupted cell may take to end by itself. */
export const graceMs = 1000;

/** Counts SIGINT and tells of it. It ends no process: Jupyter sends it to a kernel that goes on. */
export function installInterrupt(onInterrupt: () => void): void {
  const signal: InterruptSignal = { count: 0 };
  (globalThis as Record<symbol, unknown>)[interruptKey] = signal;
  process.on("SIGINT", () => {
    signal.count += 1;
    onInterrupt();
  });
}
