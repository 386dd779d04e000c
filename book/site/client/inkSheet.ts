/** @file What is drawn on a sheet of 28 by 28, as ink on a grid four times as fine. */

/** A place on the sheet: 0 to 28 from its left and upper edge. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const SIDE = 28;
const FINE = 4;
/** Entries from edge to edge. */
export const GRID = SIDE * FINE;

/** Half the width of the pen: a digit that fills the box of 20 is drawn as thick as most of MNIST. */
export const PEN = 1.1;

/** Ink in [0, 1], row after row, `GRID` by `GRID`. */
export class InkSheet {
  readonly ink: Float64Array = new Float64Array(GRID * GRID);

  get isEmpty(): boolean {
    return this.ink.every((value) => value === 0);
  }

  clear(): void {
    this.ink.fill(0);
  }

  /** Puts an image of 784 bytes on the sheet, in place of what is there. */
  put(image: ArrayLike<number>): void {
    this.ink.forEach((_, k) => {
      const [r, c] = [Math.floor(k / GRID / FINE), Math.floor((k % GRID) / FINE)];
      this.ink[k] = image[SIDE * r + c]! / 255;
    });
  }

  /** A line of a round pen; where ink is, it gets no darker. */
  draw(from: Point, to: Point): void {
    const span = (a: number, b: number): [number, number] => [
      Math.max(0, Math.floor((Math.min(a, b) - PEN) * FINE) - 1),
      Math.min(GRID, Math.ceil((Math.max(a, b) + PEN) * FINE) + 1),
    ];
    const [top, bottom] = span(from.y, to.y);
    const [left, right] = span(from.x, to.x);
    for (let r = top; r < bottom; ++r) {
      for (let c = left; c < right; ++c) {
        const away = distance({ x: (c + 0.5) / FINE, y: (r + 0.5) / FINE }, from, to);
        // an entry that the edge of the line cuts is inked in part
        const value = Math.max(0, Math.min(1, (PEN - away) * FINE + 0.5));
        const k = r * GRID + c;
        this.ink[k] = Math.max(this.ink[k]!, value);
      }
    }
  }

  /** The sheet as it lies, 784 bytes: each the average of its four by four entries. */
  bytes(): Uint8Array {
    const sums = new Float64Array(SIDE * SIDE);
    this.ink.forEach((value, k) => {
      sums[SIDE * Math.floor(k / GRID / FINE) + Math.floor((k % GRID) / FINE)]! += value;
    });
    return Uint8Array.from(sums, (sum) => Math.round((255 * sum) / (FINE * FINE)));
  }
}

/** From a point to the nearest point of a line. */
function distance(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy);
}
