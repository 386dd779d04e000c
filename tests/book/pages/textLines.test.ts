/** @file Which lines of a printed text may go on in the next, and which keep their columns. */

import fc from "fast-check";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { escapeHtml } from "../../../book/pages/html.js";
import { textHtml } from "../../../book/pages/textLines.js";

const sentence = "with 12 of 30 tokens hidden the model is right more often than chance";

/** The parts of the text in order: what may be wrapped, and what may not. */
function parts(text: string): [string, string][] {
  const { document } = new JSDOM(textHtml(text)).window;
  return [...document.querySelectorAll("pre > span")].map((part) => [
    part.className,
    part.textContent!,
  ]);
}

test("a long sentence is a line of its own", () => {
  expect(parts(`${sentence}\nshort\n  ${sentence}`)).toEqual([
    ["line", `${sentence}\n`],
    ["columns", "short\n"],
    ["line", `  ${sentence}`],
  ]);
});

test("an indented sentence says how far in it goes on", () => {
  expect(textHtml(`    ${sentence}`)).toContain('<span class="line" style="--in:4ch">');
});

describe("columns stay", () => {
  test.each([
    [
      "that begin under one another",
      "digits, perceptron     0.838  one more: 0.796 to 0.880\ndigits, attention      0.583  one more: 0.503 to 0.662",
    ],
    [
      "that end under one another",
      "images of the whole data set      201 kB    100 kB\nparameters of program 1, all      1.4 TB   98.2 kB",
    ],
    [
      "of numbers with their units, under their heads",
      "                             float64   float32   16 bits\nparameters of 2-3-1            104 B      52 B      26 B",
    ],
    [
      "of numbers, one space apart",
      "row 7 of the picture: 0.00 0.33 0.73 0.62\nrow 8 of the picture: 0.00 0.87 1.00 1.00",
    ],
    [
      "of one line under its head",
      "             number              baseline  model\nwrite        perplexity          5.11      9.12",
    ],
  ])("%s", (_, text) => {
    expect(textHtml(text)).toBe(`<pre>${text}</pre>`);
  });

  test("and a sentence after them is none of them", () => {
    const table =
      "rate 0.6   0.0314  0.0301  0.0658  0.0021\nrate 0.01  0.0355  0.0299  0.0418  0.0020";
    expect(parts(`${table}\n${sentence}`)).toEqual([
      ["columns", `${table}\n`],
      ["line", sentence],
    ]);
  });
});

test("a single line of many numbers may be wrapped: it has no columns", () => {
  const line = "-0.103  -4.807  0.607  1.678  -6.659  -0.401  -7.498  7.839";
  expect(parts(line)).toEqual([["line", line]]);
});

test("what fits everywhere, and what has colours, is left alone", () => {
  for (const text of ["three words only", `\u001b[31m${sentence}\u001b[39m`])
    expect(parts(text)).toEqual([["ansi-red-fg", sentence]].slice(text.length < 20 ? 1 : 0));
  expect(textHtml("three words only")).toBe("<pre>three words only</pre>");
});

test("no character is added or lost", () => {
  const word = fc.constantFrom(" ", "  ", "\n", "a<b", "0.5", "&", sentence, "the");
  fc.assert(
    fc.property(
      fc.array(word).map((words) => words.join("")),
      (text) => {
        expect(textHtml(text).replace(/<\/?(?:pre|span)[^>]*>/g, "")).toBe(escapeHtml(text));
      },
    ),
  );
});
