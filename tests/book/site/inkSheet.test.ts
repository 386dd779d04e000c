import * as fc from "fast-check";
import { expect, test } from "vitest";
import { InkSheet, PEN } from "../../../book/site/client/inkSheet.js";

const SIDE = 28;
const GRID = new InkSheet(SIDE).grid;

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

test("a dot is a disc, a line a strip with round ends", () => {
  const fine = (GRID / SIDE) ** 2;
  const dot = new InkSheet(SIDE);
  dot.draw({ x: 14, y: 14 }, { x: 14, y: 14 });
  expect(sum(dot.ink) / fine).toBeCloseTo(Math.PI * PEN ** 2, 1);
  const line = new InkSheet(SIDE);
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
      const sheet = new InkSheet(SIDE);
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
  const sheet = new InkSheet(SIDE);
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
  const sheet = new InkSheet(SIDE);
  sheet.draw({ x: 1, y: 1 }, { x: 20, y: 20 });
  sheet.put(image);
  expect(sheet.bytes()).toEqual(image);
});

test("a sheet of another size has as many squares", () => {
  const sheet = new InkSheet(47);
  sheet.draw({ x: 44, y: 3 }, { x: 44, y: 40 });
  const bytes = sheet.bytes();
  expect(bytes).toHaveLength(47 * 47);
  expect([bytes[20 * 47 + 43], bytes[20 * 47 + 44], bytes[20 * 47 + 20]]).toEqual([255, 255, 0]);
});
