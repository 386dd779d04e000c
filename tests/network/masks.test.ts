import { expect, test } from "vitest";
import { matrix } from "../../src/matrix/index.js";
import { causalMask, paddingMask } from "../../src/network/index.js";

test("a causal mask lets a token see itself and what came before", () => {
  expect(causalMask(3)).toEqual(
    matrix([
      [1, 0, 0],
      [1, 1, 0],
      [1, 1, 1],
    ]),
  );
});

test("a padding mask lets every query see the tokens only", () => {
  expect(paddingMask(2, [true, false, true])).toEqual(
    matrix([
      [1, 0, 1],
      [1, 0, 1],
    ]),
  );
});

test("masks refuse sizes that are none", () => {
  const must = "must be a positive integer, got 0";
  expect(() => causalMask(0)).toThrow(new RangeError(`causalMask: length ${must}`));
  expect(() => paddingMask(0, [true])).toThrow(new RangeError(`paddingMask: queries ${must}`));
  expect(() => paddingMask(2, [])).toThrow(
    new RangeError(`paddingMask: the number of keys ${must}`),
  );
});
