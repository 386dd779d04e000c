/**
 * @file A captioner of scenes, trained and shipped: it reads boxes and classes, never a pixel.
 *
 * Source: trained for this course on boxes of up to three digits, drawn by chance, and what `captionOf`
 * says of them, in TensorFlow.js, by `COURSE_PACK=1` before `tests/tensorflow/vision.test.ts`;
 * `captioner.gz` has its weights in eight bits.
 */

import { type Matrix, random, zeros } from "../../matrix/index.js";
import type { LabelledBox } from "../../network/boxes.js";
import {
  type Captioner,
  captionerForward,
  createCaptioner,
  greedyDecode,
  logSoftmax,
} from "../../network/index.js";
import { readWeights } from "../weights.js";
import { CAPTION_WORDS, MOST_TOLD } from "./captions.js";
import { SCENE_SIDE } from "./scenes.js";
import { CAPTIONER_SIZES } from "./sizes.js";

const FILE = {
  path: "src/data/vision/captioner.gz",
  sha256: "6a28e03bbd1e49f0216cee92ecafc2f9f677ed9049a063a96a22efd82375ffdc",
};

/**
 * The captioner, read from the file that comes with this library and checked byte for byte.
 *
 * @throws Error if the file is missing or damaged; it names the file and the cure.
 */
export async function loadCaptioner(): Promise<Captioner> {
  const drawn = createCaptioner({
    ...CAPTIONER_SIZES,
    vocabularySize: CAPTION_WORDS.length,
    random: random(1),
  });
  return await readWeights("loadCaptioner", FILE, drawn);
}

const [START, END] = [CAPTION_WORDS.indexOf("[START]"), CAPTION_WORDS.indexOf("[END]")];
/** The longest caption has 13 words and its end. */
const MOST_WORDS = 14;

/**
 * What the captioner reads: of each digit the middle of its box across and down, its width and height,
 * all as shares of the sheet, and a 1 in the column of its class. Rows of no digit are 0.
 *
 * @param objects - of more than three the first three are taken: of what `detect` returns, the surest
 * @returns shape `[4, 14]`
 */
export function seenRows(objects: readonly LabelledBox[]): Matrix {
  const { known } = CAPTIONER_SIZES;
  const rows = zeros([MOST_TOLD + 1, known]);
  for (const [k, { box, label }] of objects.slice(0, MOST_TOLD).entries()) {
    const { left, top, right, bottom } = box;
    const pixels = [(left + right) / 2, (top + bottom) / 2, right - left, bottom - top];
    rows.data.set(
      pixels.map((length) => length / SCENE_SIDE),
      k * known,
    );
    rows.data[k * known + 4 + label] = 1;
  }
  return rows;
}

/**
 * The caption of what was seen, greedily: at each place the likeliest word.
 *
 * @param seen - what `seenRows` returns, shape `[4, 14]`
 * @throws RangeError if it does not fit the captioner.
 */
export function caption(seen: Matrix, captioner: Captioner): string[] {
  const next = (prefix: readonly number[]) => {
    const { logits } = captionerForward(seen, prefix, captioner);
    return logSoftmax(logits).data.subarray(-CAPTION_WORDS.length);
  };
  const { ids } = greedyDecode(next, { begin: START, end: END, maxLength: MOST_WORDS });
  return ids.map((id) => CAPTION_WORDS[id]!);
}
