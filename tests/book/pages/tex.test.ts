/** @file Formulas within a line: where the line may not be broken. */

import { JSDOM } from "jsdom";
import katex from "katex";
import { expect, test } from "vitest";
import { renderTex } from "../../../book/pages/tex.js";
import { renderBook } from "../../../book/site/renderBook.js";
import { text } from "./cells.js";
import { of, options } from "./messages.js";

/** Parts of a formula between which a browser may break the line. */
function parts(html: string): number {
  return new JSDOM(html).window.document.querySelectorAll(".base").length;
}

test.each([
  ["6.7\\times10^{6}", 1],
  ["3\\cdot10^{-8}\\alpha", 1],
  ["C=3.14 \\times 10^{23}", 2],
  ["a\\cdot b", 2],
])("no number is parted from its power of ten: %s", (tex, count) => {
  expect(parts(renderTex(tex, false).html!)).toBe(count);
});

test.each(["x_1\\cdot10^2", "x^2\\cdot10^3", "\\frac12\\cdot10^2", "x_{12}\\times10^4"])(
  "an index keeps its number: %s",
  (tex) => {
    const plain = katex.renderToString(tex, { output: "htmlAndMathml" });
    expect(renderTex(tex, false).html).toBe(plain);
  },
);

test("a formula is not parted from the stop after it", async () => {
  const cells = [text("The slope at $z=a$. Which of ($a$), $b$ and $c$?")];
  const book = await renderBook([of(cells)], options);
  const { document } = new JSDOM(String(book.files.get("en/05-x/index.html"))).window;
  const paragraph = [...document.querySelectorAll("main p")].find((p) => p.querySelector(".katex"));
  const formulas = [...paragraph!.querySelectorAll(":scope > .katex")];
  const held = formulas.map((formula) => {
    const bases = [...formula.querySelectorAll(".base")];
    return bases.map((base) => base.parentElement!.className);
  });
  expect(held).toEqual([["katex-html", "kept"], ["kept"], ["katex-html"], ["kept"]]);
  expect(formulas[0]!.nextSibling!.textContent).toMatch(/^\. Which/);
});
