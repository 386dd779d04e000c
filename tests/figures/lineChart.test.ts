import { describe, expect, test } from "vitest";
import { type LineChart, lineChart } from "../../src/figures/index.js";
import { annotation, layoutOf, speaking, traces, wordsOf } from "./read.js";

const chart: LineChart = {
  series: [
    { name: "falls", x: [1, 2, 3], y: [1 / 3, 0.2, 0.1] },
    {
      name: "rises",
      x: [1, 2, 3],
      y: [0.1, 0.15, 0.95],
      low: [0.1, 0.1, 0.9],
      high: [0.1, 0.2, 1],
    },
  ],
  x: { title: "epoch" },
  y: { title: "share" },
};

describe("lineChart", () => {
  test("draws each series with rounded numbers in its own style", () => {
    const [falls, rises] = speaking(lineChart(chart));
    expect(falls.y).toEqual([0.33333, 0.2, 0.1]);
    expect([falls.line, rises.line]).toEqual([
      { color: "#0b6e99", width: 2, dash: "solid" },
      { color: "#d92638", width: 2, dash: "7px,4px" },
    ]);
    expect(rises.customdata).toEqual([
      [0.1, 0.1],
      [0.1, 0.2],
      [0.9, 1],
    ]);
  });

  test("draws the interval as an outline, forth above and back below", () => {
    const band = traces(lineChart(chart)).find(({ fill }) => fill === "toself");
    expect(band.x).toEqual([1, 2, 3, 3, 2, 1]);
    expect(band.y).toEqual([0.1, 0.2, 1, 0.9, 0.1, 0.1]);
    expect(band.fillcolor).toBe("rgba(217,38,56,0.16)");
  });

  test("has ticks that enclose the numbers, and whole ones for what is counted", () => {
    const { xaxis, yaxis } = layoutOf(lineChart(chart));
    expect(yaxis.tickvals).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(yaxis.ticktext).toEqual(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
    expect(xaxis.tickvals).toEqual([1, 2, 3]);
    expect(xaxis.range[1]).toBe(3);
    expect(xaxis.range[0]).toBeLessThan(1);
  });

  test("has at least two numbers on the axis, on a telephone too", () => {
    const x = Array.from({ length: 125 }, (_, i) => 75 * (i + 1));
    const figure = lineChart({
      series: [{ name: "gap", x, y: x }],
      x: { title: "step" },
      y: { title: "gap" },
    });
    expect(layoutOf(figure).meta.phone.layout.xaxis.tickvals).toEqual([2000, 4000, 6000, 8000]);
  });

  test("names each curve at the height of its end", () => {
    const figure = lineChart(chart);
    const { height, margin } = layoutOf(figure);
    const plot = height - margin.t - margin.b;
    expect(annotation(figure, "falls").yshift).toBe(-Math.round(0.9 * plot));
    expect(annotation(figure, "rises").yshift).toBe(-Math.round(0.05 * plot));
    expect(annotation(figure, "rises").font).toEqual({ color: "#d92638", weight: 600 });
    expect(wordsOf(figure)).toEqual(["share", "epoch", "falls", "rises"]);
  });

  test("sets a logarithmic axis by powers, its marks by their logarithms", () => {
    const figure = lineChart({
      series: [{ name: "error", x: [1e-15, 1], y: [1, 1e-12] }],
      x: { title: "h", log: true },
      y: { title: "error", log: true },
      marks: [{ x: 1e-6, y: 1e-8, text: "best" }],
    });
    const { xaxis, yaxis } = layoutOf(figure);
    expect(xaxis.type).toBe("log");
    expect(xaxis.range[1]).toBe(0);
    expect(yaxis.tickvals).toEqual([1e-12, 1e-9, 1e-6, 1e-3, 1]);
    expect(annotation(figure, "best")).toMatchObject({ x: -6, y: -8 });
  });

  test("is laid out anew for the text and for a telephone", () => {
    const figure = lineChart({ ...chart, marks: [{ y: 0.5, text: "half" }] });
    const { meta, margin, height } = layoutOf(figure);
    expect([height, meta.text.layout.height, meta.phone.layout.height]).toEqual([450, 390, 378]);
    expect(margin.r).toBe(150);
    // On a telephone names stand on the plot, and nothing is right of it.
    expect(meta.phone.layout.margin.r).toBe(14);
    const words = meta.phone.layout.annotations.map(({ text }: { text: string }) => text);
    expect(words).toEqual(["share", "epoch", "falls", "rises", "half"]);
    expect(meta.phone.data).toEqual([null, null, null]);
  });

  test("names a curve that ends long before the others beside its end", () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8];
    const figure = lineChart({
      series: [
        { name: "long", x, y: x.map((v) => v / 8) },
        { name: "short", x: [1, 2], y: [1, 0.9] },
      ],
      x: { title: "epoch" },
      y: { title: "share" },
    });
    expect(annotation(figure, "long")).toMatchObject({ x: 1, xanchor: "left", xshift: 10 });
    const { x: paper, xshift, yshift } = annotation(figure, "short");
    expect(paper).toBe(0);
    // It ends at a seventh of the plot, at nine tenths of its height.
    expect(xshift).toBeLessThan(250);
    expect(yshift).toBeGreaterThan(-90);
  });

  test("names that do not fit in their order are placed with the longest first", () => {
    // The race of chapter 7: three curves begin close together at the left.
    const rates = Array.from({ length: 21 }, (_, k) => 10 ** (-4 + k / 4));
    const arrived = (name: string, first: number, steps: number[]) => ({
      name,
      x: rates.slice(first, first + steps.length),
      y: steps,
      points: true,
    });
    const figure = lineChart({
      series: [
        arrived("plain", 3, [16_000, 9_400, 5_233]),
        arrived("momentum", 0, [9_200, 5_200, 2_900, 1_600, 850, 350, 239]),
        arrived("RMSProp", 1, [16_500, 10_300, 7_300]),
        arrived(
          "Adam",
          2,
          Array.from({ length: 19 }, (_, k) => 17_000 * 0.77 ** k),
        ),
      ],
      x: { title: "learning rate", log: true },
      y: { title: "steps", log: true },
    });
    const { layout } = layoutOf(figure).meta.phone;
    const name = layout.annotations.find(({ text }: { text: string }) => text === "RMSProp");
    expect(layout.margin.r).toBe(14);
    expect(name.x).toBe(0);
    expect(name.xshift).toBeLessThan(110);
  });

  test("a name keeps off upright lines, if it can", () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8];
    const parts: LineChart = {
      series: [
        { name: "long", x, y: x.map((v) => v / 8) },
        { name: "short", x: [1, 2.4], y: [0.9, 0.7] },
      ],
      x: { title: "epoch" },
      y: { title: "share" },
    };
    const place = (figure: ReturnType<typeof lineChart>) => annotation(figure, "short").xshift;
    const free = place(lineChart(parts));
    // The plot has 856 − 150 pixels, of which 34 hold the words of the levels.
    const [from, pixels] = [34, (856 - 150 - 34) / 7];
    const at = 1 + (free - from) / pixels;
    const kept = place(lineChart({ ...parts, marks: [{ x: at, text: "" }] }));
    expect(Math.abs(kept - free)).toBeGreaterThan(15);
  });

  test("words of a point make way for those whose side is given, and for other rings", () => {
    const marks = [
      { x: 2, y: 0.5, text: "free" },
      { x: 2, y: 0.58, text: "given", side: "above" as const },
    ];
    const figure = lineChart({ ...chart, marks });
    const [given, free] = ["given", "free"].map((text) => annotation(figure, text));
    expect(given).toMatchObject({ xshift: 0, yshift: 17 });
    // Above it is the other ring.
    expect(free).toMatchObject({ xshift: 0, yshift: -17 });
  });

  test("puts the words of upright lines one below the other where they would meet", () => {
    const marks = [
      { x: 2, text: "first border" },
      { x: 2.05, text: "second border" },
      { x: 1, text: "apart" },
    ];
    const figure = lineChart({ ...chart, marks });
    const heights = marks.map(({ text }) => annotation(figure, text).yshift);
    expect(heights).toEqual([-9, -27, -9]);
  });

  test("begins a level right of the words on the grid lines", () => {
    const figure = lineChart({ ...chart, marks: [{ y: 0.21, text: "a level" }] });
    const { shapes, margin, meta } = layoutOf(figure);
    const left = (one: { x0: number }, width: number): number => one.x0 * width;
    expect(left(shapes[0], 856 - margin.r)).toBeCloseTo(34, 1);
    const [onPhone] = meta.phone.layout.shapes;
    expect(left(onPhone, 350 - meta.phone.layout.margin.r)).toBeCloseTo(34, 1);
  });

  test("draws levels, upright lines and rings", () => {
    const marks = [
      { y: 0.5, text: "half" },
      { x: 2, text: "here" },
      { x: 2, y: 0.2, text: "at", series: 0 },
      { x: 2, y: 0.7, text: "words", ring: false },
    ];
    const figure = lineChart({ ...chart, marks });
    const { shapes } = layoutOf(figure);
    expect(shapes.map(({ y0, y1 }: { y0: number; y1: number }) => [y0, y1])).toEqual([
      [0.5, 0.5],
      [0, 1],
    ]);
    const rings = traces(figure).filter(({ mode }) => mode === "markers");
    expect(rings).toHaveLength(1);
    expect(rings[0].marker.line).toEqual({ color: "#0b6e99", width: 2 });
    expect(wordsOf(figure)).toEqual(expect.arrayContaining(["half", "here", "at", "words"]));
  });
});

describe("lineChart refuses", () => {
  const one = (change: object): LineChart => ({
    ...chart,
    series: [{ ...chart.series[0]!, ...change }],
  });

  test.each<[string, LineChart]>([
    ["lineChart: needs at least one series, got 0", { ...chart, series: [] }],
    ['lineChart: "falls" needs at least one point, got 0', one({ x: [], y: [] })],
    ['lineChart: lengths of x and y of "falls" must be equal, got 2 and 3', one({ x: [1, 2] })],
    [
      'lineChart: y of "falls" must be finite, got Infinity at index 1',
      one({ y: [1, Number.POSITIVE_INFINITY, 2] }),
    ],
    [
      'lineChart: lengths of y and high of "falls" must be equal, got 3 and 0',
      one({ low: [0, 0, 0] }),
    ],
    [
      'lineChart: range of "share" must rise, got 1 and 0',
      { ...chart, y: { title: "share", range: [1, 0] } },
    ],
    [
      "lineChart: at most 6 series can be told apart, got 7",
      { ...chart, series: Array.from({ length: 7 }, () => chart.series[0]!) },
    ],
  ])("%s", (message, wrong) => {
    expect(() => lineChart(wrong)).toThrow(new RangeError(message));
  });
});
