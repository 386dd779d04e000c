/** @file The vowel that is dragged and heard. */

import { SAMPLE_RATE, steadyVowel } from "../../sound/speak.js";
import type { Point } from "../halfPlane.js";
import {
  isVowel,
  nearestVowel,
  type VowelPlane,
  vowelGap,
  vowelPlane,
  vowelRanges,
} from "../vowelPlane.js";
import type { ControlledKind, DraggedKind } from "./kind.js";
import { refusal } from "./refusal.js";

const seconds = 0.6;

/** Drag the ring, set the pitch, and hear what it is. */
export const vowelPlaneKind: DraggedKind<VowelPlane> & ControlledKind<VowelPlane> = {
  hint: "Drag the ring, and press the button to hear it.",
  read(state) {
    const { first, second, pitch } = Object(state) as VowelPlane;
    if ([first, second, pitch].every(Number.isFinite) && isVowel({ first, second, pitch })) {
      return { first, second, pitch };
    }
    const need = `{ first: ${vowelRanges.first.join(" to ")}, second: ${vowelRanges.second.join(" to ")}, pitch: ${vowelRanges.pitch.join(" to ")} }, in hertz, the second at least ${vowelGap} above the first`;
    throw refusal("vowel-plane", need, state);
  },
  figure: vowelPlane,
  handles: ({ first, second }) => [
    { name: "vowel", at: [first, second], value: first, range: vowelRanges.first },
  ],
  move: (state, _, to) => placed(state, to),
  step: (state, _, right, up) => placed(state, [state.first + 20 * right, state.second + 50 * up]),
  controls: ({ first, second, pitch }) => [
    {
      kind: "slider",
      name: "pitch",
      value: pitch,
      range: vowelRanges.pitch,
      step: 10,
      shown: `${pitch} Hz`,
    },
    {
      kind: "buttons",
      name: "sound",
      shown: `${first} and ${second} Hz`,
      buttons: [{ name: "Hear it", isReady: true }],
      sounds: true,
    },
  ],
  set(state, control, value) {
    const next = { ...state, pitch: Number(value) };
    return control === 0 && isVowel(next) ? next : state;
  },
  sound: ({ first, second, pitch }) => ({
    // The third resonance is a man's, or what is left above the second.
    samples: steadyVowel([first, second, Math.max(2500, second + 500)], pitch, seconds),
    sampleRate: SAMPLE_RATE,
  }),
  words(state) {
    const { word, group } = nearestVowel(state);
    return `${state.first} and ${state.second} hertz at a pitch of ${state.pitch}; nearest to ${word} of ${group}`;
  },
};

function placed(state: VowelPlane, [x, y]: Point): VowelPlane {
  const within = (value: number, [low, high]: readonly [number, number], step: number): number =>
    Math.min(high, Math.max(low, step * Math.round(value / step)));
  const first = within(x, vowelRanges.first, 10);
  const second = Math.max(within(y, vowelRanges.second, 10), first + vowelGap);
  return { ...state, first, second };
}
