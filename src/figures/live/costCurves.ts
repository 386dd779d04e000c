/** @file The curves of what a layer computes, with sliders for length and width. */

import { type CostCurves, costCurves, costLengths, layerCost } from "../costCurves.js";
import { readable } from "../numbers.js";
import type { ControlledKind } from "./kind.js";
import { onList } from "./onList.js";
import { refusal } from "./refusal.js";

const widths: readonly number[] = [64, 128, 256, 512, 1024, 2048, 4096];
const expansions: readonly number[] = [1, 2, 4];

/** Set length and width, and how much wider the feed-forward is. */
export const costCurvesKind: ControlledKind<CostCurves> = {
  hint: "Set length and width, and see which part costs most.",
  read(state) {
    const { length, width, expansion } = Object(state) as Record<string, unknown>;
    const isLength = Number.isInteger(length) && Number(length) >= 1 && Number(length) <= 16_384;
    if (isLength && isOneOf(widths, width) && isOneOf(expansions, expansion)) {
      return { length: Number(length), width, expansion };
    }
    const need = `{ length, width, expansion }, length a whole number from 1 to 16384, width one of ${widths.join(", ")}, expansion one of ${expansions.join(", ")}`;
    throw refusal("cost-curves", need, state);
  },
  figure: costCurves,
  controls: ({ length, width, expansion }) => [
    onList("length", costLengths, length, `${length} tokens`),
    onList("width", widths, width, `${width} numbers a token`),
    {
      kind: "choice",
      name: "feed-forward",
      options: expansions.map((times) => `${times} × as wide`),
      value: expansions.indexOf(expansion),
    },
  ],
  set(state, control, value) {
    const index = Number(value);
    if (control === 0) return { ...state, length: costLengths[index] ?? state.length };
    if (control === 1) return { ...state, width: widths[index] ?? state.width };
    return { ...state, expansion: expansions[index] ?? state.expansion };
  },
  words(state) {
    const { projections, attention, feedForward } = layerCost(state);
    const said = [
      ["projections", projections],
      ["scores and values", attention],
      ["feed-forward", feedForward],
    ] as const;
    const parts = said.map(([name, flop]) => `${name} ${readable(flop / 1e6)} million`);
    return `${state.length} tokens of width ${state.width}, in FLOP: ${parts.join(", ")}`;
  },
};

function isOneOf(list: readonly number[], value: unknown): value is number {
  return typeof value === "number" && list.includes(value);
}
