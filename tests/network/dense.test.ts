import { describe, expect, test } from "vitest";
import { matrix } from "../../src/matrix/index.js";
import { dense, denseBackward, numericalGradient } from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";

// Sizes are distinct primes: no transposed shape fits by accident.
const input = seeded([3, 5], 1); // [N, I]
const layer = { weight: seeded([5, 7], 2), bias: seeded([1, 7], 3) };

describe("dense", () => {
  test("is input · weight + bias", () => {
    const layer = {
      weight: matrix([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      bias: matrix([[10, 20, 30]]),
    };
    expect(
      dense(
        matrix([
          [1, 0],
          [0, 1],
          [1, -1],
        ]),
        layer,
      ),
    ).toEqual(
      matrix([
        [11, 22, 33],
        [14, 25, 36],
        [7, 17, 27],
      ]),
    );
  });

  test("says which shapes do not fit", () => {
    expect(() => dense(seeded([5, 3], 1), layer)).toThrow(
      new RangeError("dense: columns of input and rows of weight must be equal, got 3 and 5"),
    );
    expect(() => dense(input, { ...layer, bias: seeded([1, 5], 1) })).toThrow(
      new RangeError("dense: columns of weight and bias must be equal, got 7 and 5"),
    );
  });
});

describe("denseBackward", () => {
  const gradOutput = seeded([3, 7], 4);
  const loss = () => innerProduct(dense(input, layer), gradOutput);

  test.each([
    ["gradInput", input],
    ["gradWeight", layer.weight],
    ["gradBias", layer.bias],
  ] as const)("%s is the numerical gradient", (name, variable) => {
    const gradients = denseBackward(input, layer, gradOutput);
    expectClose(gradients[name], numericalGradient(loss, variable));
  });

  test("says which shapes do not fit", () => {
    expect(() => denseBackward(seeded([3, 7], 1), layer, gradOutput)).toThrow(
      new RangeError(
        "denseBackward: columns of input and rows of weight must be equal, got 7 and 5",
      ),
    );
    expect(() => denseBackward(input, layer, seeded([2, 7], 1))).toThrow(
      new RangeError("denseBackward: rows of input and gradOutput must be equal, got 3 and 2"),
    );
    expect(() => denseBackward(input, layer, seeded([3, 5], 1))).toThrow(
      new RangeError("denseBackward: columns of weight and gradOutput must be equal, got 7 and 5"),
    );
  });
});
