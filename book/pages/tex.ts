/** @file Formulas: TeX in, HTML for the eye and MathML for assistive technology out, at build time. */

import katex from "katex";
import { memoise } from "./memo.js";

export type Formula = { html: string; refused: null } | { html: null; refused: string };

const render = memoise(20_000, (key): Formula => {
  const displayMode = key.startsWith("d");
  try {
    const html = katex.renderToString(key.slice(1), {
      displayMode,
      output: "htmlAndMathml",
      strict: false, // its warnings are of taste; what it cannot set is an error all the same
      throwOnError: true,
      trust: false,
    });
    return { html, refused: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { html: null, refused: message.replace(/^KaTeX parse error: /, "") };
  }
});

/** A number and its power of ten, which stand for themselves and not in an index. */
const scientific = /(?<![\w^.,])\d[\d.,]*\s*\\(?:times|cdot)\s*10\^(?:\{[^{}]*\}|\d)/g;

/** A formula as HTML, or why KaTeX refuses it; within a line no number is parted from its power of ten. */
export function renderTex(tex: string, isDisplay: boolean): Formula {
  return render(isDisplay ? `d${tex.trim()}` : `i${tex.trim().replace(scientific, "{$&}")}`);
}
