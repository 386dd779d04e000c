/** @file The same map as a surface in space, with the paths lying on it. */

import { nameFont, wordsFromTop } from "./annotations.js";
import type { Canvas } from "./figure.js";
import { round5 } from "./numbers.js";
import type { DescentPath, SurfaceParts } from "./surfaceWithPaths.js";
import { lightTokens, type SeriesStyle, template, tint } from "./template.js";

/** Traces `surface` and `scatter3d`; plotly draws them with its three-dimensional part. */
export function surfaceInSpace(
  canvas: Canvas,
  parts: SurfaceParts,
): { data: object[]; layout: object } {
  const { options, styles, as, bs, heights } = parts;
  const axis = {
    showbackground: false,
    showspikes: false,
    gridcolor: lightTokens.rule,
    zerolinecolor: lightTokens.rule,
    tickfont: { color: lightTokens.ink3, size: 12 },
    nticks: 5,
  };
  const title = (text: string): object => ({
    title: { text, font: { color: lightTokens.ink3, size: 14 } },
  });
  return {
    data: [
      {
        type: "surface",
        x: as.map(round5),
        y: bs.map(round5),
        z: heights.map((row) => row.map((height) => Number(height.toPrecision(4)))),
        colorscale: [
          [0, lightTokens.paper],
          [1, tint(lightTokens.ink3, 0.55)],
        ],
        showscale: false,
        lighting: { ambient: 0.9, diffuse: 0.3, specular: 0, roughness: 1 },
        contours: {
          z: { show: true, usecolormap: false, color: lightTokens.paper, width: 1 },
        },
        hovertemplate: "%{x:.3~g}, %{y:.3~g}: %{z:.3~g}<extra></extra>",
      },
      ...options.paths.map((path, i) =>
        pathOn(path, styles[i]!, options.loss, options.log ?? false),
      ),
    ],
    layout: {
      template,
      height: canvas.height,
      margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
      shapes: styles.map(sampleOf),
      annotations: options.paths.map(({ name }, i) => nameOf(name, styles[i]!, i)),
      scene: {
        xaxis: { ...axis, ...title(options.a.title), range: options.a.range },
        yaxis: { ...axis, ...title(options.b.title), range: options.b.range },
        zaxis: { ...axis, ...title(options.log ? "log<sub>10</sub> loss" : "loss") },
        aspectmode: "manual",
        aspectratio: { x: 1.2, y: 1.2, z: 0.7 },
        camera: cameraOn(canvas),
      },
    },
  };
}

function pathOn(
  { name, points }: DescentPath,
  { colour, dash }: SeriesStyle,
  loss: (a: number, b: number) => number,
  log: boolean,
): object {
  const heights = points.map(([a, b]) => loss(a, b));
  return {
    type: "scatter3d",
    mode: "lines",
    name,
    x: points.map(([a]) => round5(a)),
    y: points.map(([, b]) => round5(b)),
    z: heights.map((height) => round5(log ? Math.log10(height) : height)),
    line: { color: colour, width: 6, dash: spaceDash[dash] ?? "solid" },
    hovertemplate: "%{x:.3~g}, %{y:.3~g}: %{z:.3~g}<extra>%{fullData.name}</extra>",
  };
}

// Lines in space have dashes of their own.
const spaceDash: Record<string, string> = {
  "7px,4px": "dash",
  "1.5px,4px": "dot",
  "12px,4px": "longdash",
  "12px,4px,2px,4px": "dashdot",
  "4px,2px": "longdashdot",
};

/** Pixels from one name to the next. */
const pitch = 22;

function nameOf(name: string, { colour }: SeriesStyle, i: number): object {
  return wordsFromTop(name, nameFont(colour), { x: 0, xshift: 34, yshift: -12 - pitch * i });
}

// A piece of the path before its name.
function sampleOf({ colour, dash }: SeriesStyle, i: number): object {
  const y = -12 - pitch * i;
  return {
    type: "line",
    xref: "paper",
    xsizemode: "pixel",
    xanchor: 0,
    x0: 0,
    x1: 26,
    yref: "paper",
    ysizemode: "pixel",
    yanchor: 1,
    y0: y,
    y1: y,
    line: { color: colour, width: 2, dash },
  };
}

// A narrow canvas is seen from farther away.
function cameraOn({ name }: Canvas): object {
  const far = name === "phone" ? 1.3 : 1;
  return {
    eye: { x: 1.1 * far, y: -1.3 * far, z: 0.95 * far },
    center: { x: 0, y: 0, z: -0.15 },
  };
}
