/**
 * @file Timers of a cell, so that an interrupted cell stays asleep.
 *
 * Nothing can end a promise from outside. A loop that awaits a timer is stopped for good when its
 * timer never fires. `node:timers/promises` does not pass here.
 */

type Handle = NodeJS.Timeout | NodeJS.Immediate;
type Start = (callback: (...args: unknown[]) => void, ...rest: unknown[]) => Handle;

export interface CellTimers {
  /** forgets the timers of earlier cells: they go on */
  begin(): void;
  /** clears what was started since `begin` and has not fired */
  clear(): void;
}

/** Wraps the global `setTimeout`, `setInterval` and `setImmediate`. */
export function trackTimers(): CellTimers {
  let pending = new Set<Handle>();
  const wrap = (name: "setTimeout" | "setInterval" | "setImmediate"): void => {
    const start = globalThis[name] as unknown as Start;
    const tracked: Start = (callback, ...rest) => {
      const owner = pending;
      const fire = (...args: unknown[]): void => {
        if (name !== "setInterval") owner.delete(handle);
        callback(...args);
      };
      // What is not a function shall fail as it does without us.
      const handle = start(typeof callback === "function" ? fire : callback, ...rest);
      owner.add(handle);
      return handle;
    };
    // util.promisify finds its own version of a timer on the function.
    Object.defineProperties(tracked, Object.getOwnPropertyDescriptors(start));
    (globalThis as Record<string, unknown>)[name] = tracked;
  };
  wrap("setTimeout");
  wrap("setInterval");
  wrap("setImmediate");
  return {
    begin: () => {
      pending = new Set();
    },
    clear: () => {
      for (const handle of pending) {
        clearTimeout(handle as NodeJS.Timeout);
        clearImmediate(handle as NodeJS.Immediate);
      }
      pending.clear();
    },
  };
}
