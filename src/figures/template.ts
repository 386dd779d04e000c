/**
 * @file The look of every figure: colours, line styles and plotly's template.
 *
 * Figures carry the literal colours of the light theme on an opaque paper, so that they are legible
 * in any notebook; the book replaces each by its variable. Order, dash and marker go together, so
 * that hue never speaks alone.
 */

/** The colours of one theme. */
export interface Tokens {
  readonly paper: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly rule: string;
  /** one colour for each series, in order */
  readonly series: readonly string[];
}

/** What figures are made of; every colour of a figure is one of these or a mixture with the paper. */
export const lightTokens: Tokens = {
  paper: "#fdfcf9",
  ink: "#1c1f24",
  ink2: "#484c53",
  ink3: "#6a6e75",
  rule: "#dfdcd4",
  series: ["#0b6e99", "#d92638", "#00404d", "#48731c", "#502289", "#b4396e"],
};

/** The same places in the dark theme. */
export const darkTokens: Tokens = {
  paper: "#15171a",
  ink: "#d9d7d1",
  ink2: "#b0b1b1",
  ink3: "#8d9196",
  rule: "#303438",
  series: ["#6cc4e8", "#ec7a52", "#4896a0", "#f0dc98", "#a27cf7", "#e0b3a0"],
};

/** How one series looks: colour, dash and marker together. */
export interface SeriesStyle {
  readonly colour: string;
  readonly dash: string;
  readonly symbol: string;
}

const dashes = ["solid", "7px,4px", "1.5px,4px", "12px,4px", "12px,4px,2px,4px", "4px,2px"];
const symbols = ["circle", "square", "diamond", "cross", "triangle-up", "x"];

/** The number of series that can be told apart. */
const seriesLimit = 6;

/** @throws RangeError unless there are at most six series. */
export function seriesStyles(where: string, count: number): SeriesStyle[] {
  if (count > seriesLimit) {
    throw new RangeError(`${where}: at most ${seriesLimit} series can be told apart, got ${count}`);
  }
  return Array.from({ length: count }, (_, i) => ({
    colour: lightTokens.series[i]!,
    dash: dashes[i]!,
    symbol: symbols[i]!,
  }));
}

/** `rgba(r, g, b, opacity)` of a token: the paper shows through. */
export function faded(token: string, opacity: number): string {
  const channel = (at: number): number => Number.parseInt(token.slice(at, at + 2), 16);
  return `rgba(${channel(1)},${channel(3)},${channel(5)},${opacity})`;
}

/** The colour `share` of the way from the paper to `token`, share in [0, 1]. */
export function tint(token: string, share: number): string {
  const channel = (colour: string, at: number): number =>
    Number.parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) =>
    Math.round(channel(lightTokens.paper, at) * (1 - share) + channel(token, at) * share)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${mixed.join("")}`;
}

const fontFamily = '"Book Sans", "Source Sans 3", system-ui, sans-serif';

/** Plotly's template; give it to a figure of your own as `layout.template`. */
export const template: { layout: object } = {
  layout: {
    paper_bgcolor: lightTokens.paper,
    plot_bgcolor: lightTokens.paper,
    font: { family: fontFamily, size: 14, color: lightTokens.ink2 },
    colorway: lightTokens.series,
    showlegend: false,
    dragmode: false,
    hovermode: "closest",
    hoverlabel: {
      bgcolor: lightTokens.paper,
      bordercolor: lightTokens.ink3,
      font: { family: fontFamily, size: 14, color: lightTokens.ink },
    },
    margin: { l: 46, r: 150, t: 30, b: 48, pad: 0 },
    xaxis: {
      showgrid: false,
      showline: false,
      zeroline: false,
      ticks: "outside",
      ticklen: 5,
      tickcolor: lightTokens.ink3,
      tickfont: { color: lightTokens.ink3 },
      exponentformat: "power",
      fixedrange: true,
      spikecolor: lightTokens.ink3,
      spikethickness: 1,
      spikedash: "solid",
    },
    yaxis: {
      gridcolor: lightTokens.rule,
      gridwidth: 1,
      showline: false,
      zeroline: false,
      ticks: "",
      ticklabelposition: "inside top",
      ticklabeloverflow: "allow",
      tickfont: { color: lightTokens.ink3 },
      exponentformat: "power",
      fixedrange: true,
    },
    annotationdefaults: { showarrow: false, borderpad: 0, borderwidth: 0 },
  },
};
