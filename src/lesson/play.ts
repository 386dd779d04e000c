/// <reference lib="dom" />
/** @file Sound under the cell that made it, with the controls that the browser has. */

import { emit } from "./display.js";
import { RECORD_MIME, type SoundRecord } from "./records.js";
import { wavBytes } from "./wav.js";

export interface PlayOptions {
  /** What is heard, for those who read it beside the player. */
  readonly caption: string;
  /** Samples a second; defaults to 11,025, the rate of `speak`. */
  readonly sampleRate?: number;
}

/**
 * Shows a player for a sound; it plays when the reader says so. Outside a notebook the caption is printed.
 *
 * @param samples - each in [−1, 1]
 * @throws RangeError if there is no caption, there are no samples, or one is out of its range.
 */
export function play(samples: ArrayLike<number>, options: PlayOptions): void {
  const { caption, sampleRate = 11_025 } = options;
  if (caption.trim() === "") throw new RangeError('play: needs a caption, got ""');
  const bytes = wavBytes(samples, sampleRate);
  const wav = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const seconds = samples.length / sampleRate;
  const record: SoundRecord = { kind: "sound", caption, seconds, wav };
  const words = `[sound, ${seconds.toFixed(1)} s: ${caption}]`;
  const bundle = {
    [RECORD_MIME]: record,
    "text/html": `<figure><audio controls preload="metadata" aria-label="${inAttribute(caption)}" src="data:audio/wav;base64,${wav}"></audio><figcaption>${inAttribute(caption)}</figcaption></figure>`,
    "text/plain": words,
  };
  emit(bundle, words);
}

function inAttribute(text: string): string {
  const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (sign) => signs[sign]!);
}
