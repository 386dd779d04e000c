import { describe, expect, test } from "vitest";
import { namePlaces } from "../../src/figures/boxNames.js";
import { boxedImages, detectionCanvas, unpackRows } from "../../src/figures/index.js";
import { textWidth } from "../../src/figures/labels.js";
import { type Matrix, map, matrix, random, zeros } from "../../src/matrix/index.js";
import { createDetector } from "../../src/network/index.js";
import { seeded } from "../helpers.js";

const image = map(seeded([12, 12], 1), Math.abs);
const box = { left: 3, top: 1.5, right: 9, bottom: 11 };

interface Drawn {
  data: { x?: number[]; y?: number[]; line?: { color: string } }[];
  layout: { annotations: { text: string; x: number; y: number }[]; width: number };
}

describe("boxedImages", () => {
  test("draws a box where it stands on its image, and its name over the corner", () => {
    const boxes = [{ box, name: "7 · 0.93", series: 1 }];
    const drawn = boxedImages(
      [
        { image, boxes: [], caption: "none" },
        { image, boxes, caption: "one" },
      ],
      { columns: 2 },
    ) as unknown as Drawn;
    expect(drawn.data).toHaveLength(3);
    const [, , outline] = drawn.data;
    // two of 320 pixels, 16 apart: the second begins at 337 with the pixel of the outline
    const zoom = 320 / 12;
    expect(outline!.x).toEqual([3, 9, 9, 3, 3].map((x) => expect.closeTo(337 + x * zoom, 1)));
    // over it twenty pixels for the names
    expect(outline!.y).toEqual(
      [1.5, 1.5, 11, 11, 1.5].map((y) => expect.closeTo(20 + y * zoom, 1)),
    );
    expect(drawn.layout.annotations.map(({ text }) => text)).toEqual(["7 · 0.93", "none", "one"]);
  });

  test("keeps the names of neighbours apart, off the ink, and over the image where a box begins", () => {
    const blank = zeros([12, 12]);
    const one = { left: 0, top: 0, right: 3, bottom: 9 };
    const two = { left: 3, top: 0, right: 6, bottom: 9 };
    const boxes = [
      { box: one, name: "1 · 0.75" },
      { box: two, name: "1 · 0.61" },
    ];
    const places = (image: Matrix) => namePlaces(image, boxes, 12);
    const [first, second] = places(blank);
    const width = textWidth("1 · 0.75");
    const areApart =
      Math.abs(first!.x - second!.x) >= width || Math.abs(first!.y - second!.y) >= 18;
    expect(areApart).toBe(true);
    const [alone] = namePlaces(blank, boxes.slice(0, 1), 12);
    expect(alone!.y).toBe(-10); // over the image
    // ink over a box, none under it
    const inked = matrix([
      [1, 1, 1, 1],
      [1, 1, 1, 1],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
    const low = [{ box: { left: 0, top: 2, right: 2, bottom: 3 }, name: "7" }];
    expect(namePlaces(inked, low, 20)[0]!.y).toBe(60 + 10);
  });

  test("refuses images of two shapes, none, a side that is no number, an unknown series", () => {
    expect(() => boxedImages([])).toThrow(
      new RangeError("boxedImages: needs at least one image, got none"),
    );
    const other = { image: seeded([12, 7], 1), boxes: [] };
    expect(() => boxedImages([{ image, boxes: [] }, other])).toThrow(
      new RangeError(
        "boxedImages: shapes of image 0 and image 1 must be equal, got [12, 12] and [12, 7]",
      ),
    );
    const strange = { image, boxes: [{ box: { ...box, top: Number.NaN }, name: "7" }] };
    expect(() => boxedImages([strange])).toThrow(/^boxedImages: the sides of 7 on image 0/);
    expect(() => boxedImages([{ image, boxes: [{ box, name: "7", series: 9 }] }])).toThrow(
      new RangeError("boxedImages: series of 7 must be one of 6, got 9"),
    );
  });
});

describe("detectionCanvas", () => {
  const convolutions = [{ outputs: 3, stride: 2 }];
  const detectorOf = (classes: number) =>
    createDetector({ convolutions, classes, typicalSide: 5, random: random(1) });

  test("carries image and detector, each number to within 0.4 % of the largest of its row", () => {
    const detector = detectorOf(10);
    const { kind, state } = detectionCanvas(image, detector);
    expect(kind).toBe("detection");
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    const [layer] = state.detector.convolutions;
    const weight = unpackRows(layer!.weight);
    expect(weight.shape).toEqual([9, 3]);
    weight.data.forEach((x, k) => {
      expect(Math.abs(x - detector.convolutions[0]!.weight.data[k]!)).toBeLessThan(0.01);
    });
    expect(atob(state.image)).toHaveLength(144);
  });

  test("refuses an oblong image, and a detector of other classes", () => {
    expect(() => detectionCanvas(seeded([12, 7], 1), detectorOf(10))).toThrow(/rows and columns/);
    expect(() => detectionCanvas(image, detectorOf(3))).toThrow(/outputs of the head and 15/);
  });
});
