import { describe, expect, test } from "vitest";
import { boxedImages, detectionCanvas, unpackRows } from "../../src/figures/index.js";
import { map, random } from "../../src/matrix/index.js";
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
    expect(outline!.y).toEqual([1.5, 1.5, 11, 11, 1.5].map((y) => expect.closeTo(1 + y * zoom, 1)));
    expect(drawn.layout.annotations.map(({ text }) => text)).toEqual(["7 · 0.93", "none", "one"]);
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
