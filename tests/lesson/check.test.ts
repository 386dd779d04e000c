import { describe, expect, test } from "vitest";
import { type CheckOptions, type CheckRecord, check } from "../../src/lesson/index.js";
import { matrix } from "../../src/matrix/index.js";
import { displayedInCell, recordOf } from "./cell.js";

const displayed = displayedInCell();
const shown = () => recordOf(displayed.at(-1)!) as CheckRecord;

const square: CheckOptions<number> = {
  cases: 101,
  seed: 3,
  tolerance: 1e-12,
  draw: (random) => random.uniform(1, 2),
  formula: (x) => (x + 1) * (x - 1) + 1,
  reference: (x) => x * x,
  rogues: [
    { name: "doubles", tex: "2x", formula: (x) => 2 * x + 1 },
    { name: "forgets the one", formula: (x) => (x + 1) * (x - 1) },
  ],
};

describe("check", () => {
  test("passes a true formula and counts the rejected rogues", () => {
    check("eq:square", square);
    const record = shown();
    expect(record).toMatchObject({ id: "eq:square", passed: true, cases: 101, tolerance: 1e-12 });
    expect(record.largestError).toBeLessThan(1e-15 * 8);
    expect(record.rogues[1]).toEqual({
      name: "forgets the one",
      tex: "",
      medianError: expect.closeTo(0.5, 0),
      rejected: true,
    });
    expect(displayed[0]!.bundle["text/plain"]).toMatch(
      /^✓ eq:square: largest error \S+ on 101 random inputs, 2 rogues rejected$/,
    );
  });

  test("throws on a wrong formula, after showing the record", () => {
    const wrong = { ...square, formula: (x: number) => x * x + 1e-9 };
    expect(() => check("eq:square", wrong)).toThrow(
      /^✗ eq:square: formula and reference differ: largest error .* tolerance 1e-12$/,
    );
    expect(recordOf(displayed[0]!)).toMatchObject({ kind: "check", passed: false });
  });

  test("throws when a rogue passes", () => {
    const rogues = [...square.rogues, { name: "the same", formula: (x: number) => x ** 2 }];
    expect(() => check("eq:square", { ...square, rogues })).toThrow(
      /^✗ eq:square: the check does not reject the rogue "the same"/,
    );
  });

  test("a rogue that is right on half of the inputs passes, so the check fails", () => {
    let call = 0;
    const sometimes = { name: "every other", formula: (x: number) => x * x + (call++ % 2) };
    const rogues = [...square.rogues, sometimes];
    expect(() => check("eq:square", { ...square, cases: 100, rogues })).toThrow(/every other/);
  });

  test.each([
    ["NaN", Number.NaN],
    ["too few numbers", [1]],
  ])("a formula that gives %s is never equal", (_, result) => {
    const formula = () => result;
    const reference = () => [1, 2];
    const twice = { ...square, formula, reference };
    expect(() => check("eq:square", twice)).toThrow(/largest error not finite/);
  });

  test("a rogue whose shapes do not fit is rejected without a number", () => {
    const rogues = [
      ...square.rogues,
      {
        name: "does not fit",
        formula: () => {
          throw new RangeError("matMul: no");
        },
      },
    ];
    check("eq:square", { ...square, rogues });
    expect(shown().rogues[2]).toMatchObject({ medianError: null, rejected: true });
  });

  test("compares matrices and lists element by element, relative above 1", () => {
    const options = {
      ...square,
      tolerance: 1.1e-3,
      formula: () => matrix([[1, 2002]]),
      reference: () => [1, 2000],
    };
    check("eq:square", options);
    expect(shown().largestError).toBeCloseTo(1e-3, 12);
  });

  const bound: CheckOptions<number> = {
    ...square,
    bound: true,
    tolerance: 0,
    formula: (x) => 4 * x, // x² ≤ 4x on (1, 2)
    rogues: [
      { name: "too low", formula: (x) => x / 2 },
      { name: "not above 0", formula: () => 0 },
    ],
  };

  test("a bound holds where it is not exceeded, and says how near it was", () => {
    check("eq:bound", bound);
    const { largestError, reached, rogues } = shown();
    expect(largestError).toBe(0);
    expect(reached).toBeGreaterThan(0.45);
    expect(reached).toBeLessThan(0.5);
    expect(rogues[0]!.medianError).toBeCloseTo(2, 0); // x² is three times x / 2 at x = 1.5
    expect(rogues[1]).toMatchObject({ medianError: null, rejected: true });
    expect(displayed[0]!.bundle["text/plain"]).toMatch(
      /^✓ eq:bound: at most (49|50) % of the bound on 101 random inputs, 2 rogues rejected$/,
    );
  });

  test("throws where a bound is exceeded, even once", () => {
    const low = { ...bound, formula: (x: number) => 1.9 * x };
    expect(() => check("eq:bound", low)).toThrow(
      /^✗ eq:bound: the bound is exceeded: largest error \S+ on 101 random inputs, tolerance 0$/,
    );
  });

  test("draws the same inputs from the same seed", () => {
    const drawn: number[] = [];
    const options = { ...square, reference: (x: number) => drawn.push(x) && x * x };
    check("eq:square", options);
    check("eq:square", options);
    expect(drawn.slice(0, 101)).toEqual(drawn.slice(101));
    expect(new Set(drawn).size).toBe(101);
  });

  test("refuses what is no check", () => {
    expect(() => check("square", square)).toThrow(
      new RangeError('check: id must be a label like "eq:forward", got "square"'),
    );
    expect(() => check("eq:square", { ...square, rogues: square.rogues.slice(1) })).toThrow(
      new RangeError("check eq:square: needs at least 2 rogues, got 1"),
    );
    expect(() => check("eq:square", { ...square, cases: 0 })).toThrow(
      new RangeError(
        "check eq:square: cases must be a positive integer and tolerance at least 0, got 0 and 1e-12",
      ),
    );
  });
});
