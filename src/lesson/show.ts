/** @file Figures and matrices, shown under the cell that made them. */

import { currentSink, type MimeBundle, newDisplayId } from "./display.js";
import { type FigureRecord, type LiveRecord, type MatricesRecord, RECORD_MIME } from "./records.js";
import { short } from "./words.js";

/** A plotly figure, as the functions of `figures` return it. */
export interface ShowableFigure {
  readonly data: readonly unknown[];
  readonly layout: object;
}

/** Anything with rows and columns. */
export interface ShowableMatrix {
  readonly data: ArrayLike<number>;
  readonly shape: readonly [rows: number, cols: number];
}

export interface ShowOptions {
  /** The figure's label, "fig:u-curve"; defaults to none, for a figure that nothing refers to. */
  readonly id?: string;
  /** One or two sentences under the figure. */
  readonly caption?: string;
  /** What the figure shows, for readers who do not see it; defaults to the caption. */
  readonly alt?: string;
  /** Takes the width of text and notes together; defaults to false. */
  readonly page?: boolean;
  /**
   * In the book the reader moves it by hand: `{ kind: "neuron-plane", state }`, where the state is
   * what the function of that figure takes; or draws on it, as on what `digitPad` makes. Elsewhere
   * it stays the figure that it is.
   */
  readonly live?: Readonly<LiveRecord>;
}

/** Something shown, which can be shown anew in its place. */
export interface Shown {
  /** Shows this where the last one was. */
  update(next: Showable): void;
}

/** A figure, or matrices by name. */
export type Showable = ShowableFigure | Readonly<Record<string, ShowableMatrix>>;

/**
 * Shows a plotly figure, or matrices by name: `show({ W1, b1 })`; silent outside a notebook.
 *
 * @throws TypeError if it is neither.
 */
export function show(shown: Showable, options: ShowOptions = {}): void {
  showLive(shown, options);
}

/**
 * Shows it as `show` does, to be shown anew in its place while a loop runs.
 *
 * @throws TypeError if it is neither a figure nor matrices.
 */
export function showLive(shown: Showable, options: ShowOptions = {}): Shown {
  const displayId = newDisplayId();
  const send = (next: Showable, update: boolean): void => {
    const content = bundle(next, options); // also without a notebook: what cannot be shown is an error
    currentSink()?.(content, displayId, update);
  };
  send(shown, false);
  return { update: (next) => send(next, true) };
}

function bundle(shown: object, options: ShowOptions): MimeBundle {
  if (isFigure(shown)) return figureBundle(shown, options);
  const named = Object.entries(shown);
  const strange = named.find(([, matrix]) => !isMatrix(matrix));
  if (named.length === 0 || strange) {
    throw new TypeError(
      `show: needs a figure { data, layout } or matrices by name, got ${strange ? `"${strange[0]}", which is no matrix` : "nothing"}`,
    );
  }
  return matricesBundle(named as [string, ShowableMatrix][]);
}

function isFigure(value: object): value is ShowableFigure {
  return "layout" in value && "data" in value && Array.isArray(value.data);
}

function isMatrix(value: unknown): value is ShowableMatrix {
  return typeof value === "object" && value !== null && "shape" in value && "data" in value;
}

function figureBundle(figure: ShowableFigure, options: ShowOptions): MimeBundle {
  const { id = "", caption = "", alt = caption, page = false } = options;
  const live = options.live && { live: options.live };
  const record: FigureRecord = { kind: "figure", id, caption, alt, page, ...live };
  return {
    "application/vnd.plotly.v1+json": figure,
    [RECORD_MIME]: record,
    "text/plain": alt === "" ? `[figure with ${figure.data.length} traces]` : `[figure: ${alt}]`,
  };
}

function matricesBundle(named: [string, ShowableMatrix][]): MimeBundle {
  const record: MatricesRecord = {
    kind: "matrices",
    matrices: named.map(([name, { shape, data }]) => ({
      name,
      shape: [shape[0], shape[1]],
      data: Array.from(data),
    })),
  };
  const rows = named.map(([name, matrix]) => ({ name, rows: cells(matrix) }));
  const tex = rows.map(
    ({ name, rows }) =>
      `\\text{${name.replace(/[^\w ]/g, "")}} = \\begin{bmatrix}${rows.map((row) => row.join(" & ")).join(" \\\\ ")}\\end{bmatrix}`,
  );
  return {
    [RECORD_MIME]: record,
    "text/latex": `$$${tex.join(" \\qquad ")}$$`,
    "text/plain": rows
      .map(({ name, rows }) => `${name} =\n${rows.map((row) => `  ${row.join("  ")}`).join("\n")}`)
      .join("\n"),
  };
}

function cells({ shape: [rows, cols], data }: ShowableMatrix): string[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: cols }, (_, j) => short(data[i * cols + j]!)),
  );
}
