/** Small notebooks for the tests of this folder. */

export interface CellText {
  id?: unknown;
  type?: string;
  tags?: string[];
  hidden?: boolean;
  source: string;
  [key: string]: unknown;
}

/** The text of a notebook as an editor might have left it: valid, and in no particular order. */
export function notebookText(cells: (string | CellText)[], changes: object = {}): string {
  return JSON.stringify({
    nbformat_minor: 5,
    nbformat: 4,
    metadata: { course: { title: "A title", sources: ["A:4.1"] } },
    cells: cells.map((cell, index) =>
      cellJson(typeof cell === "string" ? { source: cell } : cell, index),
    ),
    ...changes,
  });
}

function cellJson({ id, type = "code", tags, hidden, source, ...rest }: CellText, index: number) {
  return {
    source,
    metadata: { ...(tags && { tags }), ...(hidden && { jupyter: { source_hidden: true } }) },
    id: id === undefined ? `cell-${index + 1}` : id,
    cell_type: type,
    ...(type === "code" && { outputs: [], execution_count: null }),
    ...rest,
  };
}

export function markdown(source: string, more: Partial<CellText> = {}): CellText {
  return { type: "markdown", source, ...more };
}
