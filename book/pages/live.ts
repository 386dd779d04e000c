/** @file A figure as the page shows it; one that the reader's hand moves is drawn from its state. */

import type { Control } from "../../src/figures/live/control.js";
import { liveKind } from "../../src/figures/live/index.js";
import type { Handle } from "../../src/figures/live/kind.js";
import { digestOf } from "../digest.js";
import { message } from "../message.js";
import type { MimeBundle } from "../notebook/format.js";
import type { PlotlyFigure } from "../site/client/figureModel.js";
import { hasScript } from "../site/client/liveScripts.js";
import { slug } from "./html.js";
import { plotlyOf, recordOf } from "./records.js";

/** What the page's script needs before the reader touches the figure. */
export interface LiveText {
  readonly kind: string;
  readonly state: unknown;
  readonly handles: readonly Handle[];
  readonly controls: readonly Control[];
  readonly words: string;
  readonly hint: string;
}

/** A figure with a script of its own, and the file beside the page that the script starts from. */
export interface Scripted {
  readonly kind: string;
  /** from the folder of the page; another one for another state */
  readonly path: string;
  readonly content: string;
}

export interface PageFigure {
  readonly figure: PlotlyFigure;
  /** what makes it live */
  readonly live?: LiveText;
  /** a script of the page takes its place */
  readonly script?: Scripted;
  /** why it cannot be live although it says that it is; then it stays as it came */
  readonly fault?: string;
}

/** Figures are drawn once: a page is rendered many times while others run. */
const known = new WeakMap<MimeBundle, PageFigure | null>();

/**
 * The figure of a bundle, or `null` if it has none. A bundle never changes; an update brings another.
 *
 * What a notebook needs to move it, plotly's slider and frames, is left out of a live one.
 */
export function pageFigureOf(data: MimeBundle): PageFigure | null {
  const found = known.get(data);
  if (found !== undefined) return found;
  const figure = drawn(data);
  known.set(data, figure);
  return figure;
}

function drawn(data: MimeBundle): PageFigure | null {
  const figure = plotlyOf(data);
  const record = recordOf(data);
  if (!figure || record?.kind !== "figure" || record.live === undefined) {
    return figure && { figure };
  }
  try {
    const { kind: name, state: given } = Object(record.live) as Record<string, unknown>;
    if (hasScript(name)) return { figure, script: scripted(name, record.id, given) };
    const kind = liveKind(name);
    const state = kind.read(given);
    const [handles, controls] = [kind.handles?.(state) ?? [], kind.controls?.(state) ?? []];
    const [words, hint] = [kind.words(state), kind.hint];
    const live = { kind: String(name), state, handles, controls, words, hint };
    return { figure: kind.figure(state), live };
  } catch (error) {
    return { figure, fault: message(error) };
  }
}

function scripted(kind: string, id: string, state: unknown): Scripted {
  const content = JSON.stringify(Object(state));
  const digest = digestOf(content).slice(0, 10);
  return { kind, path: `figures/${slug(id.replace(/^fig:/, ""))}-${digest}.json`, content };
}
