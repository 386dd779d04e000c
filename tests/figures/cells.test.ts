import { describe, expect, test } from "vitest";
import { confusionMatrix, heatMap, imageGrid } from "../../src/figures/index.js";
import { matrix } from "../../src/matrix/index.js";
import { annotation, layoutOf, traces, wordsOf } from "./read.js";

const rows = [
  [0.125, -0.5, 1 / 3],
  [0.25, 0, -0.75],
];

describe("heatMap", () => {
  test("shows the numbers of a matrix on a scale with 0 in its middle", () => {
    const figure = heatMap(matrix(rows), { columns: ["a", "b", "c"], columnTitle: "to" });
    const [cells] = traces(figure);
    expect(cells.z).toEqual([
      [0.125, -0.5, 0.33333],
      [0.25, 0, -0.75],
    ]);
    expect([cells.zmin, cells.zmax]).toEqual([-0.75, 0.75]);
    expect(cells.colorscale[1]).toEqual([0.5, "#fdfcf9"]);
    expect(cells.text).toEqual([
      ["0.125", "−0.5", "0.333"],
      ["0.25", "0", "−0.75"],
    ]);
    expect(layoutOf(figure).xaxis.ticktext).toEqual(["a", "b", "c"]);
    expect(layoutOf(figure).yaxis.range).toEqual([1.5, -0.5]); // the first row is on top
    expect(wordsOf(figure)).toEqual(["to"]);
  });

  test("goes from the paper upward where nothing is negative", () => {
    const [cells] = traces(heatMap([[1, 2, 3]]));
    expect([cells.zmin, cells.zmax, cells.colorscale.length]).toEqual([0, 3, 2]);
  });

  test("explains its colours where the numbers find no room", () => {
    const wide = heatMap([Array.from({ length: 19 }, (_, i) => i / 7)]);
    const [cells] = traces(wide);
    expect([cells.texttemplate, cells.showscale]).toEqual(["%{text}", false]);
    const { phone } = layoutOf(wide).meta;
    expect([phone.data[0].texttemplate, phone.data[0].showscale]).toEqual(["", true]);
  });

  test("keeps 0 on the paper in a range that leans to one side", () => {
    const [cells] = traces(heatMap([[-1, 3]], { range: [-1, 3] }));
    expect(cells.colorscale.map(([at]: [number]) => at)).toEqual([0, 0.25, 1]);
  });

  test("refuses words that are not as many as the rows", () => {
    const message = "heatMap: rows of the matrix and their words must be equal, got 2 and 3";
    expect(() => heatMap(rows, { rows: ["a", "b", "c"] })).toThrow(new RangeError(message));
    const ragged = "heatMap: rows of the matrix must be of one length, got 3 and 2";
    expect(() =>
      heatMap([
        [1, 2, 3],
        [1, 2],
      ]),
    ).toThrow(new RangeError(ragged));
    const range = "heatMap: range must rise, got 1 and 1";
    expect(() => heatMap(rows, { range: [1, 1] })).toThrow(new RangeError(range));
    const unknown = "heatMap: range must be finite, got NaN at index 1";
    expect(() => heatMap(rows, { range: [1, Number.NaN] })).toThrow(new RangeError(unknown));
  });
});

describe("confusionMatrix", () => {
  const counts = [
    [8, 2, 0],
    [1, 4, 5],
    [0, 0, 0],
  ];

  test("shares each row out to right and wrong", () => {
    const figure = confusionMatrix(counts, { classes: ["cat", "dog", "owl"] });
    const [right, wrong] = traces(figure);
    expect(right.z).toEqual([
      [0.8, null, null],
      [null, 0.4, null],
      [null, null, 0],
    ]);
    expect(wrong.z).toEqual([
      [null, 0.2, 0],
      [0.1, null, 0.5],
      [0, 0, null],
    ]);
    expect([right.zmax, wrong.zmax]).toEqual([1, 0.5]);
    expect(right.text[0]).toEqual(["8", "", ""]);
    expect(wrong.text[1]).toEqual(["1", "", "5"]); // no 0 is written
    expect(annotation(figure, "0.800").y).toBe(0);
    expect(annotation(figure, "–").y).toBe(2); // a class without an example
    expect(layoutOf(figure).yaxis.ticktext).toEqual(["cat", "dog", "owl"]);
  });

  test("refuses what is no table of counts", () => {
    const message = "confusionMatrix: counts must be whole and not negative, got 0.5";
    expect(() =>
      confusionMatrix([
        [1, 0.5],
        [0, 1],
      ]),
    ).toThrow(new RangeError(message));
    const square = "confusionMatrix: rows and columns must be equal, got 1 and 2";
    expect(() => confusionMatrix([[1, 2]])).toThrow(new RangeError(square));
  });
});

describe("imageGrid", () => {
  const image = (shift: number): number[] => Array.from({ length: 6 }, (_, i) => (i + shift) / 5);

  test("packs each image into bytes, paper 0 and ink 255", () => {
    const [first] = traces(imageGrid([image(0), image(0)], { rows: 2 }));
    expect(first.z).toMatchObject({ dtype: "u1", shape: "2, 3" });
    expect([...Buffer.from(first.z.bdata, "base64")]).toEqual([0, 51, 102, 153, 204, 255]);
  });

  test("refuses a range that does not rise", () => {
    const message = "imageGrid: range must rise, got 1 and 1";
    expect(() => imageGrid([image(0)], { rows: 2, range: [1, 1] })).toThrow(
      new RangeError(message),
    );
  });

  test("cuts what lies outside the range", () => {
    const [first] = traces(imageGrid([image(0)], { rows: 2, range: [0.2, 0.6] }));
    expect([...Buffer.from(first.z.bdata, "base64")]).toEqual([0, 0, 128, 255, 255, 255]);
  });

  test("sets images in rows, fewer in a row on a telephone, captions in the middle below", () => {
    const images = Array.from({ length: 13 }, () => image(0));
    const captions = images.map((_, i) => `image ${i}`);
    const figure = imageGrid(images, { rows: 2, captions, isWrong: (i) => i === 1 });
    const [first, second] = traces(figure);
    const eleventh = traces(figure)[10];
    expect(second.y0).toBe(first.y0);
    expect([eleventh.x0, eleventh.y0 > first.y0]).toEqual([first.x0, true]);
    const middle = second.x0 + second.dx; // 3 columns: the middle of the second
    expect(annotation(figure, "image 1")).toMatchObject({ x: middle, font: { color: "#d92638" } });
    const { phone } = layoutOf(figure).meta;
    expect(phone.data[5].x0).toBe(phone.data[0].x0);
  });

  test("keeps the columns of a plane of images on a telephone", () => {
    const plane = imageGrid(
      Array.from({ length: 16 }, () => image(0)),
      { rows: 2, columns: 8 },
    );
    const { phone } = layoutOf(plane).meta;
    const lefts = phone.data.map(({ x0 }: { x0: number }) => x0);
    expect(lefts.slice(8)).toEqual(lefts.slice(0, 8));
    expect(lefts[7]).toBeLessThan(350);
  });

  test("refuses images that are not of one size", () => {
    const message = "imageGrid: pixels of image 0 and image 1 must be equal, got 6 and 5";
    expect(() => imageGrid([image(0), [1, 2, 3, 4, 5]], { rows: 2 })).toThrow(
      new RangeError(message),
    );
    const rows = "imageGrid: rows must divide the 6 pixels of an image, got 4";
    expect(() => imageGrid([image(0)], { rows: 4 })).toThrow(new RangeError(rows));
    const captions = "imageGrid: images and captions must be equal, got 1 and 2";
    expect(() => imageGrid([image(0)], { rows: 2, captions: ["a", "b"] })).toThrow(
      new RangeError(captions),
    );
  });
});
