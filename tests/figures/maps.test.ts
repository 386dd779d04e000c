import { describe, expect, test } from "vitest";
import { decisionBoundary, surfaceWithPaths, withSlider } from "../../src/figures/index.js";
import { annotation, layoutOf, speaking, traces } from "./read.js";

const plane = {
  x: { title: "x", range: [-1, 1] as const },
  y: { title: "y", range: [0, 4] as const },
  points: [
    { x: 0.5, y: 3, label: 0 },
    { x: -0.5, y: 1, label: 1 },
  ],
};
const leads = (z: { bdata: string }): number[] => {
  const bytes = Buffer.from(z.bdata, "base64");
  return Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(2 * i) / 32_767);
};

describe("decisionBoundary", () => {
  test("asks everywhere, and knows by how much each class leads", () => {
    const figure = decisionBoundary({ ...plane, predict: (x) => (x + 1) / 2, steps: 3 });
    const [zero, one] = traces(figure);
    expect(zero.z).toMatchObject({ dtype: "i2", shape: "3, 3" });
    // Probability of class 1 at x = −1, 0, 1 is 0, ½, 1, whatever y is.
    expect(leads(zero.z)).toEqual([1, 0, -1, 1, 0, -1, 1, 0, -1]);
    expect(leads(one.z)).toEqual([-1, 0, 1, -1, 0, 1, -1, 0, 1]);
    expect([zero.x, zero.y]).toEqual([
      [-1, 0, 1],
      [0, 2, 4],
    ]);
  });

  test("takes the lead of a class over the best of the others", () => {
    const classes = ["a", "b", "c"];
    const figure = decisionBoundary({
      ...plane,
      predict: () => [0.2, 0.7, 0.1],
      classes,
      steps: 2,
    });
    const [a, b, c] = traces(figure).map(({ z }) => z && leads(z)[0]);
    expect([a, b, c].map((lead) => Math.round(100 * lead!))).toEqual([-50, 50, -60]);
  });

  test("marks the points of each class in its own way, and names it at their height", () => {
    const figure = decisionBoundary({ ...plane, predict: () => 0.5, classes: ["up", "down"] });
    const [up, down] = speaking(figure);
    expect([up.x, up.marker.symbol, up.marker.line.color]).toEqual([[0.5], "circle", "#0b6e99"]);
    expect([down.y, down.marker.symbol]).toEqual([[1], "square"]);
    const { height, margin, shapes } = layoutOf(figure);
    const plot = height - margin.t - margin.b;
    expect(annotation(figure, "up").yshift).toBe(-Math.round(plot / 4));
    expect(annotation(figure, "down").yshift).toBe(-Math.round((3 * plot) / 4));
    expect(shapes.map(({ type }: { type: string }) => type)).toEqual(["circle", "rect"]);
  });

  test("refuses a label without a class and a prediction that is no number", () => {
    const label = "decisionBoundary: label must be one of 2 classes, got 2";
    const points = [{ x: 0, y: 0, label: 2 }];
    expect(() => decisionBoundary({ ...plane, predict: () => 0.5, points })).toThrow(
      new RangeError(label),
    );
    const number = "decisionBoundary: prediction at (-1, 0) must be finite, got NaN at index 0";
    expect(() => decisionBoundary({ ...plane, predict: () => Number.NaN })).toThrow(
      new RangeError(number),
    );
  });
});

const bowl = {
  loss: (a: number, b: number) => a * a + 2 * b * b,
  a: { title: "a", range: [-2, 2] as const },
  b: { title: "b", range: [-1, 1] as const },
};
const path = (name: string, ...points: [number, number][]) => ({ name, points });

describe("surfaceWithPaths", () => {
  test("maps the loss: a along, b upward", () => {
    const [map] = traces(surfaceWithPaths({ ...bowl, paths: [] }));
    expect([map.x.length, map.y.length, map.z.length]).toEqual([61, 61, 61]);
    expect(map.z[0][0]).toBe(6);
    expect(map.z[30][60]).toBe(4);
    expect(map.z[60][30]).toBe(2);
  });

  test("takes powers of ten for levels", () => {
    const loss = (a: number) => 10 ** a;
    const [map] = traces(surfaceWithPaths({ ...bowl, loss, paths: [], log: true }));
    expect([map.z[0][0], map.z[0][60]]).toEqual([-2, 2]);
  });

  test("follows a path as long as it stays on the map", () => {
    const figure = surfaceWithPaths({
      ...bowl,
      paths: [path("stays", [1, 1], [0.5, 0.5]), path("leaves", [1, 0], [1.5, 0], [3, 0], [0, 0])],
    });
    const [stays, leaves] = speaking(figure).filter(({ type }) => type === "scatter");
    expect([stays.x, stays.y]).toEqual([
      [1, 0.5],
      [1, 0.5],
    ]);
    expect(leaves.x).toEqual([1, 1.5]);
    expect(annotation(figure, "leaves").font.color).toBe("#d92638");
  });

  test("lifts the paths onto the surface in space", () => {
    const figure = surfaceWithPaths({
      ...bowl,
      paths: [path("one", [1, 1], [0, 0.5])],
      inSpace: true,
    });
    const [surface, line] = traces(figure);
    expect([surface.type, line.type]).toEqual(["surface", "scatter3d"]);
    expect(line.z).toEqual([3, 0.5]);
  });

  test("refuses a loss that is not finite", () => {
    const message =
      "surfaceWithPaths: loss in row 0 of the map must be finite and above 0 on a logarithmic axis, got 0 at index 0";
    expect(() => surfaceWithPaths({ ...bowl, loss: () => 0, paths: [], log: true })).toThrow(
      new RangeError(message),
    );
    const empty = 'surfaceWithPaths: "none" needs at least one point, got 0';
    expect(() => surfaceWithPaths({ ...bowl, paths: [path("none")] })).toThrow(
      new RangeError(empty),
    );
  });
});

describe("withSlider", () => {
  const figures = [0.1, 0.2, 0.4].map((rate) =>
    surfaceWithPaths({ ...bowl, paths: [path("descent", [1, 1], [1 - 2 * rate, 1 - 4 * rate])] }),
  );
  const figure = withSlider(figures, { label: "rate ", values: [0.1, 0.2, 0.4], active: 2 });

  test("is the active figure at rest, with room for the slider", () => {
    expect(figure.data).toEqual(figures[2]!.data);
    const { height, margin, sliders, meta } = layoutOf(figure);
    const before = layoutOf(figures[2]!);
    expect([height - before.height, margin.b - before.margin.b]).toEqual([84, 84]);
    expect(meta.phone.layout.height - before.meta.phone.layout.height).toBe(84);
    expect(sliders[0].active).toBe(2);
  });

  test("has one state for each value, which holds only what changes", () => {
    expect(figure.frames!.map(({ name }) => name)).toEqual(["0.1", "0.2", "0.4"]);
    const [first] = figure.frames!;
    expect(first!.traces).toEqual([1]); // the map stays, the path moves
    expect(first!.data).toEqual([{ x: [1, 0.8], y: [1, 0.6] }]);
    const steps = layoutOf(figure).sliders[0].steps.map(
      ({ args }: { args: [string[]] }) => args[0],
    );
    expect(steps).toEqual([["0.1"], ["0.2"], ["0.4"]]);
  });

  test("refuses figures that are not of one kind", () => {
    const other = surfaceWithPaths({ ...bowl, paths: [] });
    const traces = "withSlider: traces of the figures must be equal, got 2 and 1";
    expect(() => withSlider([figures[0]!, other], { label: "", values: [1, 2] })).toThrow(
      new RangeError(traces),
    );
    const values = "withSlider: figures and values must be equal, got 3 and 2";
    expect(() => withSlider(figures, { label: "", values: [1, 2] })).toThrow(
      new RangeError(values),
    );
    const active = "withSlider: active must be one of 3 figures, got 3";
    expect(() => withSlider(figures, { label: "", values: [1, 2, 3], active: 3 })).toThrow(
      new RangeError(active),
    );
  });
});
