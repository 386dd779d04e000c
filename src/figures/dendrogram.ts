/**
 * @file A tree of what was joined with what, at which height: the outcome of a clustering.
 *
 * Told in `notebooks/en/02-core-concepts.ipynb`.
 */

import { nameFont } from "./annotations.js";
import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { textWidth } from "./labels.js";
import { checkNumbers, readable, round5 } from "./numbers.js";
import { lightTokens, seriesStyles, template } from "./template.js";

/** One thing that is joined. */
export interface DendrogramLeaf {
  readonly name: string;
  /** the group it belongs to by other knowledge; gives the colour, and a table's column */
  readonly group: string;
}

/** Two nodes become one. */
export interface Merge {
  /** nodes: a leaf by its index, the result of merge `m` by `leaves.length + m` */
  readonly left: number;
  readonly right: number;
  /** how alike they are: the further from 0, the further right they meet; in (0, 1] */
  readonly likeness: number;
}

export interface DendrogramOptions {
  /** what the likeness is, at the end of its axis */
  readonly title: string;
  /** least likeness of the axis, the root's place if that is less alike; defaults to 0.001 */
  readonly least?: number;
}

const rowHeight = 20;
const foot = 46;

/**
 * The leaves in one column, at the right, and the tree that the merges make of them, root at the left;
 * alike stand side by side. The axis is logarithmic.
 *
 * @throws RangeError unless there are 2 to 60 leaves of at most six groups, and one merge fewer, each of
 * two nodes that exist and have not been joined before, with a likeness in (0, 1].
 */
export function dendrogram(
  leaves: readonly DendrogramLeaf[],
  merges: readonly Merge[],
  { title, least = 1e-3 }: DendrogramOptions,
): Figure {
  const where = "dendrogram";
  const n = leaves.length;
  if (n < 2 || n > 60) throw new RangeError(`${where}: needs 2 to 60 leaves, got ${n}`);
  if (merges.length !== n - 1) {
    throw new RangeError(`${where}: ${n} leaves need ${n - 1} merges, got ${merges.length}`);
  }
  checkNumbers(where, "least", [least], { log: true });
  const joined = new Set<number>();
  merges.forEach(({ left, right, likeness }, m) => {
    for (const node of [left, right]) {
      if (!Number.isInteger(node) || node < 0 || node >= n + m || joined.has(node)) {
        throw new RangeError(
          `${where}: merge ${m} must join nodes that exist and are free, got ${left} and ${right}`,
        );
      }
      joined.add(node);
    }
    if (!(likeness > 0 && likeness <= 1)) {
      throw new RangeError(
        `${where}: the likeness of merge ${m} must be in (0, 1], got ${likeness}`,
      );
    }
  });
  const groups = [...new Set(leaves.map(({ group }) => group))];
  const styles = seriesStyles(where, groups.length);
  const colourOf = (group: string): string => styles[groups.indexOf(group)]!.colour;
  const order = orderOf(2 * n - 2, n, merges);
  const rows = order.map((leaf) => leaves[leaf]!);
  const table = {
    columns: ["place", "name", "group", "joins at"],
    rows: rows.map(({ name, group }, place) => {
      const leaf = order[place]!;
      const { likeness } = merges.find(({ left, right }) => left === leaf || right === leaf)!;
      return [place + 1, name, group, Number(likeness.toPrecision(3))];
    }),
  };
  const branches = branchesOf(order, merges, least);
  return forEachCanvas({ table }, (canvas) =>
    lay(canvas, { rows, groups, branches, colourOf, title, least }),
  );
}

/** The leaves under a node, from top to bottom. */
function orderOf(node: number, n: number, merges: readonly Merge[]): number[] {
  if (node < n) return [node];
  const { left, right } = merges[node - n]!;
  return [...orderOf(left, n, merges), ...orderOf(right, n, merges)];
}

/** Each merge as a fork: from the one to the other by way of where they meet. */
function branchesOf(order: readonly number[], merges: readonly Merge[], least: number) {
  const n = order.length;
  const at = order.map((_, leaf) => ({ x: 1, y: order.indexOf(leaf) }));
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  merges.forEach(({ left, right, likeness }, m) => {
    const [a, b] = [at[left]!, at[right]!];
    // never right of what it joins: a tree has no branch that turns back
    const meet = Math.min(Math.max(likeness, least), a.x, b.x);
    x.push(a.x, meet, meet, b.x, null);
    y.push(a.y, a.y, b.y, b.y, null);
    at[n + m] = { x: meet, y: (a.y + b.y) / 2 };
  });
  return { x: x.map((v) => (v === null ? v : round5(v))), y };
}

interface Parts {
  readonly rows: readonly DendrogramLeaf[];
  readonly groups: readonly string[];
  readonly branches: { readonly x: (number | null)[]; readonly y: (number | null)[] };
  readonly colourOf: (group: string) => string;
  readonly title: string;
  readonly least: number;
}

function lay(canvas: Canvas, { rows, branches, colourOf, title, least }: Parts) {
  const right = Math.max(...rows.map(({ name }) => textWidth(name))) + 16;
  const ticks = [least, 0.01, 0.1, 1].filter(
    (tick, i, all) => tick >= least && all.indexOf(tick) === i,
  );
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        x: branches.x,
        y: branches.y,
        line: { color: lightTokens.ink3, width: 1.5, shape: "linear" },
        hoverinfo: "skip",
        cliponaxis: false,
      },
    ],
    layout: {
      template,
      height: rows.length * rowHeight + foot + 10,
      margin: { l: 24, r: right, t: 10, b: foot, pad: 0 },
      xaxis: {
        type: "log",
        range: [Math.log10(least), 0],
        tickvals: ticks,
        ticktext: ticks.map((tick) => readable(tick)),
        title: { text: "" },
      },
      yaxis: { visible: false, range: [rows.length - 0.5, -0.5], fixedrange: true },
      annotations: [
        ...rows.map(({ name, group }, place) => ({
          text: name,
          showarrow: false,
          font: nameFont(colourOf(group)),
          xref: "paper",
          x: 1,
          xanchor: "left",
          xshift: 8,
          y: place,
          yanchor: "middle",
        })),
        {
          text: title,
          showarrow: false,
          font: { color: lightTokens.ink3 },
          xref: "paper",
          yref: "paper",
          x: canvas.name === "phone" ? 0 : 1,
          xanchor: canvas.name === "phone" ? "left" : "right",
          y: 0,
          yshift: -24,
          yanchor: "top",
        },
      ],
    },
  };
}
