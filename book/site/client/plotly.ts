/** @file Plotly, loaded once for each of its parts, from beside this script. */

/** The drawing, once plotly has it. */
export interface Graph extends HTMLElement {
  data: { x?: ArrayLike<unknown>; y?: ArrayLike<unknown>; name?: string; hoverinfo?: string }[];
}

/** What the page uses of plotly. */
export interface Plotly {
  react(node: Graph, data: unknown[], layout: object, config: object): Promise<unknown>;
  addFrames(node: Graph, frames: unknown[]): Promise<unknown>;
  animate(node: Graph, frames: string[], options: object): Promise<unknown>;
  Fx: { hover(node: Graph, points: object[]): void; unhover(node: Graph): void };
}

const parts = new Map<string, Promise<Plotly>>();
let last: Promise<unknown> = Promise.resolve();

/** The part of plotly that draws flat figures, or the one for figures in space. */
export function loadPlotly(part: "cartesian" | "gl3d"): Promise<Plotly> {
  let loading = parts.get(part);
  if (!loading) {
    // Both parts leave the same name behind, so one comes after the other.
    loading = last.then(() => load(part));
    last = loading.catch(() => parts.delete(part));
    parts.set(part, loading);
  }
  return loading;
}

async function load(part: string): Promise<Plotly> {
  const script = document.createElement("script");
  script.src = new URL(`plotly-${part}.min.js`, import.meta.url).href;
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`figures: ${script.src} could not be loaded`));
    document.head.append(script);
  });
  const { Plotly } = globalThis as unknown as { Plotly: Plotly };
  return Plotly;
}
