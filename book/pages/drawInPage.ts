/**
 * @file What runs within the drawing page: plotly draws, the picture is cleaned and coloured anew.
 *
 * These functions are sent there as text and are globals there, so they use only each other and
 * globals, declared here where they stand in another file.
 */

import { cellScripts, type Graph } from "./drawCells.js";
import { cleanScripts } from "./drawClean.js";
import { pathScripts } from "./drawPaths.js";

/** The parts of plotly that are used here. */
interface Plotly {
  newPlot(node: HTMLElement, data: unknown[], layout: object, config: object): Promise<Graph>;
  purge(node: HTMLElement): void;
}

declare const Plotly: Plotly;
declare const drawCells: typeof import("./drawCells.js").drawCells;
declare const recolour: typeof import("./drawClean.js").recolour;
declare const strip: typeof import("./drawClean.js").strip;
declare const rename: typeof import("./drawClean.js").rename;
declare const withoutDanger: typeof import("./drawClean.js").withoutDanger;

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
      return withoutDanger(collected(graph, layout, prefix));
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
        words: withoutDanger(collected(graph, layout, prefix)),
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

/** All functions that the page needs. */
export const scripts: readonly ((...of: never[]) => unknown)[] = [
  ...cellScripts,
  ...pathScripts,
  ...cleanScripts,
  collected,
  drawFlat,
  alike,
  drawInSpace,
];
