/** @file A figure as the page shows it; one that the reader's hand moves is drawn from its state. */

import { liveKind } from "../../src/figures/live/index.js";
import type { Handle } from "../../src/figures/live/kind.js";
import { message } from "../message.js";
import type { MimeBundle } from "../notebook/format.js";
import type { PlotlyFigure } from "../site/client/figureModel.js";
import { plotlyOf, recordOf } from "./records.js";

/** What the page's script needs before the reader touches the figure. */
export interface LiveText {
  readonly kind: string;
  readonly state: unknown;
  readonly handles: readonly Handle[];
  readonly words: string;
  readonly hint: string;
}

export interface PageFigure {
  readonly figure: PlotlyFigure;
  /** what makes it live */
  readonly live?: LiveText;
  /** why it cannot be live although it says that it is; then it stays as it came */
  readonly fault?: string;
}

/**
 * The figure of a bundle, or `null` if it has none.
 *
 * What a notebook needs to move it, plotly's slider and frames, is left out of a live one.
 */
export function pageFigureOf(data: MimeBundle): PageFigure | null {
  const figure = plotlyOf(data);
  const record = recordOf(data);
  if (!figure || record?.kind !== "figure" || record.live === undefined) {
    return figure && { figure };
  }
  try {
    const { kind: name, state: given } = Object(record.live) as Record<string, unknown>;
    const kind = liveKind(name);
    const state = kind.read(given);
    const handles = kind.handles(state);
    const live = { kind: String(name), state, handles, words: kind.words(state), hint: kind.hint };
    return { figure: kind.figure(state), live };
  } catch (error) {
    return { figure, fault: message(error) };
  }
}
