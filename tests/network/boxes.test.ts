import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  averagePrecision,
  type Box,
  intersectionOverUnion,
  meanAveragePrecision,
  nonMaximumSuppression,
} from "../../src/network/index.js";

const box = (left: number, top: number, right: number, bottom: number): Box => ({
  left,
  top,
  right,
  bottom,
});

const anyBox = fc
  .tuple(
    fc.integer({ min: -50, max: 50 }),
    fc.integer({ min: -50, max: 50 }),
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 40 }),
  )
  .map(([left, top, width, height]) => box(left, top, left + width, top + height));

describe("intersectionOverUnion", () => {
  test("of two squares of 2 that share one of 1 it is a seventh", () => {
    expect(intersectionOverUnion(box(0, 0, 2, 2), box(1, 1, 3, 3))).toBe(1 / 7);
  });

  test("of boxes that only touch it is 0, of one within another the ratio of their areas", () => {
    expect(intersectionOverUnion(box(0, 0, 2, 2), box(2, 0, 4, 2))).toBe(0);
    expect(intersectionOverUnion(box(0, 0, 1, 1), box(5, 5, 7, 7))).toBe(0);
    expect(intersectionOverUnion(box(0, 0, 4, 5), box(1, 1, 3, 2))).toBe(2 / 20);
  });

  test("is in [0, 1], the same both ways, 1 for the same box, and unmoved by moving both", () => {
    fc.assert(
      fc.property(anyBox, anyBox, fc.integer({ min: -9, max: 9 }), (a, b, by) => {
        const iou = intersectionOverUnion(a, b);
        const moved = (one: Box) =>
          box(one.left + by, one.top - by, one.right + by, one.bottom - by);
        return (
          iou >= 0 &&
          iou <= 1 &&
          iou === intersectionOverUnion(b, a) &&
          intersectionOverUnion(a, a) === 1 &&
          iou === intersectionOverUnion(moved(a), moved(b))
        );
      }),
    );
  });

  test("refuses what is no box", () => {
    const must = "b must have finite left < right and top < bottom";
    expect(() => intersectionOverUnion(box(0, 0, 1, 1), box(3, 0, 3, 4))).toThrow(
      new RangeError(`intersectionOverUnion: ${must}, got 3, 0, 3, 4`),
    );
    expect(() => intersectionOverUnion(box(0, 2, 1, 2), box(0, 0, 1, 1))).toThrow(
      new RangeError(`intersectionOverUnion: ${must.replace("b must", "a must")}, got 0, 2, 1, 2`),
    );
    for (const side of [Number.NaN, Infinity]) {
      const long = box(0, 0, 3, side);
      expect(() => intersectionOverUnion(box(0, 0, 1, 1), long)).toThrow(
        new RangeError(`intersectionOverUnion: ${must}, got 0, 0, 3, ${side}`),
      );
    }
  });
});

describe("nonMaximumSuppression", () => {
  const found = [
    { box: box(0, 0, 10, 10), label: 3, score: 0.7 },
    { box: box(1, 0, 11, 10), label: 8, score: 0.9 }, // 9/11 of the first
    { box: box(20, 0, 30, 10), label: 1, score: 0.8 },
  ];

  test("keeps the surest of those that overlap, whatever their class", () => {
    expect(nonMaximumSuppression(found, 0.5)).toEqual([found[1], found[2]]);
    expect(nonMaximumSuppression(found, 9 / 11)).toEqual([found[1], found[2], found[0]]);
  });

  test("keeps some of all, none of which overlap more; done twice it changes nothing", () => {
    const anyFound = fc.array(
      fc.record({ box: anyBox, label: fc.nat(2), score: fc.integer({ min: 0, max: 9 }) }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(anyFound, (all) => {
        const kept = nonMaximumSuppression(all, 0.3);
        for (const [i, a] of kept.entries()) {
          for (const b of kept.slice(0, i)) {
            if (intersectionOverUnion(a.box, b.box) > 0.3 || b.score < a.score) return false;
          }
        }
        expect(nonMaximumSuppression(kept, 0.3)).toEqual(kept);
        return kept.length > 0 && kept.every((one) => all.includes(one));
      }),
    );
  });

  test("refuses a share that is none, and a score that is no number", () => {
    expect(() => nonMaximumSuppression(found, 1)).toThrow(
      new RangeError("nonMaximumSuppression: maxOverlap must be in [0, 1), got 1"),
    );
    expect(() => nonMaximumSuppression([{ ...found[0]!, score: Number.NaN }], 0.5)).toThrow(
      new RangeError("nonMaximumSuppression: score 0 must be a number, got NaN"),
    );
  });
});

describe("averagePrecision", () => {
  const here = box(0, 0, 10, 10);
  const there = box(20, 20, 30, 30);
  const truth = [
    { box: here, label: 1 },
    { box: there, label: 1 },
  ];
  const said = (where: Box, score: number, label = 1) => ({ box: where, score, label });

  test("right, wrong, right: precision 1, 1/2, 2/3 at recall 1/2, 1/2, 1 have 5/6 below them", () => {
    const found = [said(here, 0.9), said(box(40, 0, 50, 10), 0.8), said(there, 0.7)];
    const judged = averagePrecision([{ truth, found }], { label: 1 });
    expect(judged.precision).toEqual([1, 1 / 2, 2 / 3]);
    expect(judged.recall).toEqual([1 / 2, 1 / 2, 1]);
    expect(judged.scores).toEqual([0.9, 0.8, 0.7]);
    expect(judged.averagePrecision).toBeCloseTo((1 + 2 / 3) / 2, 15);
  });

  test("a digit found twice is wrong the second time; so is one of another class or too far off", () => {
    const twice = averagePrecision([{ truth, found: [said(here, 0.9), said(here, 0.8)] }], {
      label: 1,
    });
    expect(twice.precision).toEqual([1, 1 / 2]);
    expect(twice.averagePrecision).toBe(1 / 2);
    const other = averagePrecision([{ truth, found: [said(here, 0.9, 2)] }], { label: 1 });
    expect(other).toEqual({ scores: [], precision: [], recall: [], averagePrecision: 0 });
    const half = box(0, 0, 10, 5); // overlaps by exactly one half
    const options = (minOverlap: number) => ({ label: 1, minOverlap });
    const whole = averagePrecision([{ truth, found: [said(here, 0.9)] }], options(1));
    expect(whole.precision).toEqual([1]);
    const judged = (minOverlap: number) =>
      averagePrecision([{ truth, found: [said(half, 0.9)] }], options(minOverlap)).precision;
    expect([judged(0.5), judged(0.51)]).toEqual([[1], [0]]);
  });

  test("of two boxes that it overlaps equally it finds the first", () => {
    const beside = [box(0, 0, 10, 10), box(10, 0, 20, 10)];
    const both = beside.map((one) => ({ box: one, label: 1 }));
    const third = said(box(5, 0, 15, 10), 0.9); // a third of either
    const judged = (again: Box) =>
      averagePrecision([{ truth: both, found: [third, said(again, 0.8)] }], {
        label: 1,
        minOverlap: 0.3,
      }).precision;
    expect(beside.map(judged)).toEqual([
      [1, 1 / 2],
      [1, 1],
    ]);
  });

  test("a box on one image finds nothing on another", () => {
    const images = [
      { truth: truth.slice(0, 1), found: [] },
      { truth: truth.slice(1), found: [said(here, 0.9)] },
    ];
    expect(averagePrecision(images, { label: 1 }).precision).toEqual([0]);
  });

  test("is 1 if all is found and nothing else, and never out of [0, 1]", () => {
    const found = truth.map((one, k) => ({ ...one, score: 0.9 - 0.1 * k }));
    expect(averagePrecision([{ truth, found }], { label: 1 }).averagePrecision).toBe(1);
    const anyFound = fc.array(
      fc.record({
        box: anyBox,
        label: fc.constant(1),
        score: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(anyFound, (all) => {
        const { averagePrecision: area } = averagePrecision([{ truth, found: all }], { label: 1 });
        return area >= 0 && area <= 1;
      }),
    );
  });

  test("the mean is over the classes that are there", () => {
    const two = [...truth, { box: box(0, 20, 10, 30), label: 2 }];
    const found = [said(here, 0.9), said(there, 0.8), said(here, 0.95, 7)];
    expect(meanAveragePrecision([{ truth: two, found }])).toBe(1 / 2);
  });

  test("refuses a class that is not there, and a threshold that is none", () => {
    expect(() => averagePrecision([{ truth, found: [] }], { label: 4 })).toThrow(
      new RangeError("averagePrecision: an image must hold class 4, none does"),
    );
    for (const minOverlap of [0, 1.01, Number.NaN]) {
      const must = "minOverlap must be above 0 and at most 1";
      expect(() => averagePrecision([{ truth, found: [] }], { label: 1, minOverlap })).toThrow(
        new RangeError(`averagePrecision: ${must}, got ${minOverlap}`),
      );
    }
    expect(() => meanAveragePrecision([{ truth: [], found: [] }])).toThrow(
      new RangeError("meanAveragePrecision: an image must hold something, none does"),
    );
  });
});
