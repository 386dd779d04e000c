/** @file Numbers come in the order of the notebook, and a reference says the number of its target. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell } from "../../../book/notebook/format.js";
import { readChapter } from "../../../book/pages/chapter.js";
import { Problems } from "../../../book/pages/problems.js";
import type { Target } from "../../../book/pages/reader.js";
import { indexBook, resolve } from "../../../book/pages/references.js";
import { chapter, code, display, notebook, opener, record, text } from "./cells.js";

type Kind = "def" | "fig" | "claim" | "section" | "prose";

function cellOf(kind: Kind, k: number): Cell {
  switch (kind) {
    case "def":
      return text(`$$ a_{${k}} \\label{def:a-${k}} $$`);
    case "fig":
      return code(`show(f${k});`, [
        display({
          "application/vnd.plotly.v1+json": { data: [], layout: {} },
          "application/vnd.large-models+json": {
            kind: "figure",
            id: `fig:f-${k}`,
            caption: "A",
            alt: "B",
            page: false,
          },
        }),
      ]);
    case "claim":
      return code(`claim("claim:c-${k}");`, [
        record({
          kind: "claim",
          id: `claim:c-${k}`,
          title: "C",
          source: "A:1",
          printed: null,
          values: [],
          estimate: null,
          interval: null,
          seeds: 0,
          verdict: "not checkable",
          because: "So.",
        }),
      ]);
    case "section":
      return text(`## Section ${k}`);
    case "prose":
      return text("Nothing to number.");
  }
}

const kinds = fc.array(fc.constantFrom<Kind>("def", "fig", "claim", "section", "prose"), {
  maxLength: 23,
});
const kindOf: Record<Target["kind"], Kind | null> = {
  eq: "def",
  fig: "fig",
  claim: "claim",
  section: "section",
  ex: null,
  err: null,
  place: null,
};

test("each kind counts by itself from 1, whatever stands between", () => {
  fc.assert(
    fc.property(kinds, fc.integer({ min: 1, max: 21 }), (order, number) => {
      const name = `${String(number).padStart(2, "0")}-x`;
      const cells = [opener("X", ["A:1"]), ...order.map(cellOf)];
      const problems = new Problems();
      const read = readChapter(chapter(name, notebook("X", ["A:1"], cells)), problems);
      expect(problems.all).toEqual([]);
      for (const kind of ["def", "fig", "claim", "section"] as const) {
        const numbers = read.targets.filter((t) => kindOf[t.kind] === kind).map((t) => t.number);
        const count = order.filter((other) => other === kind).length;
        expect(numbers).toEqual(Array.from({ length: count }, (_, k) => `${number}.${k + 1}`));
      }
    }),
    { numRuns: 50 },
  );
});

describe("resolve", () => {
  const problems = new Problems();
  const here = [
    opener("Here", ["A:1"]),
    text("## By hand\n\n$$ a \\label{def:a} $$"),
    cellOf("fig", 0),
    text("## Summary"),
  ];
  const there = [opener("There", ["A:2"]), text("$$ b \\label{def:b} $$"), cellOf("claim", 0)];
  const [five, six] = [
    readChapter(chapter("05-here", notebook("Here", ["A:1"], here)), problems),
    readChapter(chapter("06-there", notebook("There", ["A:2"], there)), problems),
  ] as const;
  const index = indexBook([five, six], problems);

  test.each([
    ["#def:a", { href: "#def:a", words: "(5.1)" }],
    ["#fig:f-0", { href: "#fig:f-0", words: "Figure 5.1" }],
    ["#by-hand", { href: "#by-hand", words: "section 5.1" }],
    ["#summary", { href: "#summary", words: "here" }],
    ["#def:b", { href: "../06-there/index.html#def:b", words: "(6.1)" }],
    ["#claim:c-0", { href: "../06-there/index.html#claim:c-0", words: "Claim 6.1" }],
    ["06-there.ipynb", { href: "../06-there/index.html", words: "chapter 6" }],
    ["06-there.ipynb#def:b", { href: "../06-there/index.html#def:b", words: "(6.1)" }],
    ["https://a.org/?b&c", { href: "https://a.org/?b&c", words: "https://a.org/?b&amp;c" }],
    ["#none", 'the reference "#none" leads nowhere'],
    ["07-none.ipynb", 'the link "07-none.ipynb" leads to no chapter of the book'],
    ["%", 'the link "%" leads to no page of the book; a chapter is "06-name.ipynb"'],
  ])("%s", (href, expected) => {
    expect(resolve(href, five, index)).toEqual(expected);
  });
});
