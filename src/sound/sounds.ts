/**
 * @file The 39 sounds of the pronouncing dictionary, each as what the synthesiser has to do for it.
 *
 * Formants of consonants: Klatt (1980), table III, one man's. Vowels are those of Peterson and Barney
 * (`vowels.ts`). Lengths, levels, the places of hisses and the formants of NG are our own choice, by ear.
 */

import type { Formants, VowelName } from "./vowels.js";

/** A stretch of sound in which nothing is asked to change. */
export interface Stretch {
  /** how long, in seconds, at ordinary speed */
  readonly seconds: number;
  /** a vowel, whose formants depend on the speaker, or formants of a man in hertz; defaults to the next */
  readonly shape?: VowelName | Formants;
  /** how strongly the vocal folds buzz, in [0, 1] */
  readonly voice?: number;
  /** how strongly breath rushes through the whole tract, in [0, 1] */
  readonly breath?: number;
  /** noise made at a narrow place near the lips, which only one resonance shapes */
  readonly hiss?: {
    readonly level: number;
    readonly frequency: number;
    readonly bandwidth: number;
  };
}

const high = { level: 0.002, frequency: 4600, bandwidth: 900 };
const middle = { level: 0.01, frequency: 2750, bandwidth: 500 };
const flat = { level: 0.005, frequency: 3600, bandwidth: 4000 };
const low = { level: 0.015, frequency: 1100, bandwidth: 2500 };

const vowel = (shape: VowelName, seconds = 0.15): Stretch[] => [{ seconds, shape, voice: 1 }];
const glide = (from: VowelName, to: VowelName): Stretch[] => [
  { seconds: 0.12, shape: from, voice: 1 },
  { seconds: 0.1, shape: to, voice: 0.8 },
];
const sonorant = (shape: Formants, voice = 0.7): Stretch[] => [{ seconds: 0.08, shape, voice }];
const hissing = (shape: Formants, hiss: Stretch["hiss"] & object, voice = 0): Stretch[] => [
  {
    seconds: voice > 0 ? 0.08 : 0.12,
    shape,
    voice,
    hiss: voice > 0 ? { ...hiss, level: 0.6 * hiss.level } : hiss,
  },
];
// The lips or the tongue close, then let go.
const stop = (shape: Formants, hiss: Stretch["hiss"] & object, isVoiced: boolean): Stretch[] => [
  { seconds: 0.06, shape, voice: isVoiced ? 0.15 : 0 },
  { seconds: isVoiced ? 0.015 : 0.03, shape, hiss, breath: isVoiced ? 0 : 0.03 },
];

/** Each sound by its name in the dictionary, without the digit of its stress. */
export const sounds: Readonly<Record<string, readonly Stretch[]>> = {
  IY: vowel("IY"),
  IH: vowel("IH", 0.1),
  EH: vowel("EH", 0.12),
  AE: vowel("AE"),
  AA: vowel("AA"),
  AO: vowel("AO"),
  UH: vowel("UH", 0.1),
  UW: vowel("UW"),
  AH: vowel("AH", 0.1),
  ER: vowel("ER"),
  AY: glide("AA", "IY"),
  EY: glide("EH", "IY"),
  OW: glide("AO", "UW"),
  AW: glide("AA", "UW"),
  OY: glide("AO", "IY"),
  W: sonorant([290, 610, 2150]),
  Y: sonorant([260, 2070, 3020]),
  R: sonorant([310, 1060, 1380]),
  L: sonorant([310, 1050, 2880]),
  M: sonorant([480, 1270, 2130], 0.4),
  N: sonorant([480, 1340, 2470], 0.4),
  NG: sonorant([480, 1990, 2850], 0.4),
  HH: [{ seconds: 0.07, breath: 0.04 }],
  F: hissing([340, 1100, 2080], flat),
  V: hissing([220, 1100, 2080], flat, 0.4),
  TH: hissing([320, 1290, 2540], { ...flat, frequency: 4500 }),
  DH: hissing([270, 1290, 2540], { ...flat, frequency: 4500 }, 0.5),
  S: hissing([320, 1390, 2530], high),
  Z: hissing([240, 1390, 2530], high, 0.4),
  SH: hissing([300, 1840, 2750], middle),
  ZH: hissing([300, 1840, 2750], middle, 0.4),
  P: stop([400, 1100, 2150], low, false),
  B: stop([200, 1100, 2150], low, true),
  T: stop([400, 1600, 2600], high, false),
  D: stop([200, 1600, 2600], high, true),
  K: stop([300, 1990, 2850], middle, false),
  G: stop([200, 1990, 2850], middle, true),
  CH: [{ seconds: 0.05, shape: [350, 1800, 2820] }, ...hissing([350, 1800, 2820], middle)],
  JH: [
    { seconds: 0.05, shape: [260, 1800, 2820], voice: 0.15 },
    ...hissing([260, 1800, 2820], middle, 0.4),
  ],
};
