import * as fc from "fast-check";
import { expect, test } from "vitest";
import { GRID, InkSheet, PEN, SIDE } from "../../../book/site/client/inkSheet.js";

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

test("a dot is a disc, a line a strip with round ends", () => {
  const fine = (GRID / SIDE) ** 2;
  const dot = new InkSheet();
  dot.draw({ x: 14, y: 14 }, { x: 14, y: 14 });
  expect(sum(dot.ink) / fine).toBeCloseTo(Math.PI * PEN ** 2, 1);
  const line = new InkSheet();
  line.draw({ x: 5, y: 7 }, { x: 5 + 9, y: 7 + 12 }); // 15 long
  expect(sum(line.ink) / fine).toBeCloseTo(Math.PI * PEN ** 2 + 15 * 2 * PEN, 0);
  expect(sum(line.bytes()) / 255).toBeCloseTo(sum(line.ink) / fine, 0);
});

test("ink lies where the pen was, whole inside and none outside", () => {
  const place = fc.record({
    x: fc.double({ noNaN: true, min: -3, max: 31 }),
    y: fc.double({ noNaN: true, min: -3, max: 31 }),
  });
  fc.assert(
    fc.property(place, place, fc.nat(GRID * GRID - 1), (from, to, k) => {
      const sheet = new InkSheet();
      sheet.draw(from, to);
      const fine = GRID / SIDE;
      const [x, y] = [((k % GRID) + 0.5) / fine, (Math.floor(k / GRID) + 0.5) / fine];
      // the nearest of many places along the line, to within a hundredth
      const away = Math.min(
        ...Array.from({ length: 4001 }, (_, i) => i / 4000).map((t) =>
          Math.hypot(x - from.x - t * (to.x - from.x), y - from.y - t * (to.y - from.y)),
        ),
      );
      if (away < PEN - 0.14) expect(sheet.ink[k]).toBe(1);
      if (away > PEN + 0.14) expect(sheet.ink[k]).toBe(0);
    }),
  );
});

test("drawn twice it is as dark as once, and cleared it is empty", () => {
  const sheet = new InkSheet();
  expect(sheet.isEmpty).toBe(true);
  const stroke = (): void => sheet.draw({ x: 3, y: 4 }, { x: 23, y: 17 });
  stroke();
  const once = sheet.ink.slice();
  stroke();
  expect(sheet.ink).toEqual(once);
  expect(sheet.isEmpty).toBe(false);
  sheet.clear();
  expect(sheet.isEmpty).toBe(true);
  expect(sheet.bytes()).toEqual(new Uint8Array(784));
});

test("an image that is put on the sheet is read back as it was", () => {
  const image = Uint8Array.from({ length: 784 }, (_, k) => (k * 37) % 256);
  const sheet = new InkSheet();
  sheet.draw({ x: 1, y: 1 }, { x: 20, y: 20 });
  sheet.put(image);
  expect(sheet.bytes()).toEqual(image);
});
