/** @file The slider of a figure as a control of the page: keys, fingers and screen readers know it. */

import { type PlotlyFigure, property } from "./figureModel.js";
import type { Graph, Plotly } from "./plotly.js";

const atOnce = {
  mode: "immediate",
  transition: { duration: 0 },
  frame: { duration: 0, redraw: true },
};

/** Puts the control where the picture has its slider; `undefined` for a figure without states. */
export function addSlider(
  place: HTMLElement,
  { layout, frames = [] }: PlotlyFigure,
  wake: () => Promise<{ node: Graph; plotly: Plotly }>,
): { restore(): void } | undefined {
  const slider = property(property(layout, "sliders"), 0);
  const names = frames.map((frame) => String(property(frame, "name")));
  if (slider === undefined || names.length === 0) return undefined;
  const prefix = String(property(property(slider, "currentvalue"), "prefix") ?? "");
  const first = Number(property(slider, "active") ?? 0);

  const control = document.createElement("label");
  control.className = "states";
  const words = control.appendChild(document.createElement("span"));
  const range = control.appendChild(document.createElement("input"));
  Object.assign(range, { type: "range", min: "0", max: String(names.length - 1), step: "1" });
  range.value = String(first);
  const ends = control.appendChild(document.createElement("span"));
  ends.className = "ends";
  for (const name of [names[0]!, names.at(-1)!]) {
    ends.appendChild(document.createElement("span")).textContent = name;
  }
  ends.setAttribute("aria-hidden", "true");

  const current = (): string => names[range.valueAsNumber] ?? names[0]!;
  const say = (): void => {
    words.textContent = `${prefix}${current()}`;
    range.setAttribute("aria-valuetext", current());
  };
  let wanted: string | undefined;
  let moving = false;
  // One state after the other; of those that come meanwhile only the last.
  const move = async (): Promise<void> => {
    wanted = current();
    if (moving) return;
    moving = true;
    try {
      const { node, plotly } = await wake();
      while (wanted !== undefined) {
        const name: string = wanted;
        wanted = undefined;
        await plotly.animate(node, [name], atOnce);
      }
    } finally {
      moving = false;
    }
  };
  const go = (): void => void move().catch((error: unknown) => console.error(error));
  range.addEventListener("input", () => {
    say();
    go();
  });
  say();
  place.append(control);
  return {
    restore() {
      if (range.valueAsNumber !== first) go();
    },
  };
}
