/** @file The stop button, or Ctrl-C, as a question that a training loop asks between two steps. */

import { onInterrupt } from "#platform";

/** Calls a listener at every interrupt until told to stop. */
type Listen = (listener: () => void) => () => void;

/** Where a kernel that handles interrupts itself puts its `Listen`. */
const key = Symbol.for("large-models.interrupt");

export interface Interrupt {
  /** it came since the watch began */
  readonly came: boolean;
  stop(): void;
}

/** Watches for an interrupt until stopped. */
export function watchInterrupt(): Interrupt {
  const listen = (globalThis as { [key]?: Listen })[key] ?? onInterrupt;
  let came = false;
  const stop = listen(() => {
    came = true;
  });
  return {
    get came() {
      return came;
    },
    stop,
  };
}
