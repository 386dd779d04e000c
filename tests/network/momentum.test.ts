import { expect, test } from "vitest";
import { matrix } from "../../src/matrix/index.js";
import { momentum } from "../../src/network/index.js";

test("momentum keeps a part of the velocity", () => {
  const parameter = matrix([[1, 0]]);
  const optimizer = momentum({ learningRate: 0.25, momentum: 0.5 });
  optimizer.step([parameter], [matrix([[2, 4]])]); // velocity −0.5 and −1
  expect(parameter).toEqual(matrix([[0.5, -1]]));
  optimizer.step([parameter], [matrix([[0, -4]])]); // −0.25 and −0.5 + 1
  expect(parameter).toEqual(matrix([[0.25, -0.5]]));
  optimizer.step([parameter], [matrix([[0, 0]])]); // −0.125 and 0.25
  expect(parameter).toEqual(matrix([[0.125, -0.25]]));
});

test("momentum keeps 0.9 unless told", () => {
  const parameter = matrix([[0]]);
  const optimizer = momentum({ learningRate: 1 });
  optimizer.step([parameter], [matrix([[-1]])]);
  optimizer.step([parameter], [matrix([[0]])]);
  expect(parameter.data[0]).toBeCloseTo(1.9, 14);
});

test.each([-0.1, 1])("momentum refuses to keep %d", (kept) => {
  const message = `momentum: momentum must be in [0, 1), got ${kept}`;
  expect(() => momentum({ momentum: kept })).toThrow(new RangeError(message));
});
