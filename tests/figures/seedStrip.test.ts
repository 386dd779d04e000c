import { expect, test } from "vitest";
import { seedStrip } from "../../src/figures/index.js";
import { annotation, layoutOf, speaking, traces, wordsOf } from "./read.js";

const values = [0.97, 0.9701, 0.9702, 0.98, 0.96];
const figure = seedStrip([{ name: "by hand", values, interval: [0.955, 0.985] }], {
  printed: 0.9794,
  title: "accuracy",
  intervalName: "95 % interval",
});

test("shows every seed; dots that would cover each other step aside", () => {
  const [dots] = speaking(figure);
  expect(dots.x).toEqual(values);
  expect([dots.y[3], dots.y[4]]).toEqual([0, 0]);
  expect(new Set(dots.y.slice(0, 3)).size).toBe(3);
});

test("gives its rows more height where many seeds lie at one place, and the name stays above them", () => {
  const crowd = seedStrip([
    { name: "all alike", values: Array(9).fill(0.5) },
    { name: "one", values: [0.7] },
  ]);
  const apart = seedStrip([
    { name: "all alike", values: [0.5, 0.6] },
    { name: "one", values: [0.7] },
  ]);
  const more = (layoutOf(crowd).height - layoutOf(apart).height) / 2;
  expect(more).toBe(18);
  const [dots] = speaking(crowd);
  const [highest, pitch] = [Math.min(...dots.y), 72 + more];
  const { yshift } = annotation(crowd, "all alike");
  expect(yshift).toBeGreaterThan(-highest * pitch + dots.marker.size / 2 - 0.1);
});

test("the ends of an interval stand out from dots that lie on them", () => {
  const end = seedStrip([{ name: "", values: [1, 2], interval: [1, 2] }]);
  const bracket = traces(end).find(({ hoverinfo }) => hoverinfo === "skip");
  const [dots] = speaking(end);
  expect(bracket.y[1] * 72).toBeGreaterThan((dots.marker.size + dots.marker.line.width) / 2);
});

test("names the value by another word, if it was not printed", () => {
  const figure = seedStrip([{ name: "", values: [6.9, 7.1] }], {
    printed: 7.25,
    printedName: "float32",
  });
  expect(wordsOf(figure)).toContain("float32 7.25");
});

test("sets the printed value above the first name", () => {
  const row = { name: "bag of words", values: [0.971, 0.973] };
  const figure = seedStrip([row], { printed: 0.9794 });
  const { height, margin } = layoutOf(figure);
  const plot = height - margin.t - margin.b;
  const topOfName = plot / 2 - annotation(figure, "bag of words").yshift - 20;
  const bottomOfPrinted = -annotation(figure, "printed 0.9794").yshift;
  expect(bottomOfPrinted).toBeLessThanOrEqual(topOfName);
});

test("draws the interval, the printed value and its words", () => {
  const bracket = traces(figure).find(({ hoverinfo }) => hoverinfo === "skip");
  expect([bracket.x[0], bracket.x.at(-1)]).toEqual([0.955, 0.985]);
  expect(layoutOf(figure).shapes[0]).toMatchObject({ x0: 0.9794, x1: 0.9794 });
  expect(wordsOf(figure)).toEqual(["by hand, 95 % interval", "accuracy", "printed 0.9794"]);
  expect(annotation(figure, "printed 0.9794").x).toBe(0.9794);
});

test("tells its numbers as a table, row by row", () => {
  const { table } = layoutOf(figure).meta;
  expect(table.columns).toEqual(["", "accuracy"]);
  expect(table.rows[1]).toEqual(["by hand", 0.9701]);
});

test("refuses a row without values", () => {
  const message = 'seedStrip: "none" needs at least one value, got 0';
  expect(() => seedStrip([{ name: "none", values: [] }])).toThrow(new RangeError(message));
  expect(() => seedStrip([])).toThrow(new RangeError("seedStrip: needs at least one row, got 0"));
});
