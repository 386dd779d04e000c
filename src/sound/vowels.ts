/**
 * @file Ten vowels of American English: how high their voices are, and where their formants lie.
 *
 * Source: Peterson and Barney, "Control Methods Used in a Study of the Vowels", Journal of the Acoustical
 * Society of America 24 (1952), table II: means over 33 men, 28 women and 15 children, in hertz.
 */

/** Whose voices were averaged. */
export type VoiceGroup = "men" | "women" | "children";

/** A vowel, as the pronouncing dictionary writes it. */
export type VowelName = (typeof vowelNames)[number];

/** The ten vowels, in the order of `vowelWords`. */
export const vowelNames = ["IY", "IH", "EH", "AE", "AA", "AO", "UH", "UW", "AH", "ER"] as const;

/** The word in which each vowel was read. */
export const vowelWords: readonly string[] = [
  "heed",
  "hid",
  "head",
  "had",
  "hod",
  "hawed",
  "hood",
  "who’d",
  "hud",
  "heard",
];

/** Three resonances of the vocal tract, in hertz. */
export type Formants = readonly [first: number, second: number, third: number];

/** The mean voice of a group on one vowel. */
export interface MeanVowel {
  /** fundamental frequency, hertz */
  readonly pitch: number;
  readonly formants: Formants;
}

// One row a vowel: pitch of men, women, children; then F1, F2, F3, each of the three.
const table: readonly (readonly number[])[] = [
  [136, 235, 272, 270, 310, 370, 2290, 2790, 3200, 3010, 3310, 3730],
  [135, 232, 269, 390, 430, 530, 1990, 2480, 2730, 2550, 3070, 3600],
  [130, 223, 260, 530, 610, 690, 1840, 2330, 2610, 2480, 2990, 3570],
  [127, 210, 251, 660, 860, 1010, 1720, 2050, 2320, 2410, 2850, 3320],
  [124, 212, 256, 730, 850, 1030, 1090, 1220, 1370, 2440, 2810, 3170],
  [129, 216, 263, 570, 590, 680, 840, 920, 1060, 2410, 2710, 3180],
  [137, 232, 276, 440, 470, 560, 1020, 1160, 1410, 2240, 2680, 3310],
  [141, 231, 274, 300, 370, 430, 870, 950, 1170, 2240, 2670, 3260],
  [130, 221, 261, 640, 760, 850, 1190, 1400, 1590, 2390, 2780, 3360],
  [133, 218, 261, 490, 500, 560, 1350, 1640, 1820, 1690, 1960, 2160],
];

const groups: readonly VoiceGroup[] = ["men", "women", "children"];

/** The mean voice of a group on a vowel. @throws RangeError if there is no such group or vowel. */
export function meanVowel(group: VoiceGroup, name: VowelName): MeanVowel {
  const [g, v] = [groups.indexOf(group), vowelNames.indexOf(name)];
  if (g < 0)
    throw new RangeError(`meanVowel: group must be men, women or children, got "${group}"`);
  if (v < 0) {
    throw new RangeError(`meanVowel: vowel must be one of ${vowelNames.join(", ")}, got "${name}"`);
  }
  const row = table[v]!;
  return { pitch: row[g]!, formants: [row[3 + g]!, row[6 + g]!, row[9 + g]!] };
}

/** By what the formants of a group exceed those of the men: the mean ratio over the table. */
export function tractScale(group: VoiceGroup): number {
  const ratios = vowelNames.flatMap((name) => {
    const men = meanVowel("men", name).formants;
    return meanVowel(group, name).formants.map((f, k) => f / men[k]!);
  });
  return ratios.reduce((a, b) => a + b) / ratios.length;
}
