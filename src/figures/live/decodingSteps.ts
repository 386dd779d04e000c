/** @file Decoding that is stepped through. */

import { type DecodingState, decodingStep, decodingWords } from "../decodingSteps.js";
import type { ControlledKind } from "./kind.js";
import { refusal } from "./refusal.js";

/** One step back, or on. */
export const decodingStepsKind: ControlledKind<DecodingState> = {
  hint: "Step through the decoding.",
  read(state) {
    const { source, steps, step } = Object(state) as Record<string, unknown>;
    const read = { source, steps, step };
    if (isList(source, isWord) && isList(steps, isStep) && typeof step === "number") {
      const whole = read as DecodingState;
      decodingStep(whole); // says what does not fit together
      return whole;
    }
    const need =
      "what decodingSteps gives: { source: [word, …], steps: [{ token, candidates: [{ token, probability }, …], attention: [weight, …] }, …], step }, up to 64 words and steps";
    throw refusal("decoding-steps", need, state);
  },
  figure: decodingStep,
  controls: ({ steps, step }) => [
    {
      kind: "buttons",
      name: "decoding",
      shown: `step ${step + 1} of ${steps.length}`,
      buttons: [
        { name: "Step back", isReady: step > 0 },
        { name: "Step on", isReady: step < steps.length - 1 },
      ],
    },
  ],
  set(state, _, pressed) {
    const step = state.step + (pressed === 0 ? -1 : 1);
    return state.steps[step] ? { ...state, step } : state;
  },
  words: decodingWords,
};

function isStep(value: unknown): boolean {
  const { token, candidates, attention } = Object(value) as Record<string, unknown>;
  return isWord(token) && isList(candidates, isCandidate) && isList(attention, isNumber);
}

function isCandidate(value: unknown): boolean {
  const { token, probability } = Object(value) as Record<string, unknown>;
  return isWord(token) && isNumber(probability);
}

function isList(list: unknown, is: (one: unknown) => boolean): boolean {
  return Array.isArray(list) && list.length > 0 && list.length <= 64 && list.every(is);
}

function isWord(word: unknown): boolean {
  return typeof word === "string" && word.length <= 60;
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value);
}
