/** @file A bar that moves in place while a loop runs; silent outside a notebook. */

import { currentSink, newDisplayId } from "./display.js";
import { type ProgressRecord, RECORD_MIME } from "./records.js";
import { duration, short } from "./words.js";

export interface Progress {
  /** Says that `count` of the total are done; redraws at most five times a second. */
  update(count: number, note?: string): void;
  /** Draws the last state, whatever the time. */
  done(note?: string): void;
}

/**
 * A progress bar.
 *
 * @param label - what is going on: "training"
 * @param total - how many steps there are; positive
 * @throws RangeError if the total is not positive.
 */
export function progress(label: string, total: number): Progress {
  if (!(total > 0)) throw new RangeError(`progress: total must be positive, got ${total}`);
  const displayId = newDisplayId();
  const start = performance.now();
  let lastDrawn = Number.NEGATIVE_INFINITY;
  let count = 0;

  const draw = (note: string): void => {
    const fraction = Math.min(1, count / total);
    const record: ProgressRecord = { kind: "progress", label, fraction, note };
    const filled = Math.round(fraction * 20);
    const words = `${label} ${"█".repeat(filled)}${"░".repeat(20 - filled)} ${Math.round(fraction * 100)} %  ${note}`;
    const isFirst = lastDrawn === Number.NEGATIVE_INFINITY;
    currentSink()?.({ [RECORD_MIME]: record, "text/plain": words }, displayId, !isFirst);
    lastDrawn = performance.now();
  };
  const speed = (): string => {
    const seconds = (performance.now() - start) / 1000;
    if (count === 0 || seconds === 0) return "";
    const left = ((total - count) * seconds) / count;
    return `${short(Math.round(count / seconds) || count / seconds)} a second, ${duration(left)} left`;
  };
  return {
    update(newCount, note) {
      count = newCount;
      if (performance.now() - lastDrawn >= 200) draw(note ?? speed());
    },
    done(note) {
      const seconds = (performance.now() - start) / 1000;
      draw(note ?? `${short(count)} in ${duration(seconds)}`);
    },
  };
}
