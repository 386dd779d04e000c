/** @file The points of a figure one by one, by the arrow keys, shown and said. */

import { type PlotlyFigure, property } from "./figureModel.js";
import type { Graph, Plotly } from "./plotly.js";

/** Lets the arrow keys go from point to point: left and right along a curve, up and down between curves. */
export function readByKeys(
  place: HTMLElement,
  figure: PlotlyFigure,
  wake: () => Promise<{ node: Graph; plotly: Plotly }>,
): void {
  const curves = figure.data.flatMap((trace, index) => {
    const x = property(trace, "x");
    const type = property(trace, "type") ?? "scatter";
    const speaks = property(trace, "hoverinfo") !== "skip" && Array.isArray(x) && x.length > 0;
    return type === "scatter" && speaks ? [{ index, length: (x as unknown[]).length }] : [];
  });
  if (curves.length === 0) return;
  place.tabIndex = 0;
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", "Values of the figure: arrow keys go from point to point");
  const said = place.appendChild(document.createElement("p"));
  said.className = "vh";
  said.setAttribute("aria-live", "polite");

  let curve = 0;
  let point = -1;
  const go = async (): Promise<void> => {
    const { node, plotly } = await wake();
    const { index } = curves[curve]!;
    plotly.Fx.hover(node, [{ curveNumber: index, pointNumber: point }]);
    const { name = "", x, y } = node.data[index]!;
    said.textContent = `${plain(name)} ${plain(x?.[point])}: ${plain(y?.[point])}`;
  };
  place.addEventListener("keydown", (event) => {
    if (event.target !== place) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const jump = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined && jump === undefined) return;
    event.preventDefault();
    if (jump !== undefined) curve = (curve + jump + curves.length) % curves.length;
    const last = curves[curve]!.length - 1;
    point = Math.max(0, Math.min(last, point + (step ?? 0)));
    go().catch((error: unknown) => console.error(error));
  });
  place.addEventListener("focusout", () => {
    if (point < 0) return;
    point = -1;
    void wake().then(({ node, plotly }) => plotly.Fx.unhover(node));
  });
}

function plain(value: unknown): string {
  return String(value ?? "").replace(/<[^>]*>/g, "");
}
