import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dendrogram, type Merge } from "../../src/figures/index.js";
import { layoutOf, traces, wordsOf } from "./read.js";

const leaves = [
  { name: "Danish", group: "Germanic" },
  { name: "Czech", group: "Slavic" },
  { name: "Bokmål", group: "Germanic" },
];
const merges: Merge[] = [
  { left: 0, right: 2, likeness: 0.2 },
  { left: 1, right: 3, likeness: 0.01 },
];
const options = { title: "how alike" };

describe("dendrogram", () => {
  test("puts what is joined side by side, in the colour of its group", () => {
    const figure = dendrogram(leaves, merges, options);
    expect(wordsOf(figure)).toEqual(["Czech", "Danish", "Bokmål", "how alike"]);
    const colours = layoutOf(figure).annotations.map(
      ({ font }: { font: { color: string } }) => font.color,
    );
    expect(colours[1]).toBe(colours[2]);
    expect(colours[0]).not.toBe(colours[1]);
  });

  test("draws a fork for each merge, at its likeness, between the middles of its parts", () => {
    const [{ x, y }] = traces(dendrogram(leaves, merges, options));
    expect(x).toEqual([1, 0.2, 0.2, 1, null, 1, 0.01, 0.01, 0.2, null]);
    expect(y).toEqual([1, 1, 2, 2, null, 0, 0, 1.5, 1.5, null]);
  });

  test("no branch turns back, and none leaves the axis", () => {
    const turning: Merge[] = [
      { left: 0, right: 2, likeness: 0.1 },
      { left: 1, right: 3, likeness: 0.3 },
    ];
    const [{ x }] = traces(dendrogram(leaves, turning, options));
    expect(x.slice(5, 9)).toEqual([1, 0.1, 0.1, 0.1]);
    const faint: Merge[] = [merges[0]!, { left: 1, right: 3, likeness: 1e-9 }];
    expect(traces(dendrogram(leaves, faint, { ...options, least: 0.005 }))[0].x[6]).toBe(0.005);
  });

  test("tells in its table where each leaf joins", () => {
    expect(layoutOf(dendrogram(leaves, merges, options)).meta.table.rows).toEqual([
      [1, "Czech", "Slavic", 0.01],
      [2, "Danish", "Germanic", 0.2],
      [3, "Bokmål", "Germanic", 0.2],
    ]);
  });

  test("every leaf has a row of its own, whatever is joined", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 23 }), fc.infiniteStream(fc.nat()), (n, numbers) => {
        const free = Array.from({ length: n }, (_, k) => k);
        const take = () => free.splice(numbers.next().value % free.length, 1)[0]!;
        const joined = Array.from({ length: n - 1 }, (_, m): Merge => {
          const merge = { left: take(), right: take(), likeness: 1 / (m + 1) };
          free.push(n + m);
          return merge;
        });
        const some = Array.from({ length: n }, (_, k) => ({ name: `leaf ${k}`, group: "all" }));
        const words = wordsOf(dendrogram(some, joined, options));
        expect(new Set(words).size).toBe(n + 1);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    [leaves.slice(0, 1), [], "needs 2 to 60 leaves, got 1"],
    [leaves, merges.slice(0, 1), "3 leaves need 2 merges, got 1"],
    [
      leaves,
      [merges[0]!, { left: 0, right: 3, likeness: 0.1 }],
      "merge 1 must join nodes that exist and are free, got 0 and 3",
    ],
    [
      leaves,
      [merges[0]!, { left: 1, right: 4, likeness: 0.1 }],
      "merge 1 must join nodes that exist and are free, got 1 and 4",
    ],
    [
      leaves,
      [merges[0]!, { left: 1, right: 3, likeness: 0 }],
      "the likeness of merge 1 must be in (0, 1], got 0",
    ],
  ])("refuses what is no tree", (some, joined, message) => {
    expect(() => dendrogram(some, joined, options)).toThrow(
      new RangeError(`dendrogram: ${message}`),
    );
  });
});
