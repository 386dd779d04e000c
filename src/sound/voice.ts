/** @file A speaker who does not exist: how high, how large, and with which habits. */

import { checkPositive, type Random } from "../matrix/index.js";
import {
  type Formants,
  meanVowel,
  tractScale,
  type VoiceGroup,
  type VowelName,
  vowelNames,
} from "./vowels.js";

/** Somebody's way to speak. */
export interface Voice {
  /** fundamental frequency, hertz */
  readonly pitch: number;
  /** by what the formants of consonants exceed those of a man */
  readonly scale: number;
  /** the formants of each vowel, hertz */
  readonly vowels: Readonly<Record<VowelName, Formants>>;
  /** 1 is ordinary, 2 twice as fast */
  readonly speed: number;
  /** true for one who whispers: breath in place of the buzz */
  readonly whispers: boolean;
}

/** The mean of a group, at ordinary speed. */
export function meanVoice(group: VoiceGroup): Voice {
  const means = vowelNames.map((name) => meanVowel(group, name));
  const vowels = Object.fromEntries(vowelNames.map((name, v) => [name, means[v]!.formants]));
  return {
    pitch: means.reduce((sum, { pitch }) => sum + pitch, 0) / means.length,
    scale: tractScale(group),
    vowels: vowels as Record<VowelName, Formants>,
    speed: 1,
    whispers: false,
  };
}

/**
 * A random member of a group: by the factor `exp(normal)` another pitch (standard deviation 0.12),
 * tract (0.05) and speed (0.12), and for each formant of each vowel a habit of its own (`accent`).
 *
 * @param accent - standard deviation of the habits, in the logarithm; defaults to 0.06
 * @throws RangeError if it is not positive.
 */
export function drawVoice(random: Random, group: VoiceGroup, accent = 0.06): Voice {
  checkPositive("drawVoice", "accent", accent);
  const factor = (deviation: number): number => Math.exp(random.normal(0, deviation));
  const mean = meanVoice(group);
  const [pitch, tract, speed] = [factor(0.12), factor(0.05), factor(0.12)];
  const vowels = Object.fromEntries(
    vowelNames.map((name) => [name, mean.vowels[name].map((f) => f * tract * factor(accent))]),
  );
  return {
    pitch: mean.pitch * pitch,
    scale: mean.scale * tract,
    vowels: vowels as unknown as Record<VowelName, Formants>,
    speed,
    whispers: false,
  };
}
