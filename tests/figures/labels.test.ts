import fc from "fast-check";
import { expect, test } from "vitest";
import { boxOf, placeBeside, spread, textWidth, trouble } from "../../src/figures/labels.js";
import type { Pixel } from "../../src/figures/plot.js";

test("markup takes no room", () => {
  expect(textWidth("10<sup>−4</sup>")).toBe(textWidth("10−4"));
});

test("spread leaves what is apart, and moves what is together away from its mean", () => {
  expect(spread([10, 50, 90], { gap: 20, low: 0, high: 100 })).toEqual([10, 50, 90]);
  expect(spread([50, 50, 50], { gap: 20, low: 0, high: 100 })).toEqual([30, 50, 70]);
  expect(spread([98, 99], { gap: 20, low: 0, high: 100 })).toEqual([80, 100]);
});

test("spread keeps the order, the gap and the ends", () => {
  const wanted = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), {
    minLength: 1,
    maxLength: 7,
  });
  fc.assert(
    fc.property(wanted, (list) => {
      const placed = spread(list, { gap: 20, low: 0, high: 300 });
      const sorted = [...placed].sort((a, b) => a - b);
      const order = (values: number[]): number[] =>
        values.map((_, i) => i).sort((i, j) => list[i]! - list[j]! || i - j);
      expect(order(placed).map((i) => placed[i])).toEqual(sorted);
      sorted.slice(1).forEach((y, i) => {
        expect(y - sorted[i]!).toBeGreaterThan(20 - 1e-9);
      });
      expect(sorted[0]!).toBeGreaterThan(-1e-9);
      expect(sorted.at(-1)!).toBeLessThan(300 + 1e-9);
    }),
  );
});

const flat = (y: number): Pixel[] => Array.from({ length: 40 }, (_, i): Pixel => [10 * i, y]);

test("placeBeside finds a place that covers nothing", () => {
  const curves = [flat(100), flat(130)];
  const around = {
    left: 40,
    width: 336,
    height: 300,
    curves,
    taken: [boxOf("taken", [320, 86])],
    halo: 0,
  };
  const box = placeBeside("momentum", curves[0]!, [curves[1]!], around)!;
  expect(trouble(box, around)).toBe(0);
  expect(box.y).toBe(86); // above its curve: below it runs the other
});

test("placeBeside says when there is no place", () => {
  const curves = Array.from({ length: 30 }, (_, i) => flat(10 * i));
  const around = { left: 40, width: 336, height: 300, curves, taken: [], halo: 0 };
  expect(placeBeside("momentum", curves[3]!, [], around)).toBeNull();
});
