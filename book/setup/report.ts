/** @file Plain lines of progress: what, how many bytes of how many, after how many seconds. */

import { bytes } from "./files.js";

export interface Report {
  /** One line, at once. */
  line(text: string): void;
  /** A line of progress, not more often than every two seconds. */
  progress(what: string, done: number, total: number): void;
  /** Seconds since this report began. */
  seconds(): number;
}

/** Lines that begin with `topic` and go to `write`. */
export function reporter(topic: string, write: (line: string) => void): Report {
  const start = performance.now();
  let last = start;
  const seconds = () => (performance.now() - start) / 1000;
  return {
    line: (text) => write(`${topic}: ${text}`),
    progress(what, done, total) {
      if (performance.now() - last < 2000) return;
      last = performance.now();
      const share = `${bytes(Math.min(done, total))} of ${bytes(total)}`;
      write(`${topic}: ${what}, ${share}, ${Math.round(seconds())} s`);
    },
    seconds,
  };
}
