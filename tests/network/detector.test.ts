import { describe, expect, test } from "vitest";
import { generate, map, matrix, random, zeros } from "../../src/matrix/index.js";
import {
  cellDetections,
  convolution,
  createDetector,
  dense,
  detect,
  detectorForward,
  type FeatureMap,
} from "../../src/network/index.js";
import { seeded } from "../helpers.js";
import { stirred } from "./layers.js";

// An image of 12 by 20 pixels, a grid of 3 by 5 cells, 7 features, 2 classes.
const detector = stirred(
  createDetector({
    convolutions: [
      { outputs: 3, stride: 2 },
      { outputs: 7, stride: 2 },
    ],
    classes: 2,
    typicalSide: 6,
    random: random(1),
  }),
  2,
);
const image = map(seeded([12, 20], 3), Math.abs);

describe("detectorForward", () => {
  test("is convolutions with ReLU, and a dense layer for each cell of the last", () => {
    const { maps, output } = detectorForward(image, detector);
    const [first, second] = detector.convolutions;
    const whole: FeatureMap = {
      height: 12,
      width: 20,
      places: matrix([...image.data].map((x) => [x])),
    };
    const positive = ({ output }: { output: FeatureMap }): FeatureMap => ({
      ...output,
      places: map(output.places, (x) => Math.max(0, x)),
    });
    const a = positive(convolution(whole, first!));
    const b = positive(convolution(a, second!));
    expect(maps).toEqual([a, b]);
    expect([b.height, b.width]).toEqual([3, 5]);
    expect(output).toEqual(dense(b.places, detector.head));
  });
});

describe("cellDetections", () => {
  test("a cell that says zeros has a box of the typical side in its middle, half sure of half", () => {
    const { maps } = detectorForward(image, detector);
    const all = cellDetections({ maps, output: zeros([15, 7]) }, detector, image);
    expect(all).toHaveLength(15);
    // row 1, column 2 of cells of 4 pixels: middle (10, 6)
    expect(all[7]).toEqual({
      cell: 7,
      label: 0,
      probabilities: [0.5, 0.5],
      score: 0.25,
      box: { left: 7, top: 3, right: 13, bottom: 9 },
    });
  });

  test("a cell may be wider than high: the middle counts columns across and rows down", () => {
    const [first, grid] = detectorForward(image, detector).maps;
    // cells 7 wide and 2 high; the grid is the last map, however many there are
    const forward = { maps: [first!, first!, grid!], output: zeros([15, 7]) };
    const all = cellDetections(forward, detector, { shape: [6, 35] });
    // row 1, column 2: middle (17.5, 3)
    expect(all[7]!.box).toEqual({ left: 14.5, top: 0, right: 20.5, bottom: 6 });
  });

  test("reads middle, sides and class from the logits", () => {
    const { maps } = detectorForward(image, detector);
    // ln 3: σ is 3/4, exp is 3
    const ln3 = Math.log(3);
    const output = generate([15, 7], (r, c) => (r === 0 ? [50, ln3, -ln3, ln3, 0, 0, 50][c]! : 0));
    const [first] = cellDetections({ maps, output }, detector, image);
    expect(first!.label).toBe(1);
    expect(first!.score).toBeCloseTo(1, 12);
    const { left, top, right, bottom } = first!.box;
    // middle (3, 1), 18 wide, 6 high
    expect([left, right, top, bottom].map((x) => Number(x.toFixed(9)))).toEqual([-6, 12, -2, 4]);
  });
});

test("a detector refuses a side that is none, and an output of another grid", () => {
  const drawn = { convolutions: [], classes: 2, random: random(1) };
  expect(() => createDetector({ ...drawn, typicalSide: 0 })).toThrow(
    new RangeError("createDetector: typicalSide must be positive and finite, got 0"),
  );
  const { maps } = detectorForward(image, detector);
  expect(() => cellDetections({ maps, output: zeros([13, 7]) }, detector, image)).toThrow(
    new RangeError("cellDetections: cells and rows of output must be equal, got 15 and 13"),
  );
});

describe("detect", () => {
  test("keeps what is sure enough and does not overlap, the surest first", () => {
    const loose = detect(image, detector, { minScore: 0, maxOverlap: 0.999 });
    expect(loose).toHaveLength(15);
    expect(loose.map(({ score }) => score)).toEqual(
      loose.map(({ score }) => score).sort((a, b) => b - a),
    );
    const minScore = loose[3]!.score;
    const some = detect(image, detector, { minScore, maxOverlap: 0.999 });
    expect(some).toEqual(loose.filter(({ score }) => score >= minScore));
    expect(some.length).toBeLessThan(15);
    expect(detect(image, detector, { minScore: 0, maxOverlap: 0 }).length).toBeLessThan(15);
  });

  test("refuses a score that is none", () => {
    expect(() => detect(image, detector, { minScore: 1 })).toThrow(
      new RangeError("detect: minScore must be in [0, 1), got 1"),
    );
  });
});
