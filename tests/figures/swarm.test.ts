import fc from "fast-check";
import { expect, test } from "vitest";
import { swarm } from "../../src/figures/swarm.js";

test("dots that have room stay on the line, and are large", () => {
  expect(swarm([[0, 11, 30]])).toEqual({ diameter: 11, asides: [[0, 0, 0]], more: 0 });
});

test("dots at one place stand one above the other, by turns above and below", () => {
  expect(swarm([[7, 7, 7]]).asides).toEqual([[0, -11, 11]]);
});

test("crowded dots become smaller, and where that is not enough the line takes more height", () => {
  expect(swarm([[3], Array(5).fill(3)])).toMatchObject({ diameter: 9, more: 0 });
  const { diameter, asides, more } = swarm([Array(9).fill(3)]);
  expect(diameter).toBe(7);
  expect(Math.max(...asides[0]!)).toBe(28);
  expect(more).toBe(28 + 3.5 - 22.5);
});

test("no dot covers another", () => {
  const line = fc.array(fc.double({ min: 0, max: 120, noNaN: true }), { maxLength: 17 });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 3 }), (lines) => {
      const { diameter, asides, more } = swarm(lines);
      lines.forEach((xs, row) => {
        xs.forEach((x, i) => {
          expect(Math.abs(asides[row]![i]!) + diameter / 2).toBeLessThanOrEqual(22.5 + more);
          for (let j = 0; j < i; ++j) {
            const apart = Math.hypot(x - xs[j]!, asides[row]![i]! - asides[row]![j]!);
            expect(apart).toBeGreaterThanOrEqual(diameter);
          }
        });
      });
    }),
  );
});
