/**
 * @file What a temperature does to the probabilities of the next token: from one certain to all alike.
 *
 * Letters: `z` logits, `T` temperature, `p` probabilities, `H` their entropy.
 *
 * Told in `notebooks/en/15-language-and-vision.ipynb`.
 */

import { matrix } from "../matrix/index.js";
import { softmax } from "../network/softmax.js";
import type { Figure } from "./figure.js";
import { lineChart } from "./lineChart.js";
import { readable } from "./numbers.js";
import { withTable } from "./table.js";

/** A choice between tokens, and how boldly it is made. */
export interface Temperature {
  /** as they are to be read, 2 to 500 */
  readonly tokens: readonly string[];
  /** one for each token, finite */
  readonly logits: readonly number[];
  /** `T`, 0.1 to 10 */
  readonly temperature: number;
}

/** Temperatures that the curves go through. */
export const temperatures: readonly number[] = Array.from({ length: 25 }, (_, i) =>
  Number((10 ** (i / 12 - 1)).toPrecision(3)),
);

/** `pᵢ = exp(zᵢ / T) / Σⱼ exp(zⱼ / T)`. */
export function atTemperature(logits: readonly number[], temperature: number): number[] {
  return [...softmax(matrix([logits.map((logit) => logit / temperature)])).data];
}

/** `exp(H)`: among how many equally likely tokens the choice would be as open. */
export function openness(probabilities: readonly number[]): number {
  return Math.exp(-probabilities.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0));
}

/** How many tokens have a curve of their own. */
const NAMED = 3;

/**
 * The probabilities of the three likeliest tokens, and of all others together, at each temperature.
 *
 * @throws RangeError unless there are 2 to 500 tokens with a finite logit each, and the temperature is
 * from 0.1 to 10.
 */
export function temperature(state: Temperature): Figure {
  const where = "temperature";
  const { tokens, logits, temperature: now } = state;
  if (!(tokens.length === logits.length && tokens.length >= 2 && tokens.length <= 500)) {
    const got = `got ${tokens.length} and ${logits.length}`;
    throw new RangeError(`${where}: tokens and logits must be as many, 2 to 500, ${got}`);
  }
  if (!logits.every(Number.isFinite)) {
    throw new RangeError(`${where}: logits must be finite, got ${logits.join(", ")}`);
  }
  if (!(now >= 0.1 && now <= 10)) {
    throw new RangeError(`${where}: temperature must be from 0.1 to 10, got ${now}`);
  }
  const named = likeliest(logits);
  const curves = temperatures.map((t) => parts(atTemperature(logits, t), named));
  const names = [...named.map((i) => tokens[i]!), "all others"];
  const shown = names.slice(0, curves[0]!.length);
  const chosen = parts(atTemperature(logits, now), named);
  const figure = lineChart({
    series: shown.map((name, k) => ({
      name,
      x: temperatures,
      y: curves.map((shares) => shares[k]!),
    })),
    x: { title: "temperature <i>T</i>", log: true, range: [0.1, 10] },
    y: { title: "probability of the next token", range: [0, 1] },
    marks: [{ x: now, text: `<i>T</i> = ${readable(now, 2)}` }],
  });
  return withTable(figure, {
    columns: ["next token", `probability at T = ${readable(now, 2)}`],
    rows: shown.map((name, k) => [name, Number(chosen[k]!.toPrecision(3))]),
  });
}

/** The places of the likeliest tokens, the likeliest first. */
function likeliest(logits: readonly number[]): number[] {
  const order = logits.map((_, i) => i).sort((i, j) => logits[j]! - logits[i]! || i - j);
  return order.slice(0, NAMED);
}

/** The probabilities of the named tokens, and of all others together where there are such. */
function parts(probabilities: readonly number[], named: readonly number[]): number[] {
  const shares = named.map((i) => probabilities[i]!);
  if (named.length === probabilities.length) return shares;
  return [...shares, Math.max(0, 1 - shares.reduce((a, b) => a + b, 0))];
}
