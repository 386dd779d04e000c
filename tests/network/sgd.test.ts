import { expect, test } from "vitest";
import { matrix } from "../../src/matrix/index.js";
import { sgd } from "../../src/network/index.js";

test("sgd takes the learning rate times the gradient away, without memory", () => {
  const parameter = matrix([[1, -2, 0]]);
  const optimizer = sgd({ learningRate: 0.25 });
  optimizer.step([parameter], [matrix([[2, 4, -1]])]);
  expect(parameter).toEqual(matrix([[0.5, -3, 0.25]]));
  optimizer.step([parameter], [matrix([[0, 4, 0]])]);
  expect(parameter).toEqual(matrix([[0.5, -4, 0.25]]));
});
