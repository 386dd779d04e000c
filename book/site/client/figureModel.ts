/**
 * @file What the drawn and the live figure share: sizes, colours, and which part of plotly draws it.
 *
 * Figures come from notebook outputs, so nothing is believed of their shape.
 */

/** A plotly figure as it stands in an output. */
export interface PlotlyFigure {
  data: unknown[];
  layout: object;
  frames?: unknown[];
}

/** A figure that has its size. */
export interface SizedFigure {
  data: Record<string, unknown>[];
  layout: Record<string, unknown> & { width: number; height: number };
  frames: Record<string, unknown>[];
}

export type CanvasName = "page" | "text" | "phone";

/** Pixels that a figure is drawn for. */
export const canvases: Readonly<Record<CanvasName, { width: number; height: number }>> = {
  page: { width: 856, height: 450 },
  text: { width: 616, height: 390 },
  phone: { width: 350, height: 378 },
};

/**
 * The variables of the page for the literal colours of figures, which are those of its light theme,
 * and what they are in the dark one.
 */
export const palette: readonly (readonly [variable: string, light: string, dark: string])[] = [
  ["--paper", "#fdfcf9", "#15171a"],
  ["--ink", "#1c1f24", "#d9d7d1"],
  ["--ink2", "#484c53", "#b0b1b1"],
  ["--ink3", "#6a6e75", "#8d9196"],
  ["--rule", "#dfdcd4", "#303438"],
  ["--s1", "#0b6e99", "#6cc4e8"],
  ["--s2", "#d92638", "#ec7a52"],
  ["--s3", "#00404d", "#4896a0"],
  ["--s4", "#48731c", "#f0dc98"],
  ["--s5", "#502289", "#a27cf7"],
  ["--s6", "#b4396e", "#e0b3a0"],
];

const cartesian = [
  ...["scatter", "bar", "box", "heatmap", "histogram", "histogram2d", "histogram2dcontour"],
  ...["contour", "image", "pie", "scatterternary", "violin"],
];
const space = ["scatter3d", "surface", "mesh3d", "isosurface", "volume", "cone", "streamtube"];

/**
 * The bundle of plotly that draws all traces of a figure.
 *
 * A bundle that does not know a type draws something else or nothing, and says nothing.
 *
 * @throws Error that names the type if there is none.
 */
export function bundleOf({ data }: PlotlyFigure): "cartesian" | "gl3d" {
  const types = data.map((trace) => String(property(trace, "type") ?? "scatter"));
  const inSpace = types.some((type) => space.includes(type));
  const known = inSpace ? [...space, "scatter"] : cartesian;
  const strange = types.find((type) => !known.includes(type));
  if (strange === undefined) return inSpace ? "gl3d" : "cartesian";
  const why = cartesian.includes(strange)
    ? `"${strange}" cannot be drawn together with a trace in space`
    : `no trace type "${strange}" is known`;
  throw new Error(`figure: ${why}`);
}

/** The figure as it is to be drawn on a canvas, in its size. */
export function onCanvas(figure: PlotlyFigure, name: CanvasName): SizedFigure {
  const patch = property(property(figure.layout, "meta"), name);
  const patches = property(patch, "data");
  const changed: Record<string, unknown> = {
    ...figure.layout,
    ...object(property(patch, "layout")),
  };
  const { width, height } = canvases[name];
  const asked = changed.height;
  return {
    data: figure.data.map((trace, i) => ({ ...object(trace), ...object(property(patches, i)) })),
    layout: {
      ...changed,
      autosize: false,
      width,
      height: typeof asked === "number" && asked > 0 && asked < 4000 ? asked : height,
    },
    frames: (Array.isArray(figure.frames) ? figure.frames : []).map((frame) => {
      const own = property(property(property(frame, "layout"), "meta"), name);
      const changes = property(own, "data");
      const traces = property(frame, "data");
      return {
        ...object(frame),
        data: (Array.isArray(traces) ? traces : []).map((trace, i) => {
          const index = Number(property(property(frame, "traces"), i) ?? i);
          return { ...object(trace), ...object(property(changes, index)) };
        }),
        layout: { ...object(property(frame, "layout")), ...object(property(own, "layout")) },
      };
    }),
  };
}

/** A property of anything; `undefined` where there is none. */
export function property(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined;
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** Red, green and blue of a literal colour, and its opacity; `null` for any other text. */
export function channelsOf(colour: string): [rgb: number[], opacity: number] | null {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour);
  if (hex) return [hex.slice(1).map((pair) => Number.parseInt(pair, 16)), 1];
  const list = /^rgba?\(([^)]*)\)$/i.exec(colour)?.[1];
  const numbers = list
    ?.split(/[ ,/]+/)
    .filter(Boolean)
    .map(Number);
  if (!numbers || numbers.length < 3 || numbers.some(Number.isNaN)) return null;
  return [numbers.slice(0, 3), numbers[3] ?? 1];
}

/**
 * A colour as so much of a token over paper: `["--s1", 0.42]`; `null` if it is no such mixture.
 *
 * Like `channelsOf` it is self-contained, because both also run within the drawing page.
 *
 * @param channels - red, green, blue in [0, 255]
 */
export function mixtureOf(
  channels: readonly number[],
  tokens: readonly (readonly [string, string, string])[],
): [variable: string, share: number] | null {
  const rgb = (hex: string): number[] =>
    [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const paper = rgb(tokens[0]![1]);
  let best: { variable: string; share: number; error: number } | null = null;
  for (const [variable, hex] of tokens) {
    const along = rgb(hex).map((c, i) => c - paper[i]!);
    const length = along.reduce((sum, c) => sum + c * c, 0);
    const dot = along.reduce((sum, c, i) => sum + c * (channels[i]! - paper[i]!), 0);
    const share = length === 0 ? 1 : Math.min(1, Math.max(0, dot / length));
    const error = Math.hypot(...along.map((c, i) => paper[i]! + share * c - channels[i]!));
    // A token itself before a mixture with another that happens to pass near it.
    const cost = error + (share === 1 ? 0 : 0.5);
    if (error < 2.5 && (!best || cost < best.error)) best = { variable, share, error: cost };
  }
  return best && [best.variable, best.share];
}

/** The same value with every colour of the light theme replaced by that of the dark one. */
export function inDark<T>(value: T): T {
  if (typeof value === "string") return darkened(value) as T;
  if (Array.isArray(value)) return value.map(inDark) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inDark(part)])) as T;
}

function darkened(text: string): string {
  if (!text.includes("#") && !text.includes("rgb")) return text;
  return text.replace(/#[\da-f]{6}\b|rgba?\([\d., ]+\)/gi, (colour) => {
    const channels = channelsOf(colour);
    const mixture = channels && mixtureOf(channels[0], palette);
    if (!mixture) return colour;
    const [variable, share] = mixture;
    const dark = (name: string): number[] =>
      channelsOf(palette.find(([other]) => other === name)![2])![0];
    const paper = dark("--paper");
    const rgb = dark(variable).map((c, i) => Math.round(paper[i]! + share * (c - paper[i]!)));
    const opacity = channels[1];
    return opacity < 1 ? `rgba(${rgb.join(",")},${opacity})` : `rgb(${rgb.join(",")})`;
  });
}
