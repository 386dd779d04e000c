/** @file A list of sounds laid out in time: what each resonance and source does, every five milliseconds. */

import type { Random } from "../matrix/index.js";
import { sounds as known, type Stretch } from "./sounds.js";
import type { Voice } from "./voice.js";

/** What is asked of the synthesiser during one frame. */
export interface Frame {
  /** three resonances, hertz */
  readonly formants: readonly number[];
  readonly voice: number;
  readonly breath: number;
  readonly hiss: Stretch["hiss"] & object;
}

/** How long a frame is. */
export const FRAME_SECONDS = 0.005;

const silent = { level: 0, frequency: 3000, bandwidth: 2000 };

/**
 * The frames of a word. Tongue and lips cannot jump, so formants are averaged over nine frames, and
 * levels over three.
 *
 * @throws RangeError if there is no sound, or one that is unknown.
 */
export function framesOf(sounds: readonly string[], voice: Voice, random: Random): Frame[] {
  if (sounds.length === 0) throw new RangeError("speak: needs at least one sound, got 0");
  const stretches = sounds.flatMap((sound) => {
    const found = known[sound.replace(/\d$/, "")];
    if (found) return found;
    throw new RangeError(`speak: "${sound}" is no sound of the dictionary: AA, B, … ZH`);
  });
  const shapes = shapesOf(stretches, voice);
  const raw = stretches.flatMap(({ seconds, voice: buzz = 0, breath = 0, hiss = silent }, k) => {
    const take = Math.exp(random.normal(0, 0.08)) / voice.speed;
    const formants = shapes[k]!.map((f) => f * Math.exp(random.normal(0, 0.02)));
    const frame: Frame = { formants, voice: buzz, breath, hiss };
    return Array.from(
      { length: Math.max(2, Math.round((seconds * take) / FRAME_SECONDS)) },
      () => frame,
    );
  });
  const about = (n: number, reach: number): Frame[] =>
    raw.slice(Math.max(0, n - reach), n + reach + 1);
  return raw.map(({ hiss }, n) => ({
    formants: [0, 1, 2].map((k) => meanOf(about(n, 4).map(({ formants }) => formants[k]!))),
    voice: meanOf(levels(n, ({ voice: level }) => level)),
    breath: meanOf(levels(n, ({ breath: level }) => level)),
    hiss: { ...hiss, level: meanOf(levels(n, ({ hiss: { level } }) => level)) },
  }));

  // Beyond the first frame and the last there is silence.
  function levels(n: number, of: (frame: Frame) => number): number[] {
    return [n - 1, n, n + 1].map((k) => (raw[k] ? of(raw[k]) : 0));
  }
}

// A breath has the shape of what comes next, or of what came before.
function shapesOf(stretches: readonly Stretch[], voice: Voice): (readonly number[])[] {
  const own = stretches.map(({ shape }) =>
    typeof shape === "string" ? voice.vowels[shape] : shape?.map((f) => f * voice.scale),
  );
  return own.map(
    (shape, k) =>
      shape ??
      own.slice(k).find(Boolean) ??
      own.slice(0, k).reverse().find(Boolean) ??
      voice.vowels.AH,
  );
}

function meanOf(list: readonly number[]): number {
  return list.reduce((a, b) => a + b) / list.length;
}
