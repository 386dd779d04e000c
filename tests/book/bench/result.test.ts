import { describe, expect, test } from "vitest";
import { median, type Sample, summarise, table } from "../../../book/bench/result.js";

const sample = (msPerStep: number): Sample => ({ msPerStep, loss: 0.25, versions: {} });

/** Rounds from the times of each row. */
function rounds(times: Record<string, (number | string)[]>): Map<string, Sample>[] {
  const count = Object.values(times)[0]!.length;
  return Array.from(
    { length: count },
    (_, k) =>
      new Map(
        Object.entries(times).map(([name, list]) => {
          const time = list[k]!;
          return [name, typeof time === "string" ? { reason: time } : sample(time)];
        }),
      ),
  );
}

/** Rows of which only the name is known. */
const named = (...names: string[]) => names.map((name) => ({ name }));

test("median is the middle one, or between the middle two", () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([7, 1, 3, 5])).toBe(4);
  expect(median([2])).toBe(2);
});

describe("summarise", () => {
  test("takes the ratio within each round, not that of the medians", () => {
    // The machine slows down: 2 / 1, 12 / 3, 30 / 5 are 2, 4, 6; the medians would say 12 / 3.
    const times = { "keras-fit": [2, 12, 30], fast: [1, 3, 5] };
    expect(summarise(named("keras-fit", "fast"), rounds(times))).toEqual([
      { name: "keras-fit", msPerStep: 12, timesFasterThanKeras: 1, loss: 0.25 },
      { name: "fast", msPerStep: 3, timesFasterThanKeras: 4, loss: 0.25 },
    ]);
    const swapped = { "keras-fit": [2, 12, 30], fast: [1, 6, 3] }; // ratios 2, 2, 10
    expect(summarise(named("fast"), rounds(swapped))[0]).toMatchObject({
      msPerStep: 3,
      timesFasterThanKeras: 2,
    });
  });

  test("a row that fails in any round has no number, but a reason", () => {
    const times = { "keras-fit": [2, 2], fast: [1, "it ended with 3"] };
    expect(summarise(named("fast"), rounds(times))).toEqual([
      {
        name: "fast",
        msPerStep: null,
        timesFasterThanKeras: null,
        loss: null,
        reason: "it ended with 3",
      },
    ]);
  });

  test("without Keras there are times but nothing to compare them with", () => {
    const times = { "keras-fit": ["no Python", "no Python"], fast: [1, 3] };
    expect(summarise(named("fast"), rounds(times))).toEqual([
      {
        name: "fast",
        msPerStep: 2,
        timesFasterThanKeras: null,
        loss: 0.25,
        reason: "nothing to compare with: keras-fit: no Python",
      },
    ]);
  });
});

describe("summarise, where FLOP are counted", () => {
  const facts = [
    { name: "keras-thin", reference: "keras-thin", flop: 3e6 },
    { name: "own-thin", reference: "keras-thin", flop: 3e6 },
    { name: "keras-square", reference: "keras-square", flop: 1e7 },
    { name: "own-square", reference: "keras-square", flop: 1e7 },
    { name: "uncounted", reference: "keras-thin" },
  ];
  const peaks = ["keras-square", "own-square"];
  const times = {
    "keras-thin": [3, 6, 3],
    "own-thin": [1, 3, 6],
    "keras-square": [2, 2, 5],
    "own-square": [1, 4, 5],
    uncounted: [1, 1, 1],
  };

  test("each row is compared with its own reference, and with the peak of its round", () => {
    // own-thin: 3, 1, 0.5 GFLOP/s; the peaks of the rounds are 10, 5, 2; the shares 0.3, 0.2, 0.25.
    const rows = summarise(facts, rounds(times), peaks);
    expect(rows[1]).toEqual({
      name: "own-thin",
      msPerStep: 3,
      timesFasterThanKeras: 2,
      loss: 0.25,
      gflopPerSecond: 1,
      shareOfPeak: 0.25,
    });
    expect(rows[3]!.timesFasterThanKeras).toBe(1);
    expect(rows[4]).not.toHaveProperty("gflopPerSecond");
  });

  test("a peak that was not measured leaves the other; without both there is no share", () => {
    const one = summarise(facts, rounds({ ...times, "keras-square": ["-", "-", "-"] }), peaks);
    expect(one[1]!.shareOfPeak).toBe(0.3); // 3 of 10, 1 of 2.5, 0.5 of 2
    const none = { ...times, "keras-square": ["-", "-", "-"], "own-square": ["-", "-", "-"] };
    const rows = summarise(facts, rounds(none), peaks);
    expect(rows[1]).toMatchObject({ gflopPerSecond: 1, timesFasterThanKeras: 2 });
    expect(rows[1]).not.toHaveProperty("shareOfPeak");
  });

  test("the table has two columns more", () => {
    const rows = summarise(facts, rounds(times), peaks);
    const bench = { name: "layer", device: "a machine", rounds: 3, rows, versions: {}, date: "" };
    expect(table(bench).split("\n").slice(2, 5)).toEqual([
      "              ms a step  × Keras    loss  GFLOP/s  of peak",
      "keras-thin        3.000     1.00  0.2500      1.0     0.10",
      "own-thin          3.000     2.00  0.2500      1.0     0.25",
    ]);
  });
});

test("table sets the rows in columns", () => {
  const rows = summarise(
    named("keras-fit", "hand", "wasm"),
    rounds({ "keras-fit": [3], hand: [0.25], wasm: ["it is not installed"] }),
  );
  const bench = { name: "program1", device: "a machine", rounds: 1, rows, versions: {}, date: "" };
  expect(table(bench)).toBe(
    `program1, a machine, one round

           ms a step  × Keras    loss
keras-fit      3.000     1.00  0.2500
hand           0.250    12.00  0.2500
wasm               –        –       –  it is not installed`,
  );
});
