import { describe, expect, test } from "vitest";
import { matrix } from "../../src/matrix/index.js";
import { dense, numericalGradient, project, projectBackward } from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";

const input = seeded([3, 5], 1); // [N, I]
const weight = seeded([5, 7], 2);
const bias = seeded([1, 7], 3);

describe("project", () => {
  test("is a product, and adds the bias where there is one", () => {
    const [tokens, weight] = [matrix([[1, 2]]), matrix([[3], [5]])];
    expect(project(tokens, { weight })).toEqual(matrix([[13]]));
    expect(project(tokens, { weight, bias: matrix([[-1]]) })).toEqual(matrix([[12]]));
    expect(project(input, { weight: seeded([5, 7], 2), bias })).toEqual(
      dense(input, { weight: seeded([5, 7], 2), bias }),
    );
  });

  test("says which shapes do not fit", () => {
    expect(() => project(seeded([5, 3], 1), { weight })).toThrow(
      new RangeError("project: columns of input and rows of weight must be equal, got 3 and 5"),
    );
  });
});

describe("projectBackward", () => {
  const gradOutput = seeded([3, 7], 4);

  test.each([
    ["with a bias", { weight, bias }],
    ["without", { weight }],
  ])("is the numerical gradient %s", (_, layer) => {
    const loss = () => innerProduct(project(input, layer), gradOutput);
    const { gradInput, gradLayer } = projectBackward(input, layer, gradOutput);
    expect(Object.keys(gradLayer)).toEqual(Object.keys(layer));
    expectClose(gradInput, numericalGradient(loss, input));
    expectClose(gradLayer.weight, numericalGradient(loss, weight));
    if (gradLayer.bias) expectClose(gradLayer.bias, numericalGradient(loss, bias));
  });

  test("says which shapes do not fit", () => {
    const refused = (input: readonly [number, number], output: readonly [number, number]) =>
      expect(() => projectBackward(seeded(input, 1), { weight }, seeded(output, 1)));
    const must = (what: string, a: number, b: number) =>
      new RangeError(`projectBackward: ${what} must be equal, got ${a} and ${b}`);
    refused([3, 2], [3, 7]).toThrow(must("columns of input and rows of weight", 2, 5));
    refused([3, 5], [2, 7]).toThrow(must("rows of input and gradOutput", 3, 2));
    refused([3, 5], [3, 2]).toThrow(must("columns of weight and gradOutput", 7, 2));
  });
});
