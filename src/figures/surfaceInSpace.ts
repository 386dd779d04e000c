/** @file The same map as a surface in space, with the paths lying on it. */

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
          [1, lightTokens.series[0]!],
        ],
        showscale: false,
        opacity: 0.92,
        lighting: { ambient: 0.9, diffuse: 0.3, specular: 0, roughness: 1 },
        contours: {
          z: { show: true, usecolormap: false, color: tint(lightTokens.ink3, 0.5), width: 1 },
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
  { colour }: SeriesStyle,
  loss: (a: number, b: number) => number,
  log: boolean,
): object {
  const heights = points.map(([a, b]) => loss(a, b));
  return {
    type: "scatter3d",
    mode: "lines+text",
    name,
    x: points.map(([a]) => round5(a)),
    y: points.map(([, b]) => round5(b)),
    z: heights.map((height) => round5(log ? Math.log10(height) : height)),
    text: points.map((_, i) => (i === points.length - 1 ? name : "")),
    textposition: "top center",
    textfont: { color: colour, size: 14, weight: 600 },
    line: { color: colour, width: 6 },
    hovertemplate: "%{x:.3~g}, %{y:.3~g}: %{z:.3~g}<extra>%{fullData.name}</extra>",
  };
}

// A narrow canvas is seen from farther away.
function cameraOn({ name }: Canvas): object {
  const far = name === "phone" ? 1.5 : 1;
  return {
    eye: { x: 1.1 * far, y: -1.3 * far, z: 0.95 * far },
    center: { x: 0, y: 0, z: -0.15 },
  };
}
