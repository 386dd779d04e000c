/**
 * @file Printed text on a narrow page: a sentence goes on in the next line, a table keeps its columns.
 *
 * Nothing says which is which, so it is read off the lines: what stands under one another in two
 * neighbouring lines is a column.
 */

import { ansiToHtml } from "./ansi.js";

/** so many characters stand in a line on every phone */
const FITS = 34;
/** so many words that begin under one another, side by side, are no accident */
const WORDS = 4;

const ESC = "\u001b";

/**
 * The text as a `<pre>`; lines that may go on in the next are parts of their own in it, and so are
 * runs of lines with columns. No character is added or lost.
 */
export function textHtml(text: string): string {
  const lines = text.split("\n");
  const aligned = lines.map((_, i) => isAligned(lines, i));
  const isProse = (i: number): boolean => !aligned[i] && lines[i]!.length > FITS;
  // colours may go over several lines
  if (text.includes(ESC) || !lines.some((_, i) => isProse(i)))
    return `<pre>${ansiToHtml(text)}</pre>`;
  let html = "";
  for (let i = 0; i < lines.length; ) {
    const from = i++;
    if (!isProse(from)) while (i < lines.length && !isProse(i)) ++i;
    const end = i < lines.length ? "\n" : "";
    const part = ansiToHtml(lines.slice(from, i).join("\n")) + end;
    const indent = /^ */.exec(lines[from]!)![0].length;
    const style = indent > 0 ? ` style="--in:${indent}ch"` : "";
    html += isProse(from)
      ? `<span class="line"${style}>${part}</span>`
      : `<span class="columns">${part}</span>`;
  }
  return `<pre class="lines">${html}</pre>`;
}

/** Whether the line and one beside it have a column in common. */
function isAligned(lines: readonly string[], i: number): boolean {
  return [lines[i - 1], lines[i + 1]].some((other) => {
    if (other === undefined) return false;
    const [here, there] = [wordsOf(lines[i]!), wordsOf(other)];
    const edges = ({ isApart, from, to, end }: Word): number[] =>
      isApart ? [from, -to, -end] : [];
    const columns = new Set(there.flatMap(edges));
    if (here.some((word) => edges(word).some((edge) => columns.has(edge)))) return true;
    const starts = new Map(there.map(({ from }, k) => [from, k]));
    let run = 0;
    let before = -2;
    return here.some(({ from }) => {
      const k = starts.get(from) ?? -2;
      run = k < 0 ? 0 : k === before + 1 ? run + 1 : 1;
      before = k;
      return run >= WORDS;
    });
  });
}

interface Word {
  readonly from: number;
  readonly to: number;
  /** where the words end that follow it one space apart: the unit of a number, the rest of a head */
  readonly end: number;
  /** two spaces or more stand before it, and something before them */
  readonly isApart: boolean;
}

function wordsOf(line: string): Word[] {
  return [...line.matchAll(/\S+/g)].map(({ 0: word, index }, k) => ({
    from: index,
    to: index + word.length,
    end: index + /^\S+(?: \S+)*/.exec(line.slice(index))![0].length,
    isApart: k > 0 && line[index - 2] === " ",
  }));
}
