/** @file What the build refuses, each with its whole message. */

import { expect, test } from "vitest";
import type { Cell } from "../../../book/notebook/format.js";
import { code, display, record, text } from "./cells.js";
import { messages, of, one } from "./messages.js";

test.each<[string, Cell[], string]>([
  [
    "an unlabelled display formula",
    [text("Text.\n\n$$\na\n$$")],
    "05-x.ipynb, cell a, line 3: a display formula needs a label: \\label{eq:…} if it claims, \\label{def:…} if it defines",
  ],
  [
    "two labels on one formula",
    [text("$$ a \\label{def:a} \\label{def:b} $$")],
    "05-x.ipynb, cell a, line 1: a display formula needs one label, got def:a, def:b",
  ],
  [
    "a label of no kind",
    [text("$$ a \\label{fig:a} $$")],
    '05-x.ipynb, cell a, line 1: a label is eq: or def: and a name in small letters, got "fig:a"',
  ],
  [
    "a label used twice",
    [text("$$ a \\label{def:a} $$"), text("$$ b \\label{def:a} $$")],
    '05-x.ipynb, cell b, line 1: "def:a" is already there, in cell a; each needs its own',
  ],
  [
    "a claim without a check",
    [text("One.\n\nTwo.\n\n$$ a \\label{eq:a} $$")],
    '05-x.ipynb, cell a, line 5: the formula eq:a claims something and no cell of this notebook has a passed check("eq:a", …)',
  ],
  [
    "an unknown formula",
    [text("See\n\\eqref{eq:none}.")],
    '05-x.ipynb, cell a, line 2: the reference "#eq:none" leads nowhere',
  ],
  [
    "an unknown figure",
    [text("See [](#fig:none).")],
    '05-x.ipynb, cell a, line 1: the reference "#fig:none" leads nowhere',
  ],
  [
    "a link to a chapter that is not there",
    [text("See [chapter 6](06-y.ipynb).")],
    '05-x.ipynb, cell a, line 1: the link "06-y.ipynb" leads to no chapter of the book',
  ],
  [
    "a link to a file",
    [text("See [it](../src/x.ts).")],
    '05-x.ipynb, cell a, line 1: the link "../src/x.ts" leads to no page of the book; a chapter is "06-name.ipynb"',
  ],
  [
    "a formula that KaTeX refuses",
    [text("A\nformula $\\frac{1}$.")],
    "05-x.ipynb, cell a, line 2: KaTeX refuses the formula: Unexpected end of input in a macro argument, expected '}' at end of input: \\frac{1}",
  ],
  ["HTML", [text("Some <b>bold</b>.")], "05-x.ipynb, cell a, line 1: HTML is shown as text: <b>"],
  [
    "an unknown footnote",
    [text("A claim.[^why]")],
    "05-x.ipynb, cell a, line 1: no footnote [^why] in this cell",
  ],
  [
    "a footnote that nothing refers to",
    [text("A claim.\n\n[^why]: Because.")],
    "05-x.ipynb, cell a, line 3: nothing in this cell refers to the footnote [^why]",
  ],
  [
    "an image from elsewhere",
    [text("![a dot](https://example.org/a.png)")],
    '05-x.ipynb, cell a, line 1: the image "https://example.org/a.png" is not in the notebook; draw it in a cell with show',
  ],
  [
    "an image without words",
    [text("![](data:image/png;base64,AA==)")],
    "05-x.ipynb, cell a, line 1: an image needs alternative text: ![what it shows](…)",
  ],
  [
    "a deep heading",
    [text("#### Deep")],
    "05-x.ipynb, cell a, line 1: headings below ### are not set",
  ],
  [
    "two headings of the same words",
    [text("## By hand"), text("Text.\n\n## By hand")],
    '05-x.ipynb, cell b, line 3: "by-hand" is already there, in cell a; each needs its own',
  ],
  [
    "a hint outside an exercise",
    [text("Think.", "hint")],
    "05-x.ipynb, cell a, line 1: a hint follows the judge of an exercise",
  ],
])("%s", async (_, cells, problem) => {
  expect(await messages(of(cells))).toBe(one(problem));
});

const figure = (record: object) =>
  code("show(figure);", [
    display({
      "application/vnd.plotly.v1+json": { data: [], layout: {} },
      "application/vnd.large-models+json": record,
    }),
  ]);

test("a figure without label, caption or alternative text", async () => {
  const words = { kind: "figure", id: "", caption: "", alt: "", page: false };
  expect(await messages(of([figure(words)]))).toBe(
    `3 problems in the notebooks:
  05-x.ipynb, cell a, line 1: a figure needs id: show(figure, { id, caption, alt })
  05-x.ipynb, cell a, line 1: a figure needs caption: show(figure, { id, caption, alt })
  05-x.ipynb, cell a, line 1: a figure needs alt: show(figure, { id, caption, alt })`,
  );
  const whole = { ...words, id: "fig:a", caption: "A", alt: "B" };
  expect(await messages(of([figure(whole)]))).toBe("");
  expect(await messages(of([figure({ ...whole, live: { kind: "orrery", state: {} } })]))).toBe(
    one(
      '05-x.ipynb, cell a, line 1: fig:a: live: kind must be one of attention-heads, attention-query, break-even, cost-curves, decoding-steps, neuron-plane, temperature, threshold-curves, training-bill, vowel-plane, got "orrery"',
    ),
  );
});

test.each([true, false])("a claim whose check passed: %s", async (passed) => {
  const check = {
    kind: "check",
    id: "eq:a",
    passed,
    cases: 7,
    tolerance: 0,
    largestError: 1,
    rogues: [],
  } as const;
  const cells = [
    text("$$ a \\label{eq:a} $$"),
    code("check();", [record({ ...check, rogues: [] })]),
  ];
  const refusal =
    '05-x.ipynb, cell a, line 1: the formula eq:a claims something and no cell of this notebook has a passed check("eq:a", …)';
  expect(await messages(of(cells))).toBe(passed ? "" : one(refusal));
});

test("a label that another chapter has", async () => {
  const a = of([text("$$ a \\label{def:a} $$")], "done", "05-x");
  const b = of([text("$$ a \\label{def:a} $$")], "done", "06-y");
  expect(await messages(b, a)).toBe(
    one('06-y.ipynb, cell a, line 1: "def:a" is already a label in 05-x.ipynb'),
  );
});

test("a chapter that has not run may claim and refer to what is to come", async () => {
  const cells = [
    text("$$ a \\label{eq:a} $$\n\nSee [](#fig:a) and [](#claim:b)."),
    code("show(f);"),
  ];
  expect(await messages(of(cells, "running"))).toBe("");
  expect(await messages(of(cells, "done"))).toBe(
    `3 problems in the notebooks:
  05-x.ipynb, cell a, line 1: the formula eq:a claims something and no cell of this notebook has a passed check("eq:a", …)
  05-x.ipynb, cell a, line 3: the reference "#fig:a" leads nowhere
  05-x.ipynb, cell a, line 3: the reference "#claim:b" leads nowhere`,
  );
});
