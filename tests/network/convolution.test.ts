import { describe, expect, test } from "vitest";
import { at, generate, matrix, random } from "../../src/matrix/index.js";
import {
  convolution,
  convolutionBackward,
  createConvolution,
  dense,
  type FeatureMap,
  numericalGradient,
} from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";
import { expectGradients, stirred } from "./layers.js";

// 5 by 7 places of C = 2 channels, O = 3.
const input: FeatureMap = { height: 5, width: 7, places: seeded([35, 2], 1) };
const layerOf = (size: number, stride: number) =>
  stirred(createConvolution({ inputs: 2, outputs: 3, size, stride, random: random(2) }), 3);

/** A map whose places are 0, 1, 2, … */
const counted = (height: number, width: number): FeatureMap => ({
  height,
  width,
  places: generate([height * width, 1], (k) => k),
});

/** Takes the place in the middle of the patch. */
const taker = (size: number, stride: number) => ({
  size,
  stride,
  weight: generate([size * size, 1], (k) => (k === (size * size - 1) / 2 ? 1 : 0)),
  bias: matrix([[0]]),
});

describe("convolution", () => {
  test("a patch of ones sums what lies around a place, and beyond the edge is nothing", () => {
    const numbers = { height: 3, width: 3, places: generate([9, 1], (k) => k + 1) };
    const layer = {
      size: 3,
      stride: 1,
      weight: generate([9, 1], () => 1),
      bias: matrix([[100]]),
    };
    // 1 2 3 / 4 5 6 / 7 8 9: the corner has 1 + 2 + 4 + 5, the middle all
    expect([...convolution(numbers, layer).output.places.data]).toEqual(
      [12, 21, 16, 27, 45, 33, 24, 39, 28].map((sum) => 100 + sum),
    );
  });

  test("of stride 2 every second patch is taken; of an even side the last ones hang over", () => {
    const { output } = convolution(counted(4, 4), taker(3, 2));
    expect([output.height, output.width]).toEqual([2, 2]);
    // TensorFlow's "same": one row is added, behind the last, so the patches begin at 0 and 2
    expect([...output.places.data]).toEqual([5, 7, 13, 15]);
  });

  test("of an odd side as many patches hang over before as behind", () => {
    const { output } = convolution(counted(5, 3), taker(3, 2));
    expect([output.height, output.width]).toEqual([3, 2]);
    expect([...output.places.data]).toEqual([0, 2, 6, 8, 12, 14]);
  });

  test("of a stride longer than the patch the first patch begins at the edge", () => {
    const { output } = convolution(counted(5, 7), taker(1, 3));
    expect([output.height, output.width]).toEqual([2, 3]);
    expect([...output.places.data]).toEqual([0, 3, 6, 21, 24, 27]);
  });

  test("of size 1 is a dense layer", () => {
    const layer = layerOf(1, 1);
    expect(convolution(input, layer).output.places).toEqual(dense(input.places, layer));
  });

  test("moves along when the image moves", () => {
    const layer = layerOf(3, 1);
    const place = (r: number, c: number) =>
      generate([81, 2], (k, ch) => (k === 9 * r + c ? ch + 1 : 0));
    const at1 = convolution({ height: 9, width: 9, places: place(3, 4) }, layer).output.places;
    const at2 = convolution({ height: 9, width: 9, places: place(5, 3) }, layer).output.places;
    for (let k = 0; k < 9; ++k) {
      const [r, c] = [2 + Math.floor(k / 3), 3 + (k % 3)];
      expect(at(at2, 9 * (r + 2) + c - 1, 2)).toBe(at(at1, 9 * r + c, 2));
    }
  });

  test("says what does not fit", () => {
    expect(() => convolution({ ...input, width: 5 }, layerOf(3, 1))).toThrow(
      new RangeError("convolution: height · width and rows of places must be equal, got 25 and 35"),
    );
    const narrow = { ...input, places: seeded([35, 3], 1) };
    expect(() => convolution(narrow, layerOf(3, 1))).toThrow(
      new RangeError(
        "convolution: entries of a patch and rows of weight must be equal, got 27 and 18",
      ),
    );
    expect(() => layerOf(2, 1)).toThrow(
      new RangeError("createConvolution: size must be odd, got 2"),
    );
    for (const name of ["inputs", "outputs", "size", "stride"]) {
      const sizes = { inputs: 2, outputs: 3, random: random(2), [name]: 0 };
      expect(() => createConvolution(sizes)).toThrow(
        new RangeError(`createConvolution: ${name} must be a positive integer, got 0`),
      );
    }
  });
});

describe.each([
  [3, 1],
  [3, 2],
  [5, 3],
])("convolutionBackward, size %i and stride %i", (size, stride) => {
  const layer = layerOf(size, stride);
  const places = Math.ceil(5 / stride) * Math.ceil(7 / stride);
  const gradOutput = seeded([places, 3], 4);
  const loss = () => innerProduct(convolution(input, layer).output.places, gradOutput);
  const backward = convolutionBackward(input, layer, convolution(input, layer), gradOutput);

  test("gives the numerical gradient of the input", () => {
    expectClose(backward.gradInput, numericalGradient(loss, input.places));
  });

  test("gives the numerical gradient of weight and bias", () => {
    expectGradients(layer, backward.gradLayer, loss);
  });
});
