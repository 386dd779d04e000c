/** @file The probabilities of the next token, with a slider for the temperature. */

import { readable } from "../numbers.js";
import {
  atTemperature,
  openness,
  type Temperature,
  temperature,
  temperatures,
} from "../temperature.js";
import type { ControlledKind } from "./kind.js";
import { onList } from "./onList.js";
import { refusal } from "./refusal.js";

/** Set how boldly the next token is chosen. */
export const temperatureKind: ControlledKind<Temperature> = {
  hint: "Set the temperature: left is always the likeliest, right is anything.",
  read(state) {
    const { tokens, logits, temperature } = Object(state) as Record<string, unknown>;
    const isGood =
      isList(tokens, (token) => typeof token === "string" && token.length <= 20) &&
      isList(logits, Number.isFinite) &&
      tokens.length === logits.length &&
      Number(temperature) >= 0.1 &&
      Number(temperature) <= 10;
    if (isGood) {
      return {
        tokens: tokens as string[],
        logits: logits as number[],
        temperature: Number(temperature),
      };
    }
    const need =
      "{ tokens, logits, temperature }, 2 to 500 tokens of at most 20 letters, as many finite logits, temperature from 0.1 to 10";
    throw refusal("temperature", need, state);
  },
  figure: temperature,
  controls: ({ temperature }) => [
    onList("temperature", temperatures, temperature, readable(temperature, 2)),
  ],
  set(state, _control, value) {
    return { ...state, temperature: temperatures[Number(value)] ?? state.temperature };
  },
  words({ tokens, logits, temperature }) {
    const probabilities = atTemperature(logits, temperature);
    const best = logits.indexOf(Math.max(...logits));
    const open = readable(openness(probabilities), 3);
    return `temperature ${readable(temperature, 2)}: ${tokens[best]} has probability ${readable(probabilities[best]!, 3)}; as open as a choice among ${open} equal ones`;
  },
};

function isList(value: unknown, isPart: (part: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.length >= 2 && value.length <= 500 && value.every(isPart);
}
