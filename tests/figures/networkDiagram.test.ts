import { describe, expect, test } from "vitest";
import { networkDiagram } from "../../src/figures/index.js";
import { annotation, layoutOf, traces, wordsOf } from "./read.js";

const weights = [
  [
    [0.5, -0.25, 1],
    [0.5, 0.126, -1],
  ],
];

describe("networkDiagram", () => {
  test("draws every unit, its number, and every edge", () => {
    const figure = networkDiagram({
      sizes: [2, 3],
      weights,
      units: [
        [1, -0.5],
        [0.123, 7, 1e-9],
      ],
    });
    const units = traces(figure).find(({ name }) => name === "units");
    expect(units.x).toHaveLength(5);
    expect(units.text).toEqual(["1", "−0.5", "0.12", "7", "10<sup>−9</sup>"]);
    const edges = traces(figure).filter(({ mode }) => mode === "lines");
    // Edges of one weight are one trace: ends and a gap for each.
    const points = edges.reduce((sum, { x }) => sum + x.length, 0);
    expect(points).toBe(3 * 6);
    expect(edges).toHaveLength(5);
  });

  test("sets negative weights apart by colour and dash, sizes by width", () => {
    const edges = traces(networkDiagram({ sizes: [2, 3], weights })).filter(
      ({ mode }) => mode === "lines",
    );
    const lines = edges.map(({ line }) => line);
    expect(lines[0]).toEqual({ color: "#0b6e99", width: 1.875, dash: "solid" });
    expect(lines[1]).toEqual({ color: "#d92638", width: 1.3125, dash: "7px,4px" });
    expect(lines[2].width).toBe(3);
  });

  test("writes the weights on the edges where none covers another", () => {
    const figure = networkDiagram({ sizes: [2, 3], weights });
    const numbers = layoutOf(figure).annotations.filter(
      ({ bgcolor }: { bgcolor?: string }) => bgcolor,
    );
    expect(numbers.map(({ text }: { text: string }) => text)).toEqual([
      "0.5",
      "−0.25",
      "1",
      "0.5",
      "0.13",
      "−1",
    ]);
    for (const one of numbers) {
      const near = numbers.filter(
        (other: { x: number; y: number }) =>
          Math.abs(other.x - one.x) < 20 && Math.abs(other.y - one.y) < 15,
      );
      expect(near).toEqual([one]);
    }
    expect(wordsOf(networkDiagram({ sizes: [2, 3], weights, numbers: false }))).toEqual(["2", "3"]);
  });

  test("shortens a number that came as text, leaves other text", () => {
    const units = [
      ["1.3000000000000003", "0.000"],
      ["", "a sum", "-0.25000000000000006"],
    ];
    const figure = networkDiagram({ sizes: [2, 3], units });
    const { text } = traces(figure).find(({ name }) => name === "units");
    expect(text).toEqual(["1.3", "0.000", "", "a sum", "−0.25"]);
  });

  test("draws a path strong and the rest faint", () => {
    const figure = networkDiagram({ sizes: [2, 3], weights, path: [[0, 1, 2]] });
    const colours = traces(figure).flatMap(({ mode, line }) =>
      mode === "lines" ? line.color : [],
    );
    expect(colours.filter((colour) => colour === "#d92638")).toHaveLength(1);
    expect(colours.filter((colour) => colour === "#dfdcd4")).toHaveLength(colours.length - 1);
    expect(annotation(figure, "−1")).toBeDefined();
    expect(annotation(figure, "0.5")).toBeUndefined();
  });

  test("shows a large layer by its first and last units, with dots between", () => {
    const figure = networkDiagram({ sizes: [784, 5], layers: ["pixels", "classes"] });
    const units = traces(figure).find(({ name }) => name === "units");
    expect(units.x).toHaveLength(8 + 5);
    const dots = traces(figure).at(-1);
    expect(dots.marker.size).toBe(3);
    const [fourth, fifth] = [units.y[3], units.y[4]];
    expect(dots.y[1]).toBe((fourth + fifth) / 2);
    expect(wordsOf(figure)).toEqual(["pixels", "classes"]);
  });

  test("tells its weights as a table", () => {
    const { table } = layoutOf(networkDiagram({ sizes: [2, 3], weights })).meta;
    expect(table.columns).toEqual(["from", "to", "weight"]);
    expect(table.rows[1]).toEqual(["2, 1", "3, 2", -0.25]);
    expect(table.rows).toHaveLength(6);
  });

  test("refuses sizes and weights that do not fit", () => {
    const sizes = "networkDiagram: sizes must be whole numbers above 0, got 1.5";
    expect(() => networkDiagram({ sizes: [2, 1.5] })).toThrow(new RangeError(sizes));
    const rows = "networkDiagram: rows of weight 0 and units of layer 0 must be equal, got 2 and 3";
    expect(() => networkDiagram({ sizes: [3, 3], weights })).toThrow(new RangeError(rows));
    const units =
      "networkDiagram: units of layer 1 and what stands in them must be equal, got 3 and 1";
    const wrong = () => networkDiagram({ sizes: [2, 3], units: [[1, 2], [3]] });
    expect(wrong).toThrow(new RangeError(units));
  });
});
