/**
 * @file Figures come alive: touched, pointed at or focused, plotly takes the place of the picture.
 *
 * Nothing of plotly is loaded before that. A figure without a picture is drawn when it comes near.
 */

import { type ByHand, type LiveText, moveByHand } from "./figureByHand.js";
import { readByKeys } from "./figureKeys.js";
import {
  bundleOf,
  type CanvasName,
  inDark,
  onCanvas,
  type PlotlyFigure,
  type SizedFigure,
} from "./figureModel.js";
import { addSlider } from "./figureSlider.js";
import { whenNear } from "./near.js";
import { type Graph, loadPlotly, type Plotly } from "./plotly.js";
import { isDark } from "./theme.js";

const narrow = matchMedia("(max-width: 49.99rem)");
const config = { displayModeBar: false, responsive: false, doubleClick: false, showTips: false };

interface Live {
  readonly node: Graph;
  readonly plotly: Plotly;
}

/** Prepares every figure of the page. */
export function startFigures(): void {
  for (const script of document.querySelectorAll<HTMLScriptElement>("figure > script.plotly")) {
    const place = script.parentElement!.querySelector<HTMLElement>(".drawing");
    const hands = script.parentElement!.querySelector<HTMLScriptElement>("script.by-hand");
    const text = hands ? (JSON.parse(hands.text) as LiveText) : undefined;
    if (place) prepare(place, JSON.parse(script.text) as PlotlyFigure, text);
  }
}

function prepare(place: HTMLElement, own: PlotlyFigure, text: LiveText | undefined): void {
  let live: Promise<Live> | undefined;
  let byHand: ByHand | undefined;
  let slider: { restore(): void } | undefined;
  const isPage = place.closest("figure")!.classList.contains("page");
  const canvas = (): CanvasName => (narrow.matches ? "phone" : isPage ? "page" : "text");
  const wake = (): Promise<Live> => {
    live ??= draw(place, byHand?.figure() ?? own, canvas()).catch((error: unknown) => {
      live = undefined;
      throw error;
    });
    return live;
  };
  const quietly = (): void => void wake().catch((error: unknown) => console.error(error));
  const again = async (): Promise<void> => {
    if (!live) return;
    const { node, plotly } = await live;
    await show(plotly, node, place, byHand?.figure() ?? own, canvas());
    slider?.restore();
  };

  if (place.querySelector("svg")) {
    for (const event of ["pointerenter", "pointerdown", "focusin"]) {
      for (const part of [place, place.parentElement!.querySelector("form.controls")]) {
        part?.addEventListener(event, quietly, { once: true });
      }
    }
  } else {
    whenNear(place, quietly);
  }
  if (text) {
    const move = async (): Promise<void> => {
      const { node, plotly } = await wake();
      await redraw(plotly, node, byHand!.figure(), canvas());
      node.setAttribute("aria-label", byHand!.words() ?? wordsOf(place));
    };
    byHand = moveByHand(place, own, text, { canvas, draw: move });
  } else {
    slider = addSlider(place, own, wake);
  }
  // Where there are handles, the arrow keys move them.
  if (!text || text.handles.length === 0) readByKeys(place, own, wake);
  const change = (): void => void again().catch((error: unknown) => console.error(error));
  narrow.addEventListener("change", change);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", change);
  new MutationObserver(change).observe(document.documentElement, {
    attributeFilter: ["data-theme"],
  });
}

// The alternative text, of the picture or in its place.
function wordsOf(place: HTMLElement): string {
  const words = place.querySelector("svg[role=img]")?.getAttribute("aria-label");
  return words ?? place.querySelector(".alt")?.textContent ?? "";
}

async function draw(place: HTMLElement, figure: PlotlyFigure, canvas: CanvasName): Promise<Live> {
  place.setAttribute("aria-busy", "true");
  try {
    const plotly = await loadPlotly(bundleOf(figure));
    await Promise.all(
      ["400", "600"].map((weight) => document.fonts.load(`${weight} 14px "Book Sans"`)),
    );
    const node = document.createElement("div") as unknown as Graph;
    node.className = "live";
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", wordsOf(place));
    place.append(node);
    await show(plotly, node, place, figure, canvas);
    place.classList.add("is-live");
    return { node, plotly };
  } finally {
    place.removeAttribute("aria-busy");
  }
}

// In the size and the theme of the page; a smaller place is filled by scaling, as the picture does.
async function show(
  plotly: Plotly,
  node: Graph,
  place: HTMLElement,
  figure: PlotlyFigure,
  canvas: CanvasName,
): Promise<void> {
  const { layout, frames } = await redraw(plotly, node, figure, canvas);
  const { width, height } = layout;
  node.style.setProperty("--live-width", `${width}px`);
  node.style.setProperty("--live-height", `${height}px`);
  // A frame replaces the one of its name, so those of another theme or size need no deleting.
  if (frames.length > 0) await plotly.addFrames(node, frames);
  const fit = (): void => {
    const scale = Math.min(1, place.clientWidth / width);
    node.style.transform = scale < 1 ? `scale(${scale})` : "";
    place.style.setProperty("--shown", `${height * scale}px`);
  };
  fit();
  fits.get(node)?.disconnect();
  const observer = new ResizeObserver(fit);
  observer.observe(place);
  fits.set(node, observer);
}

async function redraw(
  plotly: Plotly,
  node: Graph,
  figure: PlotlyFigure,
  canvas: CanvasName,
): Promise<SizedFigure> {
  const sized = onCanvas(figure, canvas);
  const { data, layout, frames } = isDark() ? inDark(sized) : sized;
  // The page's own control stands where plotly would draw one; `meta` has been used up.
  await plotly.react(node, data, { ...layout, meta: null, sliders: [] }, config);
  return { data, layout, frames };
}

const fits = new WeakMap<Graph, ResizeObserver>();
