/** @file A matrix as readable text. */

const LARGEST = 8; // rows and columns shown in full
const EDGE = 4; // of a larger matrix, so many at either end

/** The indices to show of `length`; `-1` stands for those left out. */
function shown(length: number): number[] {
  const all = Array.from({ length }, (_, i) => i);
  return length <= LARGEST ? all : [...all.slice(0, EDGE), -1, ...all.slice(-EDGE)];
}

/** Integers whole, other numbers in five significant digits: 55050, 0.25, 1.2346e-9. */
function digits(entry: number): string {
  return String(Number.isInteger(entry) ? entry : Number(entry.toPrecision(5)));
}

/**
 * The shape and the entries in aligned columns.
 *
 * At most 8 rows and 8 columns are shown; of more, the first four and the last four.
 * Entries that are no integers are rounded to five significant digits.
 */
export function printMatrix(a: {
  readonly data: Float64Array;
  readonly shape: readonly [number, number];
}): string {
  const [rows, cols] = a.shape;
  const js = shown(cols);
  const lines = shown(rows).map((i) =>
    js.map((j) => (i < 0 ? "⋮" : j < 0 ? "…" : digits(a.data[i * cols + j]!))),
  );
  const widths = js.map((_, k) => Math.max(...lines.map((line) => line[k]!.length)));
  const aligned = lines.map((line) => line.map((text, k) => text.padStart(widths[k]!)).join("  "));
  return [`Matrix [${rows}, ${cols}]`, ...aligned].join("\n  ");
}
