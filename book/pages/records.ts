/**
 * @file The records that a notebook's outputs hold, looked at before they are believed: an output
 * may come from any program, so each field must have its type.
 */

import type { LessonRecord } from "../../src/lesson/records.js";
import type { Cell, MimeBundle, Output } from "../notebook/format.js";
import type { PlotlyFigure } from "../site/client/figureModel.js";

const recordMime = "application/vnd.large-models+json";

type Test = (value: unknown) => boolean;

const text: Test = (value) => typeof value === "string";
const number: Test = (value) => typeof value === "number" && Number.isFinite(value);
const bool: Test = (value) => typeof value === "boolean";
const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value);
const list =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
const oneOf =
  (...values: string[]): Test =>
  (value) =>
    values.includes(value as string);
const object =
  (fields: Record<string, Test>): Test =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(fields).every(([name, test]) => test((value as Record<string, unknown>)[name]));

const pair: Test = (value) => list(number)(value) && (value as unknown[]).length === 2;
const rogue = object({ name: text, tex: text, medianError: orNull(number), rejected: bool });
const diagnosis = object({ name: text, diagnosis: orNull(text) });
const entry: Test = (value) => text(value) || number(value);
const table = object({ caption: text, columns: list(text), rows: list(list(entry)) });
const matrix = object({ name: text, shape: pair, data: list(orNull(number)) });

const verdict = oneOf(
  "reproduced",
  "not reproduced",
  "not distinguishable",
  "not checkable",
  "not measured",
);

const kinds: Record<LessonRecord["kind"], Test> = {
  check: object({
    id: text,
    passed: bool,
    cases: number,
    tolerance: number,
    largestError: orNull(number),
    reached: (value) => value === undefined || number(value),
    rogues: list(rogue),
  }),
  exercise: object({
    id: text,
    role: oneOf("attempt", "solution"),
    state: oneOf("open", "passed"),
    diagnosis: orNull(text),
    wrong: list(diagnosis),
  }),
  erratum: object({
    id: text,
    title: text,
    source: text,
    printed: text,
    right: text,
    table: orNull(table),
    proved: bool,
    verdict: text,
  }),
  claim: object({
    id: text,
    title: text,
    source: text,
    printed: orNull(number),
    values: list(number),
    estimate: orNull(number),
    interval: orNull(pair),
    seeds: number,
    verdict,
    because: text,
  }),
  matrices: object({ matrices: list(matrix) }),
  // what it says of being live is read by `live.ts`, which can say what is wrong with it
  figure: object({ id: text, caption: text, alt: text, page: bool }),
  sound: object({
    caption: text,
    seconds: number,
    wav: (value) => text(value) && /^UklGR[A-Za-z0-9+/]+={0,2}$/.test(value as string),
  }),
  progress: object({ label: text, fraction: number, note: text }),
  quick: () => true,
};

/** The record of a bundle, or `null` if it has none, or one that is not of the contract. */
export function recordOf(data: MimeBundle): LessonRecord | null {
  const value = data[recordMime] as { kind?: unknown } | null | undefined;
  if (typeof value !== "object" || value === null || typeof value.kind !== "string") return null;
  const fits = Object.hasOwn(kinds, value.kind) && kinds[value.kind as LessonRecord["kind"]](value);
  return fits ? (value as LessonRecord) : null;
}

/** The bundle of an output that has one. */
export function bundleOf(output: Output): MimeBundle | null {
  return output.output_type === "display_data" || output.output_type === "execute_result"
    ? output.data
    : null;
}

/** All records in the outputs of a cell, in order. */
export function recordsOf(cell: Cell): LessonRecord[] {
  return (cell.outputs ?? []).flatMap((output) => recordOf(bundleOf(output) ?? {}) ?? []);
}

/** The plotly figure of a bundle, or `null` if it has none. */
export function plotlyOf(data: MimeBundle): PlotlyFigure | null {
  const value = data["application/vnd.plotly.v1+json"];
  if (typeof value !== "object" || value === null) return null;
  const { data: traces, layout } = value as Partial<PlotlyFigure>;
  const isFigure = Array.isArray(traces) && typeof layout === "object" && layout !== null;
  return isFigure ? (value as PlotlyFigure) : null;
}
