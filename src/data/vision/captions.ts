/** @file What is said of a scene, by rule: the truth that the captioner is taught and judged by. */

import type { LabelledBox } from "../../network/boxes.js";

const NAMES = "zero one two three four five six seven eight nine".split(" ");
const PLURALS = "zeros ones twos threes fours fives sixes sevens eights nines".split(" ");

/** Every word of a caption; the place of each is its id, and the first is padding. */
export const CAPTION_WORDS: readonly string[] = [
  "",
  ..."[START] [END] nothing a an and , above left right of from to top bottom two three".split(" "),
  ...NAMES.filter((name) => name !== "two" && name !== "three"),
  ...PLURALS,
];

/** The most digits that a caption tells of. */
export const MOST_TOLD = 3;

/**
 * The words of a scene: `["a", "three", "above", "a", "seven"]`.
 *
 * Two digits stand above or left of each other, whichever their middles are farther apart in; the upper
 * or left one is said first. Three are said from left to right or from top to bottom, whichever they are
 * spread more in. Two of one sort are "two sevens", with nothing said of their places, and three "three
 * sevens".
 *
 * @throws RangeError if there are more than three.
 */
export function captionOf(objects: readonly LabelledBox[]): string[] {
  if (objects.length > MOST_TOLD) {
    throw new RangeError(`captionOf: objects must be at most ${MOST_TOLD}, got ${objects.length}`);
  }
  if (objects.length === 0) return ["nothing"];
  const first = objects[0]!.label;
  if (objects.length > 1 && objects.every(({ label }) => label === first)) {
    return [NAMES[objects.length]!, PLURALS[first]!];
  }
  const middles = objects.map(({ box, label }) => ({
    label,
    x: box.left + box.right,
    y: box.top + box.bottom,
  }));
  const spread = (of: (one: { x: number; y: number }) => number) =>
    Math.max(...middles.map(of)) - Math.min(...middles.map(of));
  const isColumn = spread(({ y }) => y) > spread(({ x }) => x);
  const said = middles
    .sort((a, b) => (isColumn ? a.y - b.y : a.x - b.x))
    .map(({ label }) => [label === 8 ? "an" : "a", NAMES[label]!]);
  const [one, two, three] = said as [string[], string[], string[]];
  if (objects.length === 1) return one;
  if (objects.length === 2) return [...one, ...(isColumn ? ["above"] : ["left", "of"]), ...two];
  const order = isColumn ? "from top to bottom" : "from left to right";
  return [...one, ",", ...two, "and", ...three, ",", ...order.split(" ")];
}

/** Words as a sentence: "a three, a seven and an eight, from left to right". */
export function writtenCaption(words: readonly string[]): string {
  return words.join(" ").replaceAll(" ,", ",");
}
