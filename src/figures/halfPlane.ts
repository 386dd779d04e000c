/** @file The half of a plane where `w·x + b > 0`, and its border, within a rectangle. */

/** A point or a vector of the plane. */
export type Point = readonly [number, number];

/** `[low, high]` of both coordinates. */
export interface Box {
  readonly x: Point;
  readonly y: Point;
}

/** Weights and bias of the sum whose sign cuts the plane. */
export interface Cut {
  readonly weight: Point;
  readonly bias: number;
}

/** The straight line `w·x + b = 0`. */
export interface Border {
  /** the point of the line that is nearest to the origin: `−b w / ‖w‖²` */
  readonly foot: Point;
  /** unit vector of `w`, at right angles to the line, toward its live side */
  readonly along: Point;
  /** unit vector in the line: `along` turned right */
  readonly across: Point;
  /** the piece of the line within the box, in the direction `across`; `null` if none is */
  readonly ends: readonly [Point, Point] | null;
}

/** The border within a box; `null` where `w` is 0 and there is none. */
export function borderOf({ weight, bias }: Cut, box: Box): Border | null {
  const length = Math.hypot(...weight);
  if (length === 0) return null;
  const along: Point = [weight[0] / length, weight[1] / length];
  const across: Point = [along[1], 0 - along[0]];
  const foot: Point = [(-bias / length) * along[0], (-bias / length) * along[1]];
  const reach = stepsWithin(foot, across, box);
  const at = (s: number): Point => [foot[0] + s * across[0], foot[1] + s * across[1]];
  return { foot, along, across, ends: reach && [at(reach[0]), at(reach[1])] };
}

/** How far a line may go from a point, back and forth, within a box; `null` if it misses the box. */
export function stepsWithin(from: Point, direction: Point, box: Box): Point | null {
  let [first, last] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [k, [low, high]] of [box.x, box.y].entries()) {
    const [start, slope] = [from[k]!, direction[k]!];
    if (slope === 0) {
      if (start < low || start > high) return null;
      continue;
    }
    const steps = [(low - start) / slope, (high - start) / slope];
    first = Math.max(first, Math.min(...steps));
    last = Math.min(last, Math.max(...steps));
  }
  return first < last ? [first, last] : null;
}

/** Corners of the part of a box where `w·x + b > 0`, in order; none if there is no such part. */
export function liveCorners({ weight, bias }: Cut, { x, y }: Box): Point[] {
  const corners: Point[] = [
    [x[0], y[0]],
    [x[1], y[0]],
    [x[1], y[1]],
    [x[0], y[1]],
  ];
  const height = ([u, v]: Point): number => u * weight[0] + v * weight[1] + bias;
  return corners.flatMap((corner, i) => {
    const next = corners[(i + 1) % 4]!;
    const [h, ahead] = [height(corner), height(next)];
    const kept = h > 0 ? [corner] : [];
    if (h > 0 === ahead > 0) return kept;
    const share = h / (h - ahead);
    const crossing: Point = [
      corner[0] + share * (next[0] - corner[0]),
      corner[1] + share * (next[1] - corner[1]),
    ];
    return [...kept, crossing];
  });
}
