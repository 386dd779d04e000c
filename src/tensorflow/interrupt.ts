/** @file The stop button, or Ctrl-C, as a question that a training loop asks between two steps. */

import { onInterrupt } from "#platform";
import type { Tf } from "./backend.js";

/** Where the course's kernel counts interrupts; nobody sets the count back. */
const key = Symbol.for("large-models.interrupt");

export interface Interrupt {
  /** one came since the watch began */
  readonly came: boolean;
  stop(): void;
}

/** Watches for an interrupt until stopped: by the kernel's count, or elsewhere by the signal itself. */
export function watchInterrupt(): Interrupt {
  const kernel = (globalThis as { [key]?: { readonly count: number } })[key];
  if (kernel) {
    const { count } = kernel;
    return {
      get came() {
        return kernel.count !== count;
      },
      stop() {},
    };
  }
  let came = false;
  const stop = onInterrupt(() => {
    came = true;
  });
  return {
    get came() {
      return came;
    },
    stop,
  };
}

/** How long a loop may keep everything else waiting: messages, pictures, the stop button. */
const PATIENCE_MS = 50;

/** A function to be awaited between steps; now and then it lets everything else have its turn. */
export function createPause(tf: Tf): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < PATIENCE_MS) return;
    await tf.nextFrame();
    last = performance.now();
  };
}
