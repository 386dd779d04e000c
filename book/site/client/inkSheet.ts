/** @file What is drawn on a sheet of small squares, as ink on a grid four times as fine. */

/** A place on the sheet, counted in squares from its left and upper edge. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const FINE = 4;

/** Half the width of the pen: a digit that fills the box of 20 is drawn as thick as most of MNIST. */
export const PEN = 1.1;

/** A sheet of `side` by `side` squares. */
export class InkSheet {
  readonly side: number;
  /** entries from edge to edge */
  readonly grid: number;
  /** in [0, 1], row after row, `grid` by `grid` */
  readonly ink: Float64Array;

  constructor(side: number) {
    this.side = side;
    this.grid = side * FINE;
    this.ink = new Float64Array(this.grid ** 2);
  }

  get isEmpty(): boolean {
    return this.ink.every((value) => value === 0);
  }

  clear(): void {
    this.ink.fill(0);
  }

  /** Puts an image on the sheet, a byte a square, in place of what is there. */
  put(image: ArrayLike<number>): void {
    this.ink.forEach((_, k) => {
      this.ink[k] = image[this.#squareOf(k)]! / 255;
    });
  }

  /** A line of a round pen; where ink is, it gets no darker. */
  draw(from: Point, to: Point): void {
    const span = (a: number, b: number): [number, number] => [
      Math.max(0, Math.floor((Math.min(a, b) - PEN) * FINE) - 1),
      Math.min(this.grid, Math.ceil((Math.max(a, b) + PEN) * FINE) + 1),
    ];
    const [top, bottom] = span(from.y, to.y);
    const [left, right] = span(from.x, to.x);
    for (let r = top; r < bottom; ++r) {
      for (let c = left; c < right; ++c) {
        const away = distance({ x: (c + 0.5) / FINE, y: (r + 0.5) / FINE }, from, to);
        // an entry that the edge of the line cuts is inked in part
        const value = Math.max(0, Math.min(1, (PEN - away) * FINE + 0.5));
        const k = r * this.grid + c;
        this.ink[k] = Math.max(this.ink[k]!, value);
      }
    }
  }

  /** The sheet as it lies, a byte a square: the average of its four by four entries. */
  bytes(): Uint8Array {
    const sums = new Float64Array(this.side ** 2);
    this.ink.forEach((value, k) => {
      sums[this.#squareOf(k)]! += value;
    });
    return Uint8Array.from(sums, (sum) => Math.round((255 * sum) / (FINE * FINE)));
  }

  /** In which square entry `k` of the ink is. */
  #squareOf(k: number): number {
    return this.side * Math.floor(k / this.grid / FINE) + Math.floor((k % this.grid) / FINE);
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
