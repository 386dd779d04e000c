/** @file Where a classifier says which class, with the points that it learned from. */

import {
  type AxisOptions,
  axisTitles,
  leftPad,
  makeScale,
  type Scale,
  tickCounts,
  xAxis,
  yAxis,
} from "./axes.js";
import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { spread, textWidth } from "./labels.js";
import { checkEqual, checkNumbers, round5 } from "./numbers.js";
import { faded, lightTokens, type SeriesStyle, seriesStyles, template } from "./template.js";

/** A labelled point of the plane. */
export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  /** index of its class */
  readonly label: number;
}

/** What a decision boundary shows. */
export interface DecisionBoundary {
  /** probability of class 1 (two classes), or a list with the probability of each class */
  readonly predict: (x: number, y: number) => number | ArrayLike<number>;
  readonly x: AxisOptions & { readonly range: readonly [number, number] };
  readonly y: AxisOptions & { readonly range: readonly [number, number] };
  readonly points: readonly LabelledPoint[];
  /** A word for each class, two to six; defaults to "class 0" and "class 1". */
  readonly classes?: readonly string[];
  /** Places at which `predict` is asked along each axis; defaults to 61. */
  readonly steps?: number;
}

/**
 * The plane in the pale colour of the most probable class, the line where two are equal, the points.
 *
 * @throws RangeError if a prediction is not finite, or a label has no class.
 */
export function decisionBoundary(options: DecisionBoundary): Figure {
  const where = "decisionBoundary";
  const { predict, x, y, points, classes = ["class 0", "class 1"], steps = 61 } = options;
  const styles = seriesStyles(where, classes.length);
  if (!Number.isInteger(steps) || steps < 2) {
    throw new RangeError(`${where}: steps must be a whole number above 1, got ${steps}`);
  }
  for (const { label } of points) {
    if (!classes[label]) {
      throw new RangeError(
        `${where}: label must be one of ${classes.length} classes, got ${label}`,
      );
    }
  }
  const xs = places(x.range, steps);
  const ys = places(y.range, steps);
  const leads = leadOfEachClass(where, predict, xs, ys, classes.length);
  return forEachCanvas({ x: x.title, y: y.title }, (canvas) => {
    const counts = tickCounts(canvas);
    const scaleX = makeScale(where, x, x.range, { count: counts.x, toTicks: false });
    const scaleY = makeScale(where, y, y.range, { count: counts.y, toTicks: false });
    return lay(canvas, { scaleX, scaleY, xs, ys, leads, points, classes, styles });
  });
}

interface Parts {
  readonly scaleX: Scale;
  readonly scaleY: Scale;
  readonly xs: number[];
  readonly ys: number[];
  readonly leads: number[][][];
  readonly points: readonly LabelledPoint[];
  readonly classes: readonly string[];
  readonly styles: readonly SeriesStyle[];
}

function lay(canvas: Canvas, parts: Parts): { data: object[]; layout: object } {
  const { scaleX, scaleY, leads, classes, styles } = parts;
  const pad = leftPad(scaleY);
  const onPhone = canvas.name === "phone";
  const widest = Math.ceil(Math.max(...classes.map((name) => textWidth(name) * 1.05))) + 30;
  const right = onPhone ? 14 : Math.max(canvas.name === "page" ? 150 : 0, widest);
  const margin = { l: 0, r: right, t: onPhone ? 52 : 30, b: 48, pad: 0 };
  const width = canvas.width - margin.r;
  const height = canvas.height - margin.t - margin.b;
  return {
    data: [...leads.map((z, c) => region(z, c, parts)), ...classes.map((_, c) => marked(c, parts))],
    layout: {
      template,
      height: canvas.height,
      margin,
      xaxis: xAxis(scaleX, { pad, width }),
      yaxis: { ...yAxis(scaleY), showgrid: false },
      annotations: [
        ...axisTitles(scaleX, scaleY, pad),
        ...(onPhone
          ? namesAbove(classes, styles, pad)
          : namesBeside(classes, styles, parts.points, scaleY, height)),
      ],
    },
  };
}

function region(z: number[][], c: number, { xs, ys, styles }: Parts): object {
  return {
    type: "contour",
    x: xs.map(round5),
    y: ys.map(round5),
    z,
    autocontour: false,
    contours: { type: "constraint", operation: ">", value: 0 },
    fillcolor: faded(styles[c]!.colour, 0.16),
    line: { color: lightTokens.ink2, width: c === 0 ? 1.5 : 0 },
    showscale: false,
    hoverinfo: "skip",
  };
}

function marked(c: number, { points, classes, styles }: Parts): object {
  const mine = points.filter(({ label }) => label === c);
  const { colour, symbol } = styles[c]!;
  return {
    type: "scatter",
    mode: "markers",
    name: classes[c],
    x: mine.map(({ x }) => round5(x)),
    y: mine.map(({ y }) => round5(y)),
    marker: {
      symbol,
      size: 8,
      color: lightTokens.paper,
      line: { color: colour, width: 2 },
      opacity: 1,
    },
    hovertemplate: "%{x:.3~g}, %{y:.3~g}<extra>%{fullData.name}</extra>",
  };
}

function namesBeside(
  classes: readonly string[],
  styles: readonly SeriesStyle[],
  points: readonly LabelledPoint[],
  scaleY: Scale,
  height: number,
): object[] {
  // Each name at the mean height of its points, in the order of the plane.
  const heights = classes.map((_, c) => {
    const mine = points.filter(({ label }) => label === c);
    const mean = mine.reduce((sum, { y }) => sum + y, 0) / (mine.length || 1);
    return height * (1 - (mean - scaleY.low) / (scaleY.high - scaleY.low));
  });
  const at = spread(heights, { gap: 26, low: 10, high: height - 10 });
  return classes.map((name, c) => ({
    ...named(name, c, styles),
    x: 1,
    xanchor: "left",
    xshift: 12,
    y: 1,
    yanchor: "middle",
    yshift: -Math.round(at[c]!),
  }));
}

function namesAbove(
  classes: readonly string[],
  styles: readonly SeriesStyle[],
  pad: number,
): object[] {
  let from = pad;
  return classes.map((name, c) => {
    const xshift = Math.round(from);
    from += textWidth(`${marks[c]} ${name}`) * 1.05 + 18;
    return {
      ...named(name, c, styles),
      x: 0,
      xanchor: "left",
      xshift,
      y: 1,
      yanchor: "bottom",
      yshift: 24,
    };
  });
}

const marks = ["○", "□", "◇", "+", "△", "×"];

function named(name: string, c: number, styles: readonly SeriesStyle[]): object {
  return {
    text: `${marks[c]} ${name}`,
    showarrow: false,
    font: { color: styles[c]!.colour, weight: 600 },
    xref: "paper",
    yref: "paper",
  };
}

function places([low, high]: readonly [number, number], steps: number): number[] {
  return Array.from({ length: steps }, (_, i) => low + ((high - low) * i) / (steps - 1));
}

// For each class its probability less that of the best other one: above 0 where it wins.
function leadOfEachClass(
  where: string,
  predict: DecisionBoundary["predict"],
  xs: readonly number[],
  ys: readonly number[],
  classes: number,
): number[][][] {
  const asked = ys.map((y) =>
    xs.map((x) => {
      const answer = predict(x, y);
      const shares = typeof answer === "number" ? [1 - answer, answer] : Array.from(answer);
      checkEqual(where, "classes and probabilities", classes, shares.length);
      checkNumbers(where, `prediction at (${x}, ${y})`, shares);
      return shares;
    }),
  );
  return Array.from({ length: classes }, (_, c) =>
    asked.map((row) =>
      row.map((shares) => {
        const others = shares.filter((_, i) => i !== c);
        return Number((shares[c]! - Math.max(...others)).toPrecision(3));
      }),
    ),
  );
}
