import { beforeAll, describe, expect, test } from "vitest";
import {
  CAPTION_WORDS,
  captionOf,
  type Digits,
  digitScene,
  loadMnist,
  SCENE_SIDE,
  writtenCaption,
} from "../../../src/data/index.js";
import { random } from "../../../src/matrix/index.js";
import { intersectionOverUnion } from "../../../src/network/index.js";

let digits: Digits;
beforeAll(async () => {
  digits = (await loadMnist()).test;
});

describe("digitScene", () => {
  const scenes = (length: number, count?: number) => {
    const drawn = random(3);
    const options = { digits, random: drawn, ...(count !== undefined && { count }) };
    return Array.from({ length }, () => digitScene(options));
  };

  test("the same seed draws the same scene, the next ones are others", () => {
    expect(scenes(2)).toEqual(scenes(2));
    expect(scenes(2)[1]).not.toEqual(scenes(2)[0]);
  });

  test("boxes hold the ink, and touch it on all four sides; they hardly overlap", () => {
    for (const { image, objects } of scenes(23)) {
      expect(image.shape).toEqual([SCENE_SIDE, SCENE_SIDE]);
      const [least, most] = [Math.min(...image.data), Math.max(...image.data)];
      expect(least >= 0 && most <= 1).toBe(true);
      const ink = (r: number, c: number) => image.data[r * SCENE_SIDE + c]!;
      const outside = image.data.filter((_, k) => {
        const [r, c] = [Math.floor(k / SCENE_SIDE), k % SCENE_SIDE];
        return !objects.some(
          ({ box }) => r >= box.top && r < box.bottom && c >= box.left && c < box.right,
        );
      });
      expect(Math.max(...outside)).toBe(0);
      for (const [i, { box }] of objects.entries()) {
        const row = (r: number) => Math.max(...across(box.left, box.right).map((c) => ink(r, c)));
        const col = (c: number) => Math.max(...across(box.top, box.bottom).map((r) => ink(r, c)));
        const edges = [row(box.top), row(box.bottom - 1), col(box.left), col(box.right - 1)];
        expect(Math.min(...edges)).toBeGreaterThanOrEqual(0.3);
        expect(Math.min(box.left, box.top)).toBeGreaterThan(0);
        expect(Math.max(box.right, box.bottom)).toBeLessThan(SCENE_SIDE);
        for (const other of objects.slice(0, i)) {
          expect(intersectionOverUnion(other.box, box)).toBeLessThan(0.1);
        }
      }
    }
  });

  test("has as many digits as it is told, or 1 to 4, all as likely and of all sorts", () => {
    for (const count of [0, 1, 6]) {
      for (const { objects } of scenes(5, count)) expect(objects).toHaveLength(count);
    }
    const all = scenes(80);
    const counts = [1, 2, 3, 4].map(
      (n) => all.filter(({ objects }) => objects.length === n).length,
    );
    expect(counts.reduce((a, b) => a + b)).toBe(80);
    expect(Math.min(...counts)).toBeGreaterThan(10);
    const labels = new Set(all.flatMap(({ objects }) => objects.map(({ label }) => label)));
    expect(labels.size).toBe(10);
  });

  test("finds a place for six digits in each of a hundred scenes", () => {
    const crowded = scenes(100, 6);
    expect(crowded.every(({ objects }) => objects.length === 6)).toBe(true);
  });

  test("refuses a number of digits that is none, or too many", () => {
    const options = { digits, random: random(1) };
    expect(() => digitScene({ ...options, count: 7 })).toThrow(
      new RangeError("digitScene: count must be at most 6, got 7"),
    );
    expect(() => digitScene({ ...options, count: 1.5 })).toThrow(
      new RangeError("digitScene: count must be a positive integer, got 1.5"),
    );
  });
});

const across = (from: number, to: number) => Array.from({ length: to - from }, (_, k) => from + k);

describe("captionOf", () => {
  const at = (label: number, x: number, y: number) => ({
    label,
    box: { left: x - 3, top: y - 5, right: x + 3, bottom: y + 5 },
  });

  test.each([
    [[], "nothing"],
    [[at(8, 9, 9)], "an eight"],
    [[at(7, 20, 40), at(3, 22, 10)], "a three above a seven"],
    [[at(7, 40, 10), at(3, 10, 20)], "a three left of a seven"],
    [[at(2, 40, 10), at(2, 10, 20)], "two twos"],
    [[at(6, 40, 10), at(6, 10, 20), at(6, 10, 40)], "three sixes"],
    [
      [at(2, 40, 12), at(3, 10, 20), at(8, 25, 15)],
      "a three, an eight and a two, from left to right",
    ],
    [[at(2, 12, 40), at(3, 20, 10), at(2, 15, 25)], "a three, a two and a two, from top to bottom"],
  ])("of %j is %s", (objects, said) => {
    const words = captionOf(objects);
    expect(writtenCaption(words)).toBe(said);
    for (const word of words) expect(CAPTION_WORDS.indexOf(word)).toBeGreaterThan(0);
  });

  test("knows each word once, and refuses more than three digits", () => {
    expect(new Set(CAPTION_WORDS).size).toBe(CAPTION_WORDS.length);
    expect(() => captionOf(Array(4).fill(at(1, 5, 5)))).toThrow(
      new RangeError("captionOf: objects must be at most 3, got 4"),
    );
  });
});
