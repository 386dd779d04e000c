/** @file A sound as the page plays it: the browser's own controls, which keyboards and readers know. */

import type { SoundRecord } from "../../src/lesson/records.js";
import { escapeHtml } from "./html.js";

/** A player with its caption; nothing sounds until the reader says so. */
export function soundPlayer({ caption, wav }: SoundRecord): string {
  const words = escapeHtml(caption);
  return `<div class="sound"><audio controls preload="metadata" aria-label="${words}" src="data:audio/wav;base64,${wav}"></audio><p>${words}</p></div>`;
}
