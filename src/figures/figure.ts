/**
 * @file What a figure is: a plain plotly object, laid out for three widths at once.
 *
 * A page is drawn for its full width, for the width of the text, and for a telephone: drawn anew,
 * not scaled. `data` and `layout` are the full width; `layout.meta` holds what the others change.
 */

/** A state that a slider can put the figure into; its `data` belong to the traces `traces`. */
export interface FigureFrame {
  name: string;
  data: object[];
  traces: number[];
  layout: object;
}

/** A plotly figure: traces, how they are laid out, and the states of its slider if it has one. */
export interface Figure {
  data: object[];
  layout: object;
  frames?: FigureFrame[];
}

/** A width that a figure is drawn for, with the height it has unless it asks for another. */
export interface Canvas {
  readonly name: "page" | "text" | "phone";
  /** pixels */
  readonly width: number;
  /** pixels */
  readonly height: number;
}

const page: Canvas = { name: "page", width: 856, height: 450 };
const text: Canvas = { name: "text", width: 616, height: 390 };
const phone: Canvas = { name: "phone", width: 350, height: 378 };

/** What one width changes: whole keys of the layout, and whole keys of each trace (or `null`). */
interface Patch {
  layout: Record<string, unknown>;
  data: (Record<string, unknown> | null)[];
}

/** Words for a figure's folded table: the names of its axes, or the table itself. */
export interface FigureWords {
  x?: string;
  y?: string;
  table?: { columns: string[]; rows: (string | number)[][] };
}

/**
 * One figure from three: what `build` returns for the page, and the changes for text and telephone.
 *
 * `build` must return the same number of traces for every canvas.
 */
export function forEachCanvas(
  words: FigureWords,
  build: (canvas: Canvas) => { data: object[]; layout: object },
): Figure {
  const base = build(page);
  const meta = {
    ...words,
    text: difference(base, build(text)),
    phone: difference(base, build(phone)),
  };
  return { data: base.data, layout: { ...base.layout, meta } };
}

function difference(
  base: { data: object[]; layout: object },
  other: { data: object[]; layout: object },
): Patch {
  return {
    layout: changedKeys(base.layout, other.layout),
    data: base.data.map((trace, i) => {
      const changed = changedKeys(trace, other.data[i]!);
      return Object.keys(changed).length > 0 ? changed : null;
    }),
  };
}

function changedKeys(base: object, other: object): Record<string, unknown> {
  const before = base as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(other).filter(
      ([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value),
    ),
  );
}
