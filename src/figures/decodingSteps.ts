/**
 * @file Decoding token by token: what may come next, and where the decoder looks in the source.
 *
 * Told in `notebooks/en/13-transformer.ipynb`.
 */

import { decodingParts } from "./decodingParts.js";
import { type Figure, forEachCanvas } from "./figure.js";
import { checkEqual, checkNumbers, checkWhole, decimals } from "./numbers.js";
import { withSlider } from "./withSlider.js";

/** One step: a token, what else it might have been, and where the decoder looked. */
export interface DecodingStep {
  /** what was chosen */
  readonly token: string;
  /** the most probable tokens, best first, one to eight of them */
  readonly candidates: readonly { readonly token: string; readonly probability: number }[];
  /** weight of each source token in the cross-attention, from 0 to 1 */
  readonly attention: readonly number[];
}

/** A text that is decoded, and the step that is seen. */
export interface DecodingState {
  readonly source: readonly string[];
  readonly steps: readonly DecodingStep[];
  /** the index of the step that is seen */
  readonly step: number;
}

/** A figure for notebooks, and what makes it live in the book. */
export interface LiveDecoding {
  /** with a slider that leads through the steps */
  readonly figure: Figure;
  readonly live: { readonly kind: "decoding-steps"; readonly state: DecodingState };
}

/**
 * Decoding that the reader steps through: `const { figure, live } = decodingSteps(source, steps);
 * show(figure, { live, … })`.
 *
 * @param step - seen at first and in print; defaults to the first
 * @throws RangeError unless each step has a weight for each source token and one to eight candidates,
 * weights and probabilities from 0 to 1.
 */
export function decodingSteps(
  source: readonly string[],
  steps: readonly DecodingStep[],
  step = 0,
): LiveDecoding {
  const state = { source, steps: steps.map(rounded), step };
  const figures = steps.map((_, k) => decodingStep({ ...state, step: k }));
  const values = steps.map(({ token }, k) => `${k + 1} ${token}`);
  const figure = withSlider(figures, { label: "step", values, active: step });
  return { figure, live: { kind: "decoding-steps", state } };
}

/**
 * One step: the source on grounds as full as its weights, the target so far, and the candidates.
 *
 * @throws RangeError as `decodingSteps` does.
 */
export function decodingStep(state: DecodingState): Figure {
  const where = "decodingSteps";
  const { source, steps, step } = state;
  checkWhole(where, "step", step, [0, steps.length - 1]);
  steps.forEach(({ candidates, attention }, k) => {
    const what = `of step ${k}`;
    checkEqual(where, `weights ${what} and source tokens`, attention.length, source.length);
    checkWhole(where, `number of candidates ${what}`, candidates.length, [1, 8]);
    checkShares(where, `attention ${what}`, attention);
    checkShares(
      where,
      `probabilities ${what}`,
      candidates.map(({ probability }) => probability),
    );
  });
  const most = Math.max(...steps.map(({ candidates }) => candidates.length));
  const rows = Array.from({ length: most }, (_, i) => {
    const candidate = steps[step]!.candidates[i];
    return candidate ? [candidate.token, candidate.probability.toFixed(3)] : ["", ""];
  });
  const table = { columns: ["next token", "probability"], rows };
  return forEachCanvas({ table }, (canvas) => decodingParts(canvas, state, most));
}

/** The state in words. */
export function decodingWords({ source, steps, step }: DecodingState): string {
  const { token, candidates, attention } = steps[step]!;
  const before = steps.slice(0, step).map((one) => one.token);
  const best = attention.indexOf(Math.max(...attention));
  const list = candidates.map((one) => `${one.token} ${decimals(one.probability)}`);
  return `step ${step + 1} of ${steps.length}; so far ${before.join(" ") || "nothing"}; next ${token}, of ${list.join(", ")}; looks most at ${source[best]} ${decimals(attention[best]!)}`;
}

function checkShares(where: string, what: string, shares: readonly number[]): void {
  checkNumbers(where, what, shares);
  const wrong = shares.find((share) => share < 0 || share > 1);
  if (wrong === undefined) return;
  throw new RangeError(`${where}: ${what} must be from 0 to 1, got ${wrong}`);
}

// Three decimals: the page shows no more.
function rounded({ token, candidates, attention }: DecodingStep): DecodingStep {
  const short = (x: number): number => Number(x.toFixed(3));
  return {
    token,
    candidates: candidates.map((one) => ({ ...one, probability: short(one.probability) })),
    attention: attention.map(short),
  };
}
