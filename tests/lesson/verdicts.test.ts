import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ClaimRecord, claim, erratum, size } from "../../src/lesson/index.js";
import { displayedInCell, recordOf } from "./cell.js";

const displayed = displayedInCell();
const claimed = (...of: Parameters<typeof claim>) => {
  claim(...of);
  return recordOf(displayed.at(-1)!) as ClaimRecord;
};
// The suite itself may run with quick sizes; these tests choose for themselves.
beforeEach(() => void vi.stubEnv("COURSE_QUICK", undefined));
afterEach(() => void vi.unstubAllEnvs());

const accuracy = { title: "Accuracy is 0.98", source: "A:5.4", printed: 0.98 };
// mean 0.97, s = 0.01, n = 3: half width 4.302653 · 0.01 · √(4/3) = 0.04968
const values = [0.96, 0.97, 0.98];

describe("claim", () => {
  test("is reproduced inside the prediction interval, and says why", () => {
    const record = claimed("claim:accuracy", { ...accuracy, values });
    expect(record).toMatchObject({ verdict: "reproduced", seeds: 3, printed: 0.98 });
    expect(record.estimate).toBeCloseTo(0.97, 14);
    expect(record.interval![0]).toBeCloseTo(0.97 - 0.049682, 5);
    expect(record.because).toBe(
      "One more run would fall between 0.9203 and 1.02, and the printed 0.98 does.",
    );
  });

  test("is not reproduced outside of it", () => {
    const record = claimed("claim:accuracy", { ...accuracy, printed: 0.9, values });
    expect(record.verdict).toBe("not reproduced");
    expect(record.because).toMatch(/printed 0.9 does not\.$/);
  });

  test("is not measured in quick mode", () => {
    vi.stubEnv("COURSE_QUICK", "1");
    expect(claimed("claim:accuracy", { ...accuracy, values }).verdict).toBe("not measured");
    const own = { ...accuracy, values, verdict: "reproduced", because: "It does." } as const;
    expect(claimed("claim:accuracy", own)).toMatchObject({
      verdict: "not measured",
      because: "Quick sizes were used.",
    });
  });

  test("keeps in quick mode a verdict that needs no measurement", () => {
    vi.stubEnv("COURSE_QUICK", "1");
    const because = "No data are named.";
    const open = { ...accuracy, verdict: "not checkable", because } as const;
    for (const options of [open, { ...open, values }]) {
      expect(claimed("claim:accuracy", options)).toMatchObject({
        verdict: "not checkable",
        because,
      });
    }
    const { title, source } = accuracy;
    const structural = { title, source, verdict: "not reproduced", because } as const;
    expect(claimed("claim:runs", structural)).toMatchObject({ verdict: "not reproduced", because });
  });

  test("takes a verdict of its own only with a reason", () => {
    const because = "No batch size gives this number of steps.";
    const verdict = "not checkable" as const;
    const own = claimed("claim:steps", { title: "3136 steps", source: "A:5.4", verdict, because });
    expect(own).toMatchObject({ verdict, because, estimate: null, interval: null, seeds: 0 });
    expect(() => claim("claim:steps", { title: "", source: "", verdict })).toThrow(
      new RangeError("claim claim:steps: a verdict of its own needs a reason"),
    );
  });

  test("refuses to judge by nothing, or by what is not finite", () => {
    expect(() => claim("claim:accuracy", { ...accuracy, values: [0.97] })).toThrow(
      new RangeError(
        "claim claim:accuracy: needs a printed value and at least 2 measured ones, or a verdict with a reason, got 0.98 and 1",
      ),
    );
    expect(() => claim("claim:accuracy", { ...accuracy, values: [0.9, Number.NaN] })).toThrow(
      new RangeError("claim claim:accuracy: values must be finite, got 0.9, NaN"),
    );
  });
});

describe("erratum", () => {
  const delta = { title: "One slope too many", source: "A:4.2.2", printed: "$a$", right: "$b$" };

  test("records what was proved", () => {
    const table = { caption: "error", columns: ["net", "error"], rows: [["sigmoid", 0.77]] };
    erratum("err:delta", { ...delta, table, proved: true, verdict: "So." });
    expect(recordOf(displayed[0]!)).toEqual({
      kind: "erratum",
      id: "err:delta",
      ...delta,
      table,
      proved: true,
      verdict: "So.",
    });
    expect(displayed[0]!.bundle["text/plain"]).toBe(
      "One slope too many (A:4.2.2)\nprinted: $a$\nright: $b$\nnet  error\nsigmoid  0.77\nSo.",
    );
  });

  test("without a proof is an error", () => {
    expect(() => erratum("err:delta", { ...delta, proved: false })).toThrow(
      "erratum err:delta: not proved",
    );
  });

  test("with the right form in print is none, however it is set", () => {
    for (const printed of ["$b$", "b", "$ b $"]) {
      expect(() => erratum("err:delta", { ...delta, printed, proved: true })).toThrow(
        new RangeError('erratum err:delta: printed and right must differ, got "$b$" for both'),
      );
    }
    expect(displayed).toEqual([]);
  });
});

describe("size", () => {
  test("is full unless COURSE_QUICK=1, and a quick session says so once", () => {
    const sizes = { full: 60_000, quick: 2_000 };
    expect(size(sizes)).toBe(60_000);
    vi.stubEnv("COURSE_QUICK", "1");
    expect([size(sizes), size(sizes)]).toEqual([2_000, 2_000]);
    expect(displayed.map(recordOf)).toEqual([{ kind: "quick" }]);
  });
});
