/** @file Plain lines of progress: what, how many bytes of how many, after how many seconds. */

import { bytes } from "./files.js";

export interface Report {
  /** One line, at once. */
  line(text: string): void;
  /** One line with the seconds so far, unless another such came within two seconds. */
  sometimes(text: string): void;
  /** Such a line that says how many bytes of how many are there. */
  progress(what: string, done: number, total: number): void;
  /** Seconds since this report began. */
  seconds(): number;
}

/** Lines that begin with `topic` and go to `write`. */
export function reporter(topic: string, write: (line: string) => void): Report {
  const start = performance.now();
  let last = start;
  const seconds = () => (performance.now() - start) / 1000;
  const sometimes = (text: string) => {
    if (performance.now() - last < 2000) return;
    last = performance.now();
    write(`${topic}: ${text}, ${Math.round(seconds())} s`);
  };
  return {
    line: (text) => write(`${topic}: ${text}`),
    sometimes,
    progress: (what, done, total) =>
      sometimes(`${what}, ${bytes(Math.min(done, total))} of ${bytes(total)}`),
    seconds,
  };
}
