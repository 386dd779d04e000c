/**
 * @file What runs within the drawing page: plotly draws, the picture is cleaned and coloured anew.
 *
 * These functions are sent there as text, so they use only each other, the globals of a page and
 * what `scripts` lists.
 */

/** The parts of plotly that are used here. */
interface Plotly {
  newPlot(node: HTMLElement, data: unknown[], layout: object, config: object): Promise<Graph>;
  purge(node: HTMLElement): void;
}

interface Graph extends HTMLElement {
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

declare const Plotly: Plotly;
declare const DOMPurify: { sanitize(svg: string, options: object): string };
declare const channelsOf: typeof import("../site/client/figureModel.js").channelsOf;
declare const mixtureOf: typeof import("../site/client/figureModel.js").mixtureOf;
declare const tokens: typeof import("../site/client/figureModel.js").palette;

/** What is to be drawn. */
export interface Order {
  data: unknown[];
  layout: { width: number; height: number };
  /** begins the ids in the picture */
  prefix: string;
  /** true if another drawing of the figure was compared with its bare axes already */
  mayBeBlank: boolean;
}

/** The picture as SVG for either theme; an error if it shows no more than its axes. */
export async function drawFlat({ data, layout, prefix, mayBeBlank }: Order): Promise<string> {
  const svg = async (traces: unknown[]): Promise<string> => {
    const node = document.body.appendChild(document.createElement("div"));
    try {
      const graph = await Plotly.newPlot(node, traces, structuredClone(layout), {
        staticPlot: true,
      });
      return cleaned(collected(graph, layout, prefix));
    } finally {
      Plotly.purge(node);
      node.remove();
    }
  };
  const drawn = await svg(structuredClone(data));
  if (mayBeBlank) return drawn;
  if (drawn === (await svg([]))) throw new Error("nothing but axes was drawn");
  return drawn;
}

// All layers of plotly's drawing in one new element, without what only a pointer needs.
function collected(graph: Graph, layout: Order["layout"], prefix: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const { width, height } = layout;
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  drawCells(graph, prefix);
  for (const layer of graph.querySelectorAll(".svg-container .main-svg")) {
    for (const child of [...layer.children]) svg.append(child.cloneNode(true));
  }
  for (const useless of svg.querySelectorAll(".draglayer, .hoverlayer, .crisp.bg, rect.bg")) {
    if (!useless.closest(".annotation, .colorbar")) useless.remove();
  }
  recolour(svg);
  strip(svg);
  rename(svg, prefix);
  return svg;
}

// Plotly paints heat maps into one opaque picture. Cells that follow the theme are drawn instead.
function drawCells(graph: Graph, prefix: string): void {
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

// Every literal colour of the light theme becomes its variable, or a mixture of it with the paper.
function recolour(svg: SVGSVGElement): void {
  const renamed = (colour: string): string | null => {
    const channels = channelsOf(colour);
    const mixture = channels && mixtureOf(channels[0], tokens);
    if (!mixture) return null;
    const [variable, share] = mixture;
    if (share > 0.995) return `var(${variable})`;
    return share < 0.005
      ? "var(--paper)"
      : `color-mix(in srgb, var(${variable}) ${Math.round(share * 1000) / 10}%, var(--paper))`;
  };
  for (const element of svg.querySelectorAll<SVGElement>("*")) {
    for (const property of ["fill", "stroke", "stop-color"]) {
      const colour = element.style.getPropertyValue(property) || element.getAttribute(property);
      const variable = colour && renamed(colour);
      if (!variable) continue;
      element.removeAttribute(property);
      element.style.setProperty(property, variable);
      const opacity = channelsOf(colour)![1];
      if (opacity < 1) {
        const name = property === "stop-color" ? "stop-opacity" : `${property}-opacity`;
        const before = element.style.getPropertyValue(name) || "1";
        element.style.setProperty(name, String(Math.round(Number(before) * opacity * 1000) / 1000));
      }
    }
  }
}

// What says nothing, and what the page itself says better: fonts, classes, plotly's own notes.
function strip(svg: SVGSVGElement): void {
  const kept = new Set([
    ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"],
    ...["stroke-linecap", "stroke-linejoin", "stop-color", "stop-opacity", "opacity"],
    ...["font-size", "font-weight", "font-style", "image-rendering"],
  ]);
  const usual = new Set(["fill-opacity:1", "stroke-opacity:1", "opacity:1", "font-weight:400"]);
  for (const element of svg.querySelectorAll<SVGElement>("*")) {
    const styles = [...element.style].flatMap((name) => {
      const value = element.style.getPropertyValue(name).trim();
      const isUsual = usual.has(`${name}:${value}`) || value === "normal" || value === "initial";
      // 400 and 14px say nothing in a text, but much in a part of one.
      const leadsOut = /url\(\s*["']?(?!["']?#)/i.test(value);
      if (!kept.has(name) || leadsOut || (isUsual && element.tagName !== "tspan")) return [];
      return name === "font-size" && value === "14px" && element.tagName === "text"
        ? []
        : [`${name}:${value}`];
    });
    if (element.style.fontStyle === "italic") styles.push("font-family:var(--serif)");
    for (const { name } of [...element.attributes]) {
      if (/^(class|style|data-.*|vector-effect|shape-rendering|xml:space)$/.test(name)) {
        element.removeAttribute(name);
      }
    }
    if (styles.length > 0) element.setAttribute("style", styles.join(";"));
  }
  const ghost = "rect[style*='stroke-opacity:0'][style*='fill-opacity:0']";
  const empty = `${ghost}, g:empty, defs:empty, text:empty, rect[width='0'], rect[height='0']`;
  for (
    let found = svg.querySelectorAll(empty);
    found.length > 0;
    found = svg.querySelectorAll(empty)
  ) {
    for (const element of found) element.remove();
  }
  for (const path of svg.querySelectorAll("path")) {
    const d = path.getAttribute("d") ?? "";
    // A tenth of a pixel is finer than a screen.
    path.setAttribute(
      "d",
      d.replace(/-?\d+\.\d{2,}/g, (n) => String(Math.round(Number(n) * 10) / 10)),
    );
    if (d === "" || d === "M0,0") path.remove();
  }
}

// Ids that no other picture of the page has, and only those that something uses.
function rename(svg: SVGSVGElement, prefix: string): void {
  const names = new Map<string, string>();
  const uses = [...svg.querySelectorAll("*")].flatMap((element) =>
    [...element.attributes].flatMap(({ value }) =>
      [...value.matchAll(/url\(["']?#([^"')]+)["']?\)/g)].map((found) => found[1]!),
    ),
  );
  for (const element of svg.querySelectorAll("[id]")) {
    if (!uses.includes(element.id)) {
      element.removeAttribute("id");
      if (/^(clippath|lineargradient)$/i.test(element.tagName)) element.remove();
      continue;
    }
    names.set(element.id, `${prefix}-${names.size}`);
    element.id = names.get(element.id)!;
  }
  for (const element of svg.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (!value.includes("url(")) continue;
      element.setAttribute(
        name,
        value.replace(
          /url\(["']?#([^"')]+)["']?\)/g,
          (_, id) => `url(#${names.get(id) ?? "none"})`,
        ),
      );
    }
  }
}

// The figure comes from whatever ran: no script, no link, no picture from elsewhere.
function cleaned(svg: SVGSVGElement): string {
  for (const link of svg.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  for (const image of svg.querySelectorAll("image")) {
    const source = image.getAttribute("href") ?? image.getAttribute("xlink:href") ?? "";
    image.removeAttribute("xlink:href");
    if (/^data:image\/(png|webp);base64,[A-Za-z0-9+/]+=*$/.test(source))
      image.setAttribute("href", source);
    else image.remove();
  }
  return DOMPurify.sanitize(svg.outerHTML, { USE_PROFILES: { svg: true } });
}

/** A drawing in space: the words as SVG, and under them a picture of two points for each pixel. */
export async function drawInSpace(order: Order): Promise<{ words: string; picture: string }> {
  const { data, layout, prefix, mayBeBlank } = order;
  const draw = async (traces: unknown[]): Promise<{ words: string; picture: string }> => {
    const node = document.body.appendChild(document.createElement("div"));
    try {
      const graph = await Plotly.newPlot(node, structuredClone(traces), structuredClone(layout), {
        plotGlPixelRatio: 2,
        displayModeBar: false,
      });
      const { scene } = graph._fullLayout as unknown as {
        scene: { _scene: { toImage(type: string): string } };
      };
      return {
        words: cleaned(collected(graph, layout, prefix)),
        picture: scene._scene.toImage("webp"),
      };
    } finally {
      Plotly.purge(node);
      node.remove();
    }
  };
  const drawn = await draw(data);
  if (mayBeBlank) return drawn;
  const bare = await draw([{ type: "scatter3d" }]);
  if (await alike(drawn.picture, bare.picture)) throw new Error("nothing but axes was drawn");
  return drawn;
}

// Two drawings of the same differ by a few points at edges.
async function alike(first: string, second: string): Promise<boolean> {
  const points = async (source: string): Promise<Uint8ClampedArray> => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height).data;
  };
  const [a, b] = [await points(first), await points(second)];
  return a.filter((value, i) => Math.abs(value - b[i]!) > 40).length < a.length / 2000;
}

/** All functions above, in the order in which the page needs them. */
export const scripts: readonly ((...of: never[]) => unknown)[] = [
  mixtureAt,
  boxOf,
  rectangles,
  masked,
  runsAlong,
  layered,
  drawCells,
  recolour,
  strip,
  rename,
  cleaned,
  collected,
  drawFlat,
  alike,
  drawInSpace,
];
