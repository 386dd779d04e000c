/** @file Makes `src/data/courseText/courseText.gz` of the chapters, the same at every run but for the packing. */

import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { PackedCourseText } from "../../src/data/courseText/courseText.js";

const folder = fileURLToPath(new URL("../../notebooks/en", import.meta.url));

/** Chapters whose prose is packed: not 15, which asks, and not those that came after it. */
const CHAPTERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 18, 20];
const LEFT_OUT = ["opener", "predict", "references", "bibliography", "next"];
const FEWEST = 80; // letters; shorter ones lead to something that is left out

interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly metadata: { readonly tags?: readonly string[] };
}

/** One piece of Markdown in plain words. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/(?<!\\)\$([^$]+)(?<!\\)\$/g, (_, tex: string) => tex.replace(/\\[,;! ]|[\\{}]/g, " "))
    .replaceAll("\\$", "")
    .replace(/\[\]\(#[^)]*\)/g, "the figure")
    .replace(/\[\^[^\]]*\]:?/g, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\s*\(?\\eqref\{[^}]*\}\)?/g, "")
    .replace(/<[^>]*>/g, "")
    .replace(/[*`]|\[!\w+\]/g, "")
    .replace(/^(?:>|-|\d+\.) ?/gm, "")
    .replace(/\s+/g, " ")
    .replace(/ ([,.;:)])/g, "$1")
    .trim();
}

/** The blocks between blank lines, without displayed formulas, headings and tables. */
function blocks(markdown: string): string[] {
  return markdown
    .replace(/\$\$[\s\S]*?\$\$/g, "\n\n")
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== "" && !/^(#|\||<)/.test(block));
}

const questionOf = (block: string): string | undefined => /^\*\*(.*\?.*)\*\*$/.exec(block)?.[1];

/** The prose of the chapters, passage by passage, and the questions at their ends. */
export async function packCourseText(): Promise<PackedCourseText> {
  const passages: [number, string, string][] = [];
  const questions: [number, string, number][] = [];
  for (const file of (await readdir(folder)).sort()) {
    const chapter = Number.parseInt(file, 10);
    if (!file.endsWith(".ipynb") || !CHAPTERS.includes(chapter)) continue;
    const { cells } = JSON.parse(await readFile(`${folder}/${file}`, "utf8")) as { cells: Cell[] };
    for (const { id, cell_type, source, metadata } of cells) {
      if (cell_type !== "markdown" || metadata.tags || LEFT_OUT.includes(id)) continue;
      let asked = false;
      for (const block of blocks([source].flat().join(""))) {
        const question = id === "questions" ? questionOf(block) : undefined;
        const text = plainText(block);
        if (question) questions.push([chapter, plainText(question), passages.length]);
        else if (id === "questions" && !asked) passages.at(-1)![2] += ` ${text}`;
        else if (asked || text.length >= FEWEST) passages.push([chapter, id, text]);
        asked = question !== undefined;
      }
    }
  }
  return { passages, questions };
}
