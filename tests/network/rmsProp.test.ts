import { describe, expect, test } from "vitest";
import { matrix } from "../../src/matrix/index.js";
import { rmsProp } from "../../src/network/index.js";

describe("rmsProp", () => {
  test("divides the gradient by the root of its mean square", () => {
    const parameter = matrix([[1, 1]]);
    const optimizer = rmsProp({ learningRate: 0.5, rho: 0.75, epsilon: 1e-300 });
    optimizer.step([parameter], [matrix([[4, -8]])]); // squares 16/4 = 4 and 64/4 = 16
    expect(parameter).toEqual(matrix([[1 - (0.5 * 4) / 2, 1 + (0.5 * 8) / 4]]));
    optimizer.step([parameter], [matrix([[2, 0]])]); // squares 3 + 1 = 4 and 12
    expect(parameter).toEqual(matrix([[-0.5, 2]]));
  });

  test("adds epsilon under the root", () => {
    const parameter = matrix([[0]]);
    rmsProp({ learningRate: 1, rho: 0.75, epsilon: 5 }).step([parameter], [matrix([[-4]])]);
    expect(parameter.data[0]).toBeCloseTo(4 / Math.sqrt(4 + 5), 14);
  });

  test("has Keras's rho and epsilon unless told", () => {
    const parameter = matrix([[0]]);
    const optimizer = rmsProp({ learningRate: 1 });
    const gradient = 1e-3; // its square is of the size of epsilon
    optimizer.step([parameter], [matrix([[gradient]])]);
    expect(parameter.data[0]).toBeCloseTo(-gradient / Math.sqrt(0.1 * gradient ** 2 + 1e-7), 13);
  });

  test("does not divide 0 by 0", () => {
    const parameter = matrix([[3]]);
    rmsProp().step([parameter], [matrix([[0]])]);
    expect(parameter).toEqual(matrix([[3]]));
  });

  test("refuses options out of range", () => {
    expect(() => rmsProp({ rho: 1 })).toThrow(
      new RangeError("rmsProp: rho must be in [0, 1), got 1"),
    );
    expect(() => rmsProp({ epsilon: 0 })).toThrow(
      new RangeError("rmsProp: epsilon must be positive and finite, got 0"),
    );
  });
});
