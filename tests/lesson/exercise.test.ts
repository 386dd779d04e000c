import { describe, expect, test } from "vitest";
import { type ExerciseRecord, exercise, type Judge, solution } from "../../src/lesson/index.js";
import { displayedInCell, recordOf } from "./cell.js";

const displayed = displayedInCell();
const shown = () => recordOf(displayed.at(-1)!) as ExerciseRecord;

const doubling: Judge<(x: number) => number> = {
  diagnose: (f) => {
    if (f(3) === 9) return "You square; doubling adds a number to itself.";
    return f(3) === 6 ? null : `f(3) must be 6, got ${f(3)}.`;
  },
  wrong: [
    { name: "squares", attempt: (x) => x * x },
    { name: "nothing yet", attempt: () => 0 },
  ],
};

describe("exercise", () => {
  test("is open with a diagnosis, and knows its wrong answers", () => {
    exercise("ex:double", (x: number) => x + 1, doubling);
    expect(shown()).toEqual({
      kind: "exercise",
      id: "ex:double",
      role: "attempt",
      state: "open",
      diagnosis: "f(3) must be 6, got 4.",
      wrong: [
        { name: "squares", diagnosis: "You square; doubling adds a number to itself." },
        { name: "nothing yet", diagnosis: "f(3) must be 6, got 0." },
      ],
    });
  });

  test("passes a right answer", () => {
    exercise("ex:double", (x: number) => 2 * x, doubling);
    expect(shown()).toMatchObject({
      state: "passed",
      diagnosis: null,
    });
    expect(displayed[0]!.bundle["text/plain"]).toBe("✓ ex:double: right");
  });

  test("never throws on account of the attempt", () => {
    const broken = () => {
      throw new TypeError("no such thing");
    };
    exercise("ex:double", broken, doubling);
    expect(shown().diagnosis).toBe("Your code stops with an error. TypeError: no such thing");
  });

  test("says so when nothing comes back", () => {
    exercise("ex:double", (() => undefined) as unknown as (x: number) => number, doubling);
    expect(shown().diagnosis).toBe(
      "Your function returns nothing. Does every way through it end in `return`?",
    );
  });

  test("does not call it the reader's error when the judge trips over the answer", () => {
    const judge: Judge<() => number[]> = {
      diagnose: (f) => (f()[0]!.toFixed(1) === "1.0" ? null : "The first must be 1."),
      wrong: [],
    };
    exercise("ex:first", () => [], judge);
    expect(shown().diagnosis).toMatch(
      /^Your answer has not the form that the exercise asks for\. TypeError: /,
    );
  });

  test("a wrong answer that the judge takes for right is recorded as untold", () => {
    const blind = { diagnose: () => null, wrong: doubling.wrong };
    exercise("ex:blind", doubling.wrong[0]!.attempt, blind);
    expect(shown().wrong[0]!.diagnosis).toBeNull();
  });

  test("refuses an id that is no exercise's", () => {
    expect(() => exercise("double", (x: number) => x, doubling)).toThrow(
      new RangeError('exercise: id must be like "ex:layer-gradient", got "double"'),
    );
  });
});

describe("solution", () => {
  test("is judged by the judge of its exercise", () => {
    exercise("ex:double", () => 0, doubling);
    solution("ex:double", (x: number) => x + x);
    expect(shown()).toMatchObject({
      role: "solution",
      state: "passed",
      wrong: [],
    });
    solution("ex:double", (x: number) => x * x);
    expect(shown().state).toBe("open");
  });

  test("needs the exercise first", () => {
    expect(() => solution("ex:unknown", 1)).toThrow(
      'solution ex:unknown: run the cell with exercise("ex:unknown", …) first; it has the judge',
    );
  });
});
