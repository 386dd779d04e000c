/** @file Full sizes for the book, small ones for a quick run. */

import { emit } from "./display.js";
import { type QuickRecord, RECORD_MIME } from "./records.js";

let told = false;

/** True if the environment says `COURSE_QUICK=1`. */
export function isQuick(): boolean {
  const host = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return host.process?.env?.COURSE_QUICK === "1";
}

/**
 * `full`, or `quick` if the environment says `COURSE_QUICK=1`; the first quick one of a session says so.
 *
 * @param sizes - the same quantity twice: `{ full: 60_000, quick: 2_000 }`
 */
export function size<T>(sizes: { readonly full: T; readonly quick: T }): T {
  if (!isQuick()) return sizes.full;
  if (!told) {
    told = true;
    const record: QuickRecord = { kind: "quick" };
    emit({ [RECORD_MIME]: record, "text/plain": "Quick sizes (COURSE_QUICK=1)" }, null);
  }
  return sizes.quick;
}
