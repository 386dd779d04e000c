/**
 * @file Paths in the drawing page, with no more points than an eye can tell apart.
 *
 * Sent to the page as text, like `drawInPage`.
 */

/** A path with tenths of a pixel, its straight pieces without the points that lie on them. */
export function tersely(d: string): string {
  const round = (n: string): string => String(Math.round(Number(n) * 10) / 10);
  const rounded = d.replace(/-?\d*\.\d{2,}(?:e-?\d+)?/g, round);
  const pieces: Point[][] = [];
  let last = "";
  let isStraight = !/[^MLQCZ\d., -]/.test(rounded);
  for (const [, command, numbers] of rounded.matchAll(/([MLQCZ])([^MLQCZ]*)/g)) {
    if (command === "Z") {
      pieces.at(-1)?.push([Number.NaN, Number.NaN]);
      continue;
    }
    const points = numbers!.trim().split(" ");
    const end = points.at(-1)!;
    // A curve whose handles lie on its ends is a line.
    isStraight &&= points.every((point) => point === end || (point === last && command !== "L"));
    const [x, y] = end.split(",").map(Number) as Point;
    if (command === "M") pieces.push([[x, y]]);
    else pieces.at(-1)?.push([x, y]);
    last = end;
  }
  if (!isStraight || rounded === "") return rounded;
  return pieces
    .map((piece) => {
      const isClosed = Number.isNaN(piece.at(-1)![0]);
      const points = thinned(isClosed ? piece.slice(0, -1) : piece);
      return `M${points.map((point) => point.join(",")).join("L")}${isClosed ? "Z" : ""}`;
    })
    .join("");
}

type Point = [x: number, y: number];

// Ramer, Douglas and Peucker: no point of the piece is farther from the rest than a fifth of a pixel.
function thinned(points: Point[]): Point[] {
  const keep = new Uint8Array(points.length).fill(0);
  const ranges: [number, number][] = [[0, points.length - 1]];
  keep[0] = 1;
  keep[points.length - 1] = 1;
  for (let range = ranges.pop(); range; range = ranges.pop()) {
    const [from, to] = range;
    const [[ax, ay], [bx, by]] = [points[from]!, points[to]!];
    const length = Math.hypot(bx - ax, by - ay);
    let farthest = -1;
    let most = 0.2;
    for (let i = from + 1; i < to; ++i) {
      const [x, y] = points[i]!;
      const away =
        length === 0
          ? Math.hypot(x - ax, y - ay)
          : Math.abs((by - ay) * (x - ax) - (bx - ax) * (y - ay)) / length;
      if (away > most) [most, farthest] = [away, i];
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    ranges.push([from, farthest], [farthest, to]);
  }
  return points.filter((_, i) => keep[i] === 1);
}

/** The functions above, for the page. */
export const pathScripts: readonly ((...of: never[]) => unknown)[] = [thinned, tersely];
