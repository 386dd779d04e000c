import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Box, borderOf, liveCorners, type Point } from "../../src/figures/halfPlane.js";
import { type NeuronPlane, neuronPlane, turningNeuron } from "../../src/figures/index.js";
import { layoutOf, traces } from "./read.js";

const book: NeuronPlane = {
  weight: [-0.3, 0.4],
  bias: 0.1,
  inputs: [
    [2, -0.5],
    [-1, 1],
    [0.5, 2],
  ],
};
const box: Box = { x: [-3, 3], y: [-2, 2] };
const names = [
  "live side",
  "axes",
  "way",
  "angle",
  "border",
  "arrow",
  "inputs",
  "names",
  "formula",
];
const trace = (neuron: NeuronPlane, name: string) =>
  traces(neuronPlane(neuron))[names.indexOf(name)];
const pointsOf = ({ x, y }: { x: number[]; y: number[] }): Point[] => x.map((u, i) => [u, y[i]!]);

describe("the border", () => {
  test("stands 0.2 from the origin for w = (−0.3, 0.4) and b = 0.1, at a right angle to w", () => {
    const { foot, along, across, ends } = borderOf(book, box)!;
    // ‖w‖ = 0.5, so the distance is 0.1 / 0.5, against the direction of w.
    expect(Math.hypot(...foot)).toBeCloseTo(0.2, 14);
    expect(foot[0]).toBeCloseTo(0.12, 14);
    expect(foot[1]).toBeCloseTo(-0.16, 14);
    expect(along).toEqual([-0.6, 0.8]);
    expect(across).toEqual([0.8, 0.6]);
    // −0.3 x + 0.4 y + 0.1 = 0 meets the upper edge y = 2 at x = 3, the lower y = −2 at x = −7/3.
    expect(ends!.flat().map((c) => Number(c.toFixed(12)))).toEqual([
      ...[-2.333333333333, -2],
      ...[3, 2],
    ]);
  });

  test("is none where w is 0, and out of sight where it misses the box", () => {
    expect(borderOf({ weight: [0, 0], bias: 0.1 }, box)).toBeNull();
    expect(borderOf({ weight: [0, 0.1], bias: 1 }, box)!.ends).toBeNull();
  });
});

const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
const point = fc.tuple(coordinate, coordinate);
const inner = fc.double({ min: -1.9, max: 1.9, noNaN: true });

test("a place lies in the shaded part exactly if w·x + b is above 0 there", () => {
  fc.assert(
    fc.property(point, coordinate, fc.tuple(inner, inner), (weight, bias, [u, v]) => {
      const z = u * weight[0] + v * weight[1] + bias;
      fc.pre(Math.abs(z) > 1e-6);
      const corners = liveCorners({ weight, bias }, box);
      const sides = corners.map(([x, y], i) => {
        const [nextX, nextY] = corners[(i + 1) % corners.length]!;
        return (nextX - x) * (v - y) - (nextY - y) * (u - x);
      });
      const isWithin = corners.length > 0 && sides.every((side) => side > 0);
      expect(isWithin).toBe(z > 0);
    }),
  );
});

describe("neuronPlane", () => {
  test("marks an input as live by the sign of w·x + b, and says its activation", () => {
    fc.assert(
      fc.property(
        point,
        coordinate,
        fc.array(point, { minLength: 3, maxLength: 7 }),
        (w, b, xs) => {
          const inputs = trace({ weight: w, bias: b, inputs: xs }, "inputs");
          xs.forEach(([u, v], i) => {
            const z = u * w[0] + v * w[1] + b;
            expect(inputs.marker.color[i]).toBe(z > 0 ? "#1c1f24" : "#fdfcf9");
            expect(inputs.text[i]).toBe(Math.max(0, z).toFixed(2));
          });
        },
      ),
    );
  });

  test("has the numbers of paper and pencil", () => {
    expect(trace(book, "inputs").text).toEqual(["0.00", "0.80", "0.75"]);
    expect(layoutOf(neuronPlane(book)).meta.table.rows).toEqual([
      [2, -0.5, -0.7, 0],
      [-1, 1, 0.8, 0.8],
      [0.5, 2, 0.75, 0.75],
    ]);
    expect(trace(book, "formula").text).toEqual([
      "<i>z</i> = −0.30 <i>x</i><sub>1</sub> + 0.40 <i>x</i><sub>2</sub> + 0.10",
    ]);
    expect(pointsOf(trace(book, "arrow"))).toEqual([
      [0, 0],
      [-0.6, 0.8],
    ]);
  });

  test("draws the border at a right angle to the arrow, whatever the neuron", () => {
    fc.assert(
      fc.property(point, coordinate, (weight, bias) => {
        fc.pre(Math.hypot(...weight) > 0.01);
        const neuron = { ...book, weight, bias };
        const [from, to] = pointsOf(trace(neuron, "border"));
        if (!from || !to) return;
        const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        const cosine =
          (dx * weight[0] + dy * weight[1]) / Math.hypot(dx, dy) / Math.hypot(...weight);
        expect(cosine).toBeCloseTo(0, 3); // coordinates have five digits
        for (const [x, y] of [from, to]) {
          expect(x * weight[0] + y * weight[1] + bias).toBeCloseTo(0, 3);
        }
      }),
    );
  });

  test.each([
    [0.1, 3, 4],
    [-0.1, 0, 0],
  ])(
    "without a weight and with bias %d is live for %d of 3 inputs, without a border",
    (bias, live, corners) => {
      const neuron = { ...book, weight: [0, 0] as const, bias };
      const { color } = trace(neuron, "inputs").marker;
      expect(color.filter((one: string) => one === "#1c1f24")).toHaveLength(live);
      expect(trace(neuron, "live side").x).toHaveLength(corners);
      for (const name of ["border", "way", "angle", "arrow"])
        expect(trace(neuron, name).x).toEqual([]);
      expect(trace(neuron, "formula").text[0]).toMatch(/, no border$/);
      expect(JSON.stringify(neuronPlane(neuron))).not.toContain("NaN");
    },
  );

  test("has the same unit along both axes on every canvas", () => {
    const { meta, ...page } = layoutOf(neuronPlane(book));
    for (const [width, layout] of [
      [856, page],
      [616, { ...page, ...meta.text.layout }],
      [350, { ...page, ...meta.phone.layout }],
    ]) {
      const { margin, height, xaxis, yaxis } = layout;
      const unit = (pixels: number, [low, high]: number[]): number => pixels / (high! - low!);
      expect(unit(width - margin.l - margin.r, xaxis.range)).toBeCloseTo(
        unit(height - margin.t - margin.b, yaxis.range),
        2,
      );
      // The handles go as far as 2.4 and 2.2.
      expect(Math.min(-xaxis.range[0], xaxis.range[1])).toBeGreaterThan(2.4);
      expect(Math.min(-yaxis.range[0], yaxis.range[1])).toBeGreaterThan(2.2);
    }
  });

  test("keeps its layout while it is moved, so that only the traces are drawn anew", () => {
    const still = ({ meta: _, ...layout }: { meta: unknown }) => layout;
    const moved = neuronPlane({ ...book, weight: [0.7, 0.1], bias: -1 });
    expect(still(layoutOf(moved))).toEqual(still(layoutOf(neuronPlane(book))));
  });

  test("refuses what is no finite number", () => {
    expect(() => neuronPlane({ ...book, weight: [Number.NaN, 0.4] })).toThrow(
      new RangeError("neuronPlane: weight must be two finite numbers, got [NaN, 0.4]"),
    );
    expect(() => neuronPlane({ ...book, inputs: [[1, 2, 3] as never] })).toThrow(
      new RangeError("neuronPlane: input 0 must be two finite numbers, got [1, 2, 3]"),
    );
    expect(() => neuronPlane({ ...book, bias: Number.POSITIVE_INFINITY })).toThrow(
      new RangeError("neuronPlane: bias must be finite, got Infinity"),
    );
  });
});

test("turningNeuron turns the weight vector and keeps its length", () => {
  const { frames, data } = turningNeuron(book);
  expect(frames!.map(({ name }) => name)).toEqual(
    Array.from({ length: 24 }, (_, k) => `${15 * k}°`),
  );
  expect(data).toEqual(neuronPlane(book).data);
  const quarter = frames![6]!;
  const arrow = quarter.data[quarter.traces.indexOf(names.indexOf("arrow"))] as never;
  const tip = pointsOf({ ...(trace(book, "arrow") as object), ...(arrow as object) } as never)[1]!;
  // A quarter turn takes (−0.6, 0.8) to (−0.8, −0.6).
  expect(tip.map((c) => Number(c.toFixed(4)))).toEqual([-0.8, -0.6]);
});
