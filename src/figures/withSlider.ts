/** @file A slider under a figure: one state for each value. */

import type { Figure, FigureFrame } from "./figure.js";
import { checkEqual } from "./numbers.js";
import { lightTokens } from "./template.js";

export interface SliderOptions {
  /** what the slider changes: "learning rate α" */
  readonly label: string;
  /** one value for each figure, as it is to be read */
  readonly values: readonly (number | string)[];
  /** The state that is seen at first and in print; defaults to the first. */
  readonly active?: number;
}

/** Pixels under the figure that the slider takes. */
const sliderHeight = 84;

/**
 * One figure from several of the same kind, which a slider leads through. At rest it is the figure
 * `active`, with the slider drawn under it.
 *
 * Give all of them the same ranges: an axis that moves hides what changes.
 *
 * @throws RangeError unless figures and values are as many, and the figures have as many traces.
 */
export function withSlider(figures: readonly Figure[], options: SliderOptions): Figure {
  const where = "withSlider";
  const { label, values, active = 0 } = options;
  checkEqual(where, "figures and values", figures.length, values.length);
  const base = figures[active];
  if (!base) {
    throw new RangeError(
      `${where}: active must be one of ${figures.length} figures, got ${active}`,
    );
  }
  for (const { data } of figures)
    checkEqual(where, "traces of the figures", base.data.length, data.length);
  const layouts = figures.map(({ layout }) => layout as Record<string, unknown>);
  const layoutKeys = changing(layouts);
  const traceKeys = base.data.map((_, t) =>
    changing(figures.map(({ data }) => data[t] as Record<string, unknown>)),
  );
  const traces = traceKeys.flatMap((keys, t) => (keys.length > 0 ? [t] : []));
  const frames = figures.map(
    (figure, i): FigureFrame => ({
      name: String(values[i]),
      data: traces.map((t) => pick(figure.data[t] as Record<string, unknown>, traceKeys[t]!)),
      traces,
      layout: pick(layouts[i]!, layoutKeys),
    }),
  );
  const layout = { ...layouts[active]!, sliders: [slider(label, values, active)] };
  return { data: base.data, layout: lengthened(layout), frames };
}

// Keys whose values are not the same in all objects.
function changing(objects: readonly Record<string, unknown>[]): string[] {
  const keys = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  return keys.filter(
    (key) => new Set(objects.map((object) => JSON.stringify(object[key]))).size > 1,
  );
}

function pick(object: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, object[key] ?? null]));
}

function lengthened(layout: Record<string, unknown>): object {
  const longer = (one: Record<string, unknown>): Record<string, unknown> => {
    const margin = one.margin as { b: number } | undefined;
    return {
      ...one,
      ...(typeof one.height === "number" ? { height: one.height + sliderHeight } : {}),
      ...(margin ? { margin: { ...margin, b: margin.b + sliderHeight } } : {}),
    };
  };
  const { meta, ...rest } = longer(layout);
  const patches = Object.entries((meta ?? {}) as Record<string, unknown>).map(([key, value]) =>
    typeof value === "object" && value !== null && "layout" in value
      ? [key, { ...value, layout: longer(value.layout as Record<string, unknown>) }]
      : [key, value],
  );
  return { ...rest, meta: Object.fromEntries(patches) };
}

function slider(label: string, values: readonly (number | string)[], active: number): object {
  return {
    active,
    x: 0,
    xanchor: "left",
    len: 1,
    y: 0,
    yanchor: "top",
    pad: { t: 52, l: 12, r: 12, b: 0 },
    bgcolor: lightTokens.paper,
    activebgcolor: lightTokens.series[0],
    bordercolor: lightTokens.ink3,
    borderwidth: 1,
    tickcolor: lightTokens.ink3,
    ticklen: 5,
    font: { color: lightTokens.ink3 },
    currentvalue: { prefix: `${label} `, xanchor: "left", font: { color: lightTokens.ink } },
    transition: { duration: 0 },
    steps: values.map((value) => ({
      label: String(value),
      method: "animate",
      args: [
        [String(value)],
        { mode: "immediate", transition: { duration: 0 }, frame: { duration: 0, redraw: true } },
      ],
    })),
  };
}
