/** @file Terminal text: colours become classes, everything else is escaped. */

import Anser from "anser";

/** Text with ANSI sequences as HTML with the classes `ansi-red`, `ansi-bold`, …. */
export function ansiToHtml(text: string): string {
  return Anser.ansiToHtml(Anser.escapeForHtml(text), { use_classes: true });
}
