/** @file What a step of decoding is drawn of; the room is that of all steps, so nothing moves. */

import type { DecodingState } from "./decodingSteps.js";
import type { Canvas } from "./figure.js";
import { textWidth } from "./labels.js";
import { decimals, round5 } from "./numbers.js";
import { sheetLayout } from "./sheet.js";
import { lightTokens, tint } from "./template.js";
import { flow, ground, lineHeight } from "./tokenFlow.js";

const head = 24;
const barRow = 26;
const accent = lightTokens.series[0]!;
/** Weights from this on stand as numbers under their tokens. */
const named = 0.1;

/** The source, the target so far, and a bar for each candidate, one below the other. */
export function decodingParts(
  canvas: Canvas,
  { source, steps, step }: DecodingState,
  most: number,
): { data: object[]; layout: object } {
  const { token, candidates, attention } = steps[step]!;
  const from = flow(source, canvas.width);
  const to = flow(
    steps.map((one) => one.token),
    canvas.width,
  );
  const sourceTop = head;
  const targetTop = sourceTop + (from.at(-1)!.line + 1) * lineHeight + head;
  const barsTop = targetTop + (to.at(-1)!.line + 1) * 32 + head + 8;
  const height = barsTop + most * barRow + 4;
  const words = steps.flatMap((one) => one.candidates.map((candidate) => candidate.token));
  const left = Math.ceil(Math.max(40, ...words.map((word) => textWidth(word)))) + 12;
  const whole = Math.min(360, canvas.width - left - 60);
  const sourceAt = (i: number): number => sourceTop + from[i]!.line * lineHeight + 15;
  const targetAt = (k: number): number => targetTop + to[k]!.line * 32 + 15;
  const barAt = (i: number): number => barsTop + (i + 0.5) * barRow;
  const middle = ({ x, width }: { x: number; width: number }): number => x + width / 2;
  const done = steps.slice(0, step + 1);
  const heavy = attention.map((_, i) => i).filter((i) => attention[i]! >= named);
  const isChosen = (i: number): boolean => candidates[i]!.token === token;
  const tones = candidates.map((_, i) => (isChosen(i) ? accent : lightTokens.ink2));
  return {
    data: [
      text(source, (i) => [middle(from[i]!), sourceAt(i)], { color: lightTokens.ink }),
      text(
        heavy.map((i) => decimals(attention[i]!)),
        (k) => [middle(from[heavy[k]!]!), sourceAt(heavy[k]!) + 22],
        { color: lightTokens.ink3, size: 12 },
      ),
      text(
        done.map((one, k) => (k === step ? `<b>${one.token}</b>` : one.token)),
        (k) => [middle(to[k]!), targetAt(k)],
        { color: done.map((_, k) => (k === step ? accent : lightTokens.ink)) },
      ),
      text(
        candidates.map((one) => one.token),
        (i) => [left - 10, barAt(i)],
        { color: tones },
        "middle left",
      ),
      text(
        candidates.map(({ probability }) => probability.toFixed(3)),
        (i) => [left + whole * candidates[i]!.probability + 8, barAt(i)],
        { color: tones },
        "middle right",
      ),
    ],
    layout: {
      ...sheetLayout(canvas, height),
      shapes: [
        ...attention.flatMap((weight, i) => ground(from[i]!, sourceAt(i), weight)),
        ...candidates.map(({ probability }, i) => ({
          type: "rect",
          layer: "below",
          line: { width: 0 },
          x0: left,
          x1: round5(left + Math.max(1, whole * probability)),
          y0: barAt(i) - 5,
          y1: barAt(i) + 5,
          fillcolor: isChosen(i) ? accent : tint(lightTokens.ink3, 0.6),
        })),
      ],
      annotations: [
        title("source, and where the decoder looks", 0),
        title("target so far", targetTop - head),
        title("probability of the next token", barsTop - head),
      ],
    },
  };
}

function text(
  words: readonly string[],
  place: (i: number) => readonly [x: number, y: number],
  textfont: object,
  textposition = "middle center",
): object {
  const places = words.map((_, i) => place(i));
  return {
    type: "scatter",
    mode: "text",
    x: places.map(([x]) => round5(x)),
    y: places.map(([, y]) => round5(y)),
    text: words,
    textposition,
    textfont,
    hoverinfo: "skip",
  };
}

function title(words: string, y: number): object {
  const font = { color: lightTokens.ink3 };
  return { text: words, showarrow: false, font, x: 0, y, xanchor: "left", yanchor: "top" };
}
