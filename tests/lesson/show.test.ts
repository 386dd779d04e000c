import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { currentSink } from "../../src/lesson/display.js";
import { progress, show, showLive } from "../../src/lesson/index.js";
import { matrix } from "../../src/matrix/index.js";
import { displayedInCell, recordOf } from "./cell.js";

const displayed = displayedInCell();
const figure = { data: [{ y: [1, 2] }], layout: { title: { text: "t" } } };

describe("show", () => {
  test("sends a figure as one bundle: plotly, record, words", () => {
    show(figure, { id: "fig:two", caption: "Two points.", alt: "A line that rises.", page: true });
    expect(displayed).toHaveLength(1);
    expect(displayed[0]!.bundle).toEqual({
      "application/vnd.plotly.v1+json": figure,
      "application/vnd.large-models+json": {
        kind: "figure",
        id: "fig:two",
        caption: "Two points.",
        alt: "A line that rises.",
        page: true,
      },
      "text/plain": "[figure: A line that rises.]",
    });
  });

  test("sends what makes a figure live with its words, and nothing of it where there is none", () => {
    show(figure, { id: "fig:two", live: { kind: "digit", state: { image: "AA==" } } });
    show(figure, { id: "fig:one" });
    expect(displayed.map((one) => (recordOf(one) as { live?: object }).live)).toEqual([
      { kind: "digit", state: { image: "AA==" } },
      undefined,
    ]);
  });

  test("updates in place", () => {
    showLive(figure).update({ ...figure, data: [] });
    expect(displayed.map(({ update }) => update)).toEqual([false, true]);
    expect(displayed[1]!.displayId).toBe(displayed[0]!.displayId);
    expect(displayed[1]!.bundle["text/plain"]).toBe("[figure with 0 traces]");
  });

  test("sends matrices by name, also as TeX and as text", () => {
    show({ W1: matrix([[1, 2 / 3, 1e-9]]), b1: matrix([[5], [7]]) });
    expect(recordOf(displayed[0]!)).toEqual({
      kind: "matrices",
      matrices: [
        { name: "W1", shape: [1, 3], data: [1, 2 / 3, 1e-9] },
        { name: "b1", shape: [2, 1], data: [5, 7] },
      ],
    });
    expect(displayed[0]!.bundle["text/latex"]).toBe(
      "$$\\text{W1} = \\begin{bmatrix}1 & 0.6667 & 1e-9\\end{bmatrix} \\qquad \\text{b1} = \\begin{bmatrix}5 \\\\ 7\\end{bmatrix}$$",
    );
    expect(displayed[0]!.bundle["text/plain"]).toBe("W1 =\n  1  0.6667  1e-9\nb1 =\n  5\n  7");
  });

  test("says what it cannot show", () => {
    expect(() => show({ loss: 3 as never })).toThrow(
      new TypeError(
        'show: needs a figure { data, layout } or matrices by name, got "loss", which is no matrix',
      ),
    );
    expect(() => show({})).toThrow(
      new TypeError("show: needs a figure { data, layout } or matrices by name, got nothing"),
    );
  });
});

describe("progress", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("moves one bar in place, at most five times a second, with rate and time left", () => {
    const bar = progress("training", 101);
    for (let count = 1; count <= 50; ++count) {
      vi.advanceTimersByTime(50); // 20 a second
      bar.update(count);
    }
    bar.done();
    expect(displayed.length).toBe(Math.ceil(50 / 4) + 1); // every fourth call, and the last state
    expect(new Set(displayed.map(({ displayId }) => displayId)).size).toBe(1);
    expect(displayed.map(({ update }) => update)).toEqual([false, ...Array(13).fill(true)]);
    expect(recordOf(displayed[12]!)).toEqual({
      kind: "progress",
      label: "training",
      fraction: 49 / 101,
      note: "20 a second, 3 s left",
    });
    expect(displayed[13]!.bundle["text/plain"]).toBe(
      "training ██████████░░░░░░░░░░ 50 %  50 in 3 s",
    );
  });

  test("needs something to count", () => {
    expect(() => progress("nothing", 0)).toThrow(
      new RangeError("progress: total must be positive, got 0"),
    );
  });
});

describe("outside a notebook", () => {
  test("there is no sink unless tslab runs", () => {
    (globalThis as unknown as Record<symbol, unknown>)[Symbol.for("large-models.display")] =
      undefined;
    expect(currentSink()).toBeUndefined();
    expect(() => showLive(figure).update(figure)).not.toThrow();
    expect(() => show({})).toThrow(TypeError);
  });
});
