import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dequantize, quantize } from "../../src/data/quantize.js";
import { matrix, normalMatrix, random } from "../../src/matrix/index.js";

test("by hand: the largest of a column is 127, a column of zeros stays one", () => {
  const packed = quantize(
    matrix([
      [1.27, -2.54, 0],
      [-0.2, 1, 0],
    ]),
  );
  expect(packed.scales).toEqual([0.01, 0.02, 1]);
  expect(packed.values).toEqual([127, -127, 0, -20, 50, 0]);
});

test("no entry moves by more than half a step", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const given = normalMatrix(random(seed), [5, 3], 0, 2);
      const packed = quantize(given);
      const back = dequantize(JSON.parse(JSON.stringify(packed)) as typeof packed);
      for (const [i, value] of given.data.entries()) {
        const step = packed.scales[i % 3]!;
        expect(Math.abs(back.data[i]! - value)).toBeLessThanOrEqual(0.501 * step);
      }
    }),
  );
});

test("says what does not fit", () => {
  const packed = { shape: [2, 3], scales: [1, 1], values: [1] } as const;
  expect(() => dequantize(packed)).toThrow(RangeError);
  const message = "dequantize: entries and values must be equal, got 6 and 1";
  const values = () => dequantize({ ...packed, scales: [1, 1, 1] });
  expect(values).toThrow(new RangeError(message));
});
