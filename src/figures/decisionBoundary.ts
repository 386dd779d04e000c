/** @file Where a classifier says which class, with the points that it learned from. */

import { type FromTop, nameFont, wordsFromTop } from "./annotations.js";
import {
  type AxisOptions,
  axisTitles,
  fraction,
  leftPad,
  makeScale,
  type Scale,
  tickCounts,
  xAxis,
  yAxis,
} from "./axes.js";
import { base64 } from "./base64.js";
import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { spread, textWidth } from "./labels.js";
import { checkEqual, checkNumbers, evenly, round5 } from "./numbers.js";
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
  const xs = evenly(x.range, steps);
  const ys = evenly(y.range, steps);
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
  readonly leads: Uint8Array[];
  readonly points: readonly LabelledPoint[];
  readonly classes: readonly string[];
  readonly styles: readonly SeriesStyle[];
}

function lay(canvas: Canvas, parts: Parts): { data: object[]; layout: object } {
  const { scaleX, scaleY, leads, classes, styles } = parts;
  const pad = leftPad(scaleY);
  const onPhone = canvas.name === "phone";
  const widest = Math.ceil(Math.max(...classes.map((name) => textWidth(name) * 1.05))) + 34;
  const right = onPhone ? 14 : Math.max(canvas.name === "page" ? 150 : 0, widest);
  const margin = { l: 0, r: right, t: onPhone ? 52 : 30, b: 48, pad: 0 };
  const width = canvas.width - margin.r;
  const named = namePlaces(canvas, parts, pad, canvas.height - margin.t - margin.b);
  return {
    data: [...leads.map((z, c) => region(z, c, parts)), ...classes.map((_, c) => marked(c, parts))],
    layout: {
      template,
      height: canvas.height,
      margin,
      xaxis: xAxis(scaleX, { pad, width }),
      yaxis: { ...yAxis(scaleY, canvas.height), showgrid: false, ticklabelposition: "inside" },
      shapes: named.map((place, c) => signOf(styles[c]!, place)),
      annotations: [
        ...axisTitles(scaleX, scaleY, pad),
        ...named.map((place, c) =>
          wordsFromTop(classes[c]!, nameFont(styles[c]!.colour), {
            ...place,
            xshift: place.xshift + 14,
          }),
        ),
      ],
    },
  };
}

function region(z: Uint8Array, c: number, { xs, ys, styles }: Parts): object {
  return {
    type: "contour",
    x: xs.map(round5),
    y: ys.map(round5),
    z: { dtype: "i2", bdata: base64(z), shape: `${ys.length}, ${xs.length}` },
    autocontour: false,
    // Plotly fills where the condition does not hold.
    contours: { type: "constraint", operation: "<", value: 0 },
    fillcolor: faded(styles[c]!.colour, 0.16),
    line: { color: lightTokens.ink2, width: 1, smoothing: 0 },
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

// On a wide page each name at the mean height of its points, else all in a row above.
function namePlaces(canvas: Canvas, parts: Parts, pad: number, height: number): FromTop[] {
  const { classes, points, scaleY } = parts;
  if (canvas.name === "phone") {
    let next = pad;
    return classes.map((name) => {
      const xshift = Math.round(next);
      next += textWidth(name) * 1.05 + 40;
      return { x: 0, xshift, yshift: 34 };
    });
  }
  const heights = classes.map((_, c) => {
    const mine = points.filter(({ label }) => label === c);
    const mean = mine.reduce((sum, { y }) => sum + y, 0) / (mine.length || 1);
    return height * (1 - fraction(scaleY, mean));
  });
  return spread(heights, { gap: 26, low: 10, high: height - 10 }).map((y) => ({
    x: 1,
    xshift: 14,
    yshift: 0 - Math.round(y),
  }));
}

// The marker of a class before its name, so that colour is not all that joins them.
function signOf({ colour, symbol }: SeriesStyle, { x, xshift, yshift }: FromTop): object {
  const at = {
    ...{ xref: "paper", xsizemode: "pixel", xanchor: x, yref: "paper", ysizemode: "pixel" },
    ...{ yanchor: 1, fillcolor: lightTokens.paper, line: { color: colour, width: 2 } },
  };
  const [left, right, low, high] = [xshift, xshift + 8, yshift - 4, yshift + 4];
  if (symbol === "circle") return { ...at, type: "circle", x0: left, x1: right, y0: low, y1: high };
  if (symbol === "square") return { ...at, type: "rect", x0: left, x1: right, y0: low, y1: high };
  const [centre, middle] = [xshift + 4, yshift];
  const paths: Record<string, string> = {
    diamond: `M${centre} ${high + 1}L${right + 1} ${middle}L${centre} ${low - 1}L${left - 1} ${middle}Z`,
    cross: `M${left} ${middle}H${right}M${centre} ${low}V${high}`,
    "triangle-up": `M${left} ${low}L${right} ${low}L${centre} ${high}Z`,
    x: `M${left} ${low}L${right} ${high}M${left} ${high}L${right} ${low}`,
  };
  return { ...at, type: "path", path: paths[symbol] };
}

// For each class its probability less that of the best other one: above 0 where it wins. Only the
// sign and the slope there matter, so sixteen bits a place are enough.
function leadOfEachClass(
  where: string,
  predict: DecisionBoundary["predict"],
  xs: readonly number[],
  ys: readonly number[],
  classes: number,
): Uint8Array[] {
  const leads = Array.from(
    { length: classes },
    () => new DataView(new ArrayBuffer(2 * xs.length * ys.length)),
  );
  ys.forEach((y, i) => {
    xs.forEach((x, j) => {
      const answer = predict(x, y);
      const shares = typeof answer === "number" ? [1 - answer, answer] : Array.from(answer);
      checkEqual(where, "classes and probabilities", classes, shares.length);
      checkNumbers(where, `prediction at (${x}, ${y})`, shares);
      leads.forEach((view, c) => {
        const best = Math.max(...shares.filter((_, other) => other !== c));
        const lead = Math.max(-1, Math.min(1, shares[c]! - best));
        view.setInt16(2 * (i * xs.length + j), Math.round(32_767 * lead), true);
      });
    });
  });
  return leads.map(({ buffer }) => new Uint8Array(buffer));
}
