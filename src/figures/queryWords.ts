/** @file Where the words of a query among keys stand, so that they cover no disc, square, arrow or other word. */

import type { Point } from "./halfPlane.js";
import { type Box, boxOf, trouble } from "./labels.js";
import { decimals } from "./numbers.js";
import type { PlaneView } from "./planeView.js";
import type { Pixel } from "./plot.js";
import type { QueryAnswer, QueryPlane } from "./query.js";

/** Pixels across a disc that has all the weight. */
export const wholeDisc = 64;

/** Words, and the middle of each in the plane. */
export interface PlacedWords {
  readonly text: readonly string[];
  readonly at: readonly Point[];
}

/**
 * The names of the keys with their weights, each at its disc; and those of the values, of the output and of the
 * query. Each word takes the first of its places that covers least: it stays while nothing comes near.
 */
export function queryWords(
  plane: QueryPlane,
  answer: QueryAnswer,
  names: readonly string[],
  view: PlaneView,
): { keys: PlacedWords; others: PlacedWords } {
  const { box, unit } = view;
  const pixel = ([x, y]: Point): Pixel => [(x - box.x[0]) * unit, (box.y[1] - y) * unit];
  const point = ([x, y]: Pixel): Point => [x / unit + box.x[0], box.y[1] - y / unit];
  const put = putter(plane, answer, view, pixel);
  const radii = answer.weights.map((weight) => (wholeDisc / 2) * Math.sqrt(weight));
  const keyNames = plane.keys.map((key, i) => {
    const text = `${names[i]} <b>${decimals(answer.weights[i]!)}</b>`;
    return put(text, about(text, pixel(key), Math.max(13, radii[i]! + 12), ["above", "below"]));
  });
  const valueNames = plane.values.map((value, i) => {
    const text = `<i>v</i><sub>${i + 1}</sub>`;
    return put(text, about(text, pixel(value), 16, ["below", "above"]));
  });
  const output = "<b>output</b>";
  const outputName = put(output, about(output, pixel(answer.output), 16, ["above", "below"]));
  const placed = (words: readonly { text: string; at: Pixel }[]): PlacedWords => ({
    text: words.map(({ text }) => text),
    at: words.map(({ at }) => point(at)),
  });
  const queryName = nameOfArrow(plane.query, pixel, put);
  return { keys: placed(keyNames), others: placed([...valueNames, outputName, queryName]) };
}

type Put = (text: string, places: readonly Pixel[]) => { text: string; at: Pixel };
type ToPixel = (point: Point) => Pixel;

// Puts words where they cover least of what is drawn and of the words before them.
function putter(
  { keys, values, query }: QueryPlane,
  { weights, output }: QueryAnswer,
  { box, unit }: PlaneView,
  pixel: ToPixel,
): Put {
  const length = Math.hypot(...query);
  const square = ([x, y]: Pixel, half: number): Box => ({
    x,
    y,
    halfWidth: half,
    halfHeight: half,
  });
  // The head of the arrow, and the handle beyond it.
  const [tipX, tipY] = pixel(query);
  const beyond: Pixel = [tipX + (9 * query[0]) / length, tipY - (9 * query[1]) / length];
  const taken: Box[] = [
    ...keys.map((key, i) => square(pixel(key), (wholeDisc / 2) * Math.sqrt(weights[i]!))),
    ...[...values, output].map((one) => square(pixel(one), 6)),
    ...(length > 0 ? [square([tipX, tipY], 7), square(beyond, 9)] : []),
  ];
  const ways = values.map((value) => sampled(pixel(value), pixel(output)));
  const around = {
    left: 0,
    width: (box.x[1] - box.x[0]) * unit,
    height: (box.y[1] - box.y[0]) * unit,
    curves: length > 0 ? [sampled(pixel([0, 0]), [tipX, tipY]), ...ways] : ways,
    taken,
    halo: 0,
  };
  return (text, places) => {
    const boxes = places.map((place) => boxOf(text, place));
    const costs = boxes.map((one) => trouble(one, around));
    const best = boxes[costs.indexOf(Math.min(...costs))]!;
    taken.push(best);
    return { text, at: [best.x, best.y] };
  };
}

// Above and below in the order that is wanted, then at the sides.
function about(
  text: string,
  [x, y]: Pixel,
  away: number,
  order: readonly ("above" | "below")[],
): Pixel[] {
  const aside = boxOf(text, [0, 0]).halfWidth + away - 8;
  const upright = order.map((side): Pixel => [x, side === "above" ? y - away : y + away]);
  return [...upright, [x + aside, y], [x - aside, y]];
}

// Beside the shaft, on either side of it.
function nameOfArrow(query: Point, pixel: ToPixel, put: Put): { text: string; at: Pixel } {
  const length = Math.hypot(...query);
  if (length === 0) return { text: "", at: pixel([0, 0]) };
  const [x, y] = pixel([0.6 * query[0], 0.6 * query[1]]);
  const [right, down] = [(-13 * query[1]) / length, (-13 * query[0]) / length];
  return put("<i>q</i>", [
    [x + right, y + down],
    [x - right, y - down],
  ]);
}

function sampled([fromX, fromY]: Pixel, [toX, toY]: Pixel): Pixel[] {
  const steps = Math.max(1, Math.ceil(Math.hypot(toX - fromX, toY - fromY) / 5));
  return Array.from(
    { length: steps + 1 },
    (_, k): Pixel => [fromX + ((toX - fromX) * k) / steps, fromY + ((toY - fromY) * k) / steps],
  );
}
