/**
 * @file Heat maps in the drawing page: cells that follow the theme, in place of plotly's picture.
 *
 * Sent to the page as text, like `drawInPage`.
 */

/** The drawing, once plotly has it. */
export interface Graph extends HTMLElement {
  _fullLayout: Record<string, { range: [number, number] } | undefined>;
}

interface Calculated {
  trace: Trace;
  z: (number | null)[][];
  x: number[];
  y: number[];
}

interface Trace {
  index: number;
  type: string;
  xaxis: string;
  yaxis: string;
  colorscale: [number, string][];
  zmin: number;
  zmax: number;
  xgap: number;
  ygap: number;
}

declare const channelsOf: typeof import("../site/client/figureModel.js").channelsOf;
declare const mixtureOf: typeof import("../site/client/figureModel.js").mixtureOf;
declare const tokens: typeof import("../site/client/figureModel.js").palette;

// Plotly paints heat maps into one opaque picture. Cells that follow the theme are drawn instead.
export function drawCells(graph: Graph, prefix: string): void {
  for (const group of graph.querySelectorAll(".heatmaplayer .hm")) {
    const calculated = (group as unknown as { __data__?: Calculated[] }).__data__?.[0];
    const image = group.querySelector("image");
    if (!calculated || !image || calculated.trace.type !== "heatmap") continue;
    const cells = layered(calculated, image, graph, prefix);
    if (cells) image.replaceWith(...cells);
  }
}

function layered(
  calculated: Calculated,
  image: SVGImageElement,
  graph: Graph,
  prefix: string,
): SVGElement[] | null {
  const { trace, z } = calculated;
  const stops = trace.colorscale.map(([at, colour]) => {
    const mixture = mixtureOf(channelsOf(colour)?.[0] ?? [-99, -99, -99], tokens);
    return mixture && { at, variable: mixture[0], share: mixture[1] };
  });
  if (stops.includes(null)) return null;
  const known = stops as { at: number; variable: string; share: number }[];
  const upward = runsAlong(graph, trace.yaxis, calculated.y);
  const rows = (upward ? [...z].reverse() : z).map((row) =>
    runsAlong(graph, trace.xaxis, calculated.x) ? row : [...row].reverse(),
  );
  const layers = new Map<string, (number | null)[][]>();
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      if (value === null || value === undefined) return;
      const { variable, share } = mixtureAt(
        known,
        (value - trace.zmin) / (trace.zmax - trace.zmin),
      );
      if (!layers.has(variable))
        layers.set(
          variable,
          rows.map((r) => r.map(() => null)),
        );
      layers.get(variable)![i]![j] = share;
    });
  });
  const count = rows.length * rows[0]!.length;
  return [...layers].flatMap(([variable, shares], index) =>
    count <= 400
      ? rectangles(variable, shares, image, trace)
      : masked(variable, shares, image, `${prefix}-m${index}-${trace.index}`),
  );
}

// Whether cells follow each other as the axis does, from left to right or from below upward.
function runsAlong(graph: Graph, id: string, places: readonly number[]): boolean {
  const range = graph._fullLayout[id.replace(/^([xy])/, "$1axis")]!.range;
  return range[1] > range[0] === places.at(-1)! >= places[0]!;
}

function mixtureAt(
  stops: readonly { at: number; variable: string; share: number }[],
  position: number,
): { variable: string; share: number } {
  const t = Math.min(1, Math.max(0, position));
  const next = Math.max(
    1,
    stops.findIndex(({ at }) => at >= t),
  );
  const [a, b] = [stops[next - 1]!, stops[next]!];
  const part = b.at === a.at ? 1 : (t - a.at) / (b.at - a.at);
  // Between two colours one of which is the paper, or the paper's share of the same token.
  const share = (of: typeof a): number => (of.variable === "--paper" ? 0 : of.share);
  const variable = a.variable === "--paper" ? b.variable : a.variable;
  return { variable, share: share(a) + (share(b) - share(a)) * part };
}

function rectangles(
  variable: string,
  shares: (number | null)[][],
  image: SVGImageElement,
  { xgap, ygap }: Trace,
): SVGElement[] {
  const box = boxOf(image);
  const [width, height] = [box.width / shares[0]!.length, box.height / shares.length];
  const two = (value: number): string => String(Math.round(value * 100) / 100);
  return shares.flatMap((row, i) =>
    row.flatMap((share, j) => {
      if (share === null || share < 0.002) return [];
      const cell = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      cell.setAttribute("x", two(box.x + j * width + xgap / 2));
      cell.setAttribute("y", two(box.y + i * height + ygap / 2));
      cell.setAttribute("width", two(width - xgap));
      cell.setAttribute("height", two(height - ygap));
      cell.style.fill = `var(${variable})`;
      cell.style.fillOpacity = String(Math.round(share * 1000) / 1000);
      return [cell];
    }),
  );
}

// One pixel for each cell in a mask, and the colour of the theme behind it.
function masked(
  variable: string,
  shares: (number | null)[][],
  image: SVGImageElement,
  id: string,
): SVGElement[] {
  const canvas = document.createElement("canvas");
  canvas.width = shares[0]!.length;
  canvas.height = shares.length;
  const context = canvas.getContext("2d")!;
  const pixels = context.createImageData(canvas.width, canvas.height);
  shares.flat().forEach((share, k) => {
    pixels.data.set([255, 255, 255, Math.round(255 * (share ?? 0))], 4 * k);
  });
  context.putImageData(pixels, 0, 0);
  const make = (name: string): SVGElement =>
    document.createElementNS("http://www.w3.org/2000/svg", name);
  const place = (element: SVGElement): SVGElement => {
    for (const [key, value] of Object.entries(boxOf(image)))
      element.setAttribute(key, String(value));
    return element;
  };
  const picture = place(make("image"));
  picture.setAttribute("href", canvas.toDataURL("image/png"));
  picture.setAttribute("preserveAspectRatio", "none");
  picture.style.imageRendering = "pixelated";
  const mask = make("mask");
  mask.id = id;
  mask.append(picture);
  const paint = place(make("rect"));
  paint.style.fill = `var(${variable})`;
  paint.setAttribute("mask", `url(#${id})`);
  return [mask, paint];
}

function boxOf(image: SVGImageElement): { x: number; y: number; width: number; height: number } {
  const value = (name: string): number => Number(image.getAttribute(name));
  return { x: value("x"), y: value("y"), width: value("width"), height: value("height") };
}

/** The functions above, for the page. */
export const cellScripts: readonly ((...of: never[]) => unknown)[] = [
  runsAlong,
  mixtureAt,
  boxOf,
  rectangles,
  masked,
  layered,
  drawCells,
];
