import { expect, test } from "vitest";
import { type GraphPart, layerGraph } from "../../src/figures/index.js";
import { layoutOf, traces } from "./read.js";

const part = (id: string, column: number, reads: string[], note = ""): GraphPart => {
  return { id, text: `part ${id}`, column, reads, note };
};
const parts = [
  part("a", 0, []),
  part("b", 0, ["a"], "17"),
  part("c", 0, ["b", "a"]),
  part("d", 1, []),
  part("e", 1, ["d", "c"]),
];

test("each part stands above the one before it in its column", () => {
  const [names] = traces(layerGraph(["left", "right"], parts));
  expect(names.text).toEqual(["part a", "part b", "part c", "part d", "part e"]);
  const [a, b, c, d, e] = names.y as number[];
  expect([a! - b!, b! - c!, d! - e!]).toEqual([44, 44, 44]);
  expect(a).toBe(d);
  expect(new Set(names.x as number[]).size).toBe(2);
});

test("there is a line for everything that is read", () => {
  const { shapes, annotations, meta } = layoutOf(layerGraph(["left", "right"], parts)) as {
    shapes: { path: string }[];
    annotations: { text: string }[];
    meta: { table: { rows: string[][] } };
  };
  // a to b and b to c straight up, a to c round the side, d to e, c to e through the gap.
  const turns = shapes.map(({ path }) => path.replace(/[^MHV]/g, ""));
  expect(turns).toEqual(["MV", "MV", "MHVH", "MV", "MHVH"]);
  expect(shapes[4]!.path).toMatch(/H 428 V/); // the gap lies in the middle of 856
  expect(annotations.map(({ text }) => text)).toEqual(["left", "right", "17"]);
  expect(meta.table.rows[2]).toEqual(["left", "part c", "", "part b, part a"]);
});

test("refuses what it cannot draw", () => {
  const refused = (list: GraphPart[]) => () => layerGraph(["left"], list);
  expect(refused([part("a", 0, []), part("a", 0, [])])).toThrow(
    new RangeError('layerGraph: ids must differ, got "a" twice'),
  );
  expect(refused([part("a", 0, ["z"])])).toThrow(
    new RangeError('layerGraph: part "a" must read parts that are listed before it, got "z"'),
  );
  expect(refused([part("a", 1, [])])).toThrow(
    new RangeError('layerGraph: column of part "a" must be one of 1, got 1'),
  );
});
