/**
 * @file Vowels as points: the first two resonances of a mouth, and one that the reader chooses.
 *
 * Told in `notebooks/en/16-speech-and-finance.ipynb`.
 */

import {
  meanVowel,
  type VoiceGroup,
  type VowelName,
  vowelNames,
  vowelWords,
} from "../sound/vowels.js";
import type { Figure } from "./figure.js";
import { lineChart } from "./lineChart.js";
import type { Mark } from "./marks.js";
import { checkNumbers } from "./numbers.js";
import { withTable } from "./table.js";
import { lightTokens } from "./template.js";

/** A vowel that need not be one of any language. */
export interface VowelPlane {
  /** the first resonance, hertz, within `vowelRanges.first` */
  readonly first: number;
  /** the second, hertz, within `vowelRanges.second`, and above the first */
  readonly second: number;
  /** of the voice, hertz, within `vowelRanges.pitch` */
  readonly pitch: number;
}

/** What can be chosen, in hertz. */
export const vowelRanges = { first: [200, 1100], second: [600, 3400], pitch: [80, 320] } as const;

// Round the edge of the plane; AH and ER lie within, and are not drawn.
const loop: readonly VowelName[] = ["IY", "IH", "EH", "AE", "AA", "AO", "UH", "UW"];
const groups: readonly VoiceGroup[] = ["men", "women", "children"];
/** How far the second resonance stays above the first, hertz. */
export const vowelGap = 100;

/**
 * The eight vowels of the loop for men, women and children, and the chosen point.
 *
 * @throws RangeError unless the numbers are in their ranges, and the second is the higher by 100 Hz.
 */
export function vowelPlane(state: VowelPlane): Figure {
  checkVowel(state);
  const { first, second } = state;
  const nearest = nearestVowel(state);
  ground ??= drawLoops();
  const ring = {
    type: "scatter",
    mode: "markers",
    x: [first],
    y: [second],
    marker: {
      symbol: "circle",
      size: 13,
      color: lightTokens.paper,
      line: { color: lightTokens.ink, width: 3 },
      opacity: 1,
    },
    cliponaxis: false,
    hoverinfo: "skip",
  };
  return withTable(
    { ...ground, data: [...ground.data, ring] },
    {
      columns: ["", "first (Hz)", "second (Hz)"],
      rows: [
        ["chosen", first, second],
        [`nearest: ${nearest.word}, ${nearest.group}`, nearest.first, nearest.second],
      ],
    },
  );
}

// Drawn once: to find places for the words takes longer than a hand waits.
let ground: Figure | undefined;

function drawLoops(): Figure {
  return lineChart({
    series: groups.map((group) => {
      const points = loop.map((name) => meanVowel(group, name).formants);
      return { name: group, x: points.map(([f]) => f), y: points.map(([, f]) => f), points: true };
    }),
    x: { title: "first resonance (Hz)", range: vowelRanges.first },
    y: { title: "second resonance (Hz)", range: vowelRanges.second },
    marks: [
      ...loop.map((name): Mark => {
        const [x, y] = meanVowel("children", name).formants;
        const word = vowelWords[vowelNames.indexOf(name)]!;
        const side = sides[name] ?? "right";
        return { x, y: y - (lowered[name] ?? 0), text: word, ring: false, side };
      }),
    ],
  });
}

const sides: Partial<Record<VowelName, Mark["side"] & string>> = {
  IY: "above",
  IH: "above",
  EH: "above",
  AO: "below",
  UH: "above",
  UW: "left",
};

// Hertz by which a word stands lower, where the loops of men and women pass under its point.
const lowered: Partial<Record<VowelName, number>> = { AO: 70 };

/** The mean vowel that is nearest, measured on a logarithmic scale. */
export function nearestVowel({ first, second }: VowelPlane): {
  word: string;
  group: VoiceGroup;
  first: number;
  second: number;
} {
  const all = groups.flatMap((group) =>
    vowelNames.map((name, v) => {
      const [f1, f2] = meanVowel(group, name).formants;
      const distance = Math.hypot(Math.log(first / f1), Math.log(second / f2));
      return { word: vowelWords[v]!, group, first: f1, second: f2, distance };
    }),
  );
  const { word, group, ...near } = all.reduce((a, b) => (b.distance < a.distance ? b : a));
  return { word, group, first: near.first, second: near.second };
}

/** True if it can be drawn and heard. */
export function isVowel({ first, second, pitch }: VowelPlane): boolean {
  const within = (x: number, [low, high]: readonly [number, number]): boolean =>
    x >= low && x <= high;
  return (
    within(first, vowelRanges.first) &&
    within(second, vowelRanges.second) &&
    within(pitch, vowelRanges.pitch) &&
    second >= first + vowelGap
  );
}

function checkVowel(state: VowelPlane): void {
  const { first, second, pitch } = state;
  checkNumbers("vowelPlane", "resonances and pitch", [first, second, pitch]);
  if (isVowel(state)) return;
  const must = `first ${vowelRanges.first.join(" to ")}, second ${vowelRanges.second.join(" to ")} and ${vowelGap} above the first, pitch ${vowelRanges.pitch.join(" to ")}`;
  throw new RangeError(`vowelPlane: needs ${must}, got ${first}, ${second} and ${pitch}`);
}
