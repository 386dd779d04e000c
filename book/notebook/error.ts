/** @file The one kind of error of a notebook: file, cell and line first, then what is wrong and the cure. */

/** Where in a notebook something is wrong; `line` counts from 1 within the cell. */
export interface NotebookPlace {
  file: string;
  cell?: string;
  line?: number;
}

/** A fault of a notebook that its author or the reader can cure. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
  readonly place: NotebookPlace;
  /** the message without the place */
  readonly reason: string;

  constructor(place: NotebookPlace, reason: string) {
    super(`${formatPlace(place)}: ${reason}`);
    this.place = place;
    this.reason = reason;
  }
}

/** `07-attention.ipynb, cell masked-scores, line 3`, as far as it is known. */
export function formatPlace({ file, cell, line }: NotebookPlace): string {
  const parts = [file];
  if (cell !== undefined) parts.push(`cell ${cell}`);
  if (line !== undefined) parts.push(`line ${line}`);
  return parts.join(", ");
}
