/** @file Questions to Python with our own answers, and how near the two must come. */

import { expect } from "vitest";
import { type Matrix, toRows } from "../../src/matrix/index.js";

/** Both sides compute in double precision. */
export const DOUBLE = 1e-9;

/** A question to Python, and our own answer to it. */
export interface Case {
  readonly name: string;
  readonly request: { readonly kind: string };
  readonly ours: unknown;
  /** absolute for numbers below 1, relative above */
  readonly tolerance: number;
}

/** A list of cases, and what adds one: Python's function, its arguments, our answer, matrices as such. */
export function caseList(): {
  readonly cases: Case[];
  readonly compare: (
    name: string,
    kind: string,
    args: object,
    ours: unknown,
    tolerance?: number,
  ) => void;
} {
  const cases: Case[] = [];
  return {
    cases,
    compare: (name, kind, args, ours, tolerance = DOUBLE) => {
      const request = { kind, ...(plain(args) as object) };
      cases.push({ name, request, ours: plain(ours), tolerance });
    },
  };
}

/** Matrices and typed arrays as nested lists, throughout; without functions, which JSON has not. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("data" in value && "shape" in value) return toRows(value as Matrix);
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    return Array.from(value as ArrayLike<unknown>, plain);
  }
  const fields = Object.entries(value).filter(([, part]) => typeof part !== "function");
  return Object.fromEntries(fields.map(([key, part]) => [key, plain(part)]));
}

/** Fails unless both have the same structure, with numbers as close as the tolerance asks. */
export function expectSame(ours: unknown, theirs: unknown, tolerance: number, where: string): void {
  if (typeof ours === "number") {
    const difference = Math.abs(ours - (theirs as number));
    const close = difference <= tolerance * Math.max(1, Math.abs(ours));
    expect(close, `${where}: ours ${ours}, theirs ${theirs}`).toBe(true);
    return;
  }
  if (typeof ours === "string") {
    expect(theirs, where).toBe(ours);
    return;
  }
  expect(Object.keys(theirs as object).sort(), where).toEqual(Object.keys(ours as object).sort());
  for (const [key, part] of Object.entries(ours as object)) {
    expectSame(part, (theirs as Record<string, unknown>)[key], tolerance, `${where}.${key}`);
  }
}
