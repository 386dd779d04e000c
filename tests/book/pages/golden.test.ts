/**
 * @file Golden pages: each notebook of `input/` renders as the file of the same name in `output/`.
 *
 * A missing output is written, to be read and committed; where `CI` is set it fails instead. Formulas
 * stand there as their TeX.
 */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { parseNotebook } from "../../../book/notebook/format.js";
import { renderBody } from "../../../book/pages/body.js";
import { readChapter } from "../../../book/pages/chapter.js";
import { Problems } from "../../../book/pages/problems.js";
import { indexBook } from "../../../book/pages/references.js";
import { sanitise } from "../../../book/pages/sanitise.js";
import { chapter } from "./cells.js";

const folder = (name: string) => fileURLToPath(new URL(`./${name}/`, import.meta.url));

for (const file of readdirSync(folder("input"))) {
  test(file, () => {
    const page = render(file);
    const golden = `${folder("output")}${file.replace(/ipynb$/, "html")}`;
    if (!existsSync(golden)) {
      if (process.env.CI)
        throw new Error(`${golden} is missing: run the test without CI, read it, commit it`);
      writeFileSync(golden, page);
    }
    expect(page).toBe(readFileSync(golden, "utf8"));
  });
}

function render(file: string): string {
  const text = readFileSync(`${folder("input")}${file}`, "utf8");
  const problems = new Problems();
  const name = file.replace(".ipynb", "");
  const read = readChapter(chapter(name, parseNotebook(text, file)), problems);
  const index = indexBook([read], problems);
  const drawings = { get: () => undefined };
  const files = new Map<string, string>();
  const body = renderBody({
    chapter: read,
    index,
    problems,
    drawings,
    sanitise,
    files,
    entries: [],
    answers: new Map(),
    sections: new Set(),
  });
  expect(problems.all).toEqual([]);
  const { document } = new JSDOM(body).window;
  for (const formula of document.querySelectorAll(".katex")) {
    formula.replaceWith(`⟨${formula.querySelector("annotation")?.textContent}⟩`);
  }
  // figures have their own tests
  for (const figure of document.querySelectorAll("figure")) {
    figure.replaceWith(`[${figure.id}: ${figure.querySelector("figcaption")?.textContent}]\n`);
  }
  return `${document.body.innerHTML.trim()}\n`;
}
