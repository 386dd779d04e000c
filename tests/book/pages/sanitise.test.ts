/** @file Outputs come from anywhere: nothing in them may run or ask another origin. */

import { expect, test } from "vitest";
import { sanitise } from "../../../book/pages/sanitise.js";
import { renderBook } from "../../../book/site/renderBook.js";
import { chapter, code, display, notebook, opener, stream } from "./cells.js";
import { options } from "./messages.js";

test.each([
  ["<script>steal()</script><b>x</b>", "<b>x</b>"],
  ['<img src="x" onerror="steal()">', "<img>"],
  ['<img src="https://example.org/pixel.png">', "<img>"],
  ['<img srcset="https://example.org/pixel.png 2x">', "<img>"],
  ['<a href="javascript:steal()">x</a>', '<a rel="noopener noreferrer">x</a>'],
  [
    '<a href="https://example.org" target="_top">x</a>',
    '<a href="https://example.org" rel="noopener noreferrer">x</a>',
  ],
  ['<iframe src="https://example.org"></iframe>x', "x"],
  ['<form action="https://example.org"><input name="a">x</form>', "x"],
  ["<style>body { display: none }</style>x", "x"],
  ['<p style="background: url(https://example.org)">x</p>', "<p>x</p>"],
  ['<p id="contents">x</p>', '<p id="user-content-contents">x</p>'],
  ['<object data="https://example.org"></object>x', "x"],
  ['<meta http-equiv="refresh" content="0;url=https://example.org">x', "x"],
  ['<link rel="stylesheet" href="https://example.org">x', "x"],
  ['<base href="https://example.org">x', "x"],
  [
    '<svg><image href="https://example.org/a.png"></image><use href="#a"></use></svg>',
    "<svg><image></image></svg>",
  ],
  [
    '<svg><rect fill="url(https://example.org)"></rect><rect fill="url(#a)"></rect></svg>',
    '<svg><rect></rect><rect fill="url(#a)"></rect></svg>',
  ],
  ["<svg><script>steal()</script><circle></circle></svg>", "<svg><circle></circle></svg>"],
  [
    '<svg><a xlink:href="javascript:steal()"><text>x</text></a></svg>',
    '<svg><a rel="noopener noreferrer"><text>x</text></a></svg>',
  ],
  ["<math><mi>x</mi></math>", "<math><mi>x</mi></math>"],
  ['<img src="data:image/png;base64,AA==">', '<img src="data:image/png;base64,AA==">'],
  [
    "<table><tbody><tr><td>1</td></tr></tbody></table>",
    "<table><tbody><tr><td>1</td></tr></tbody></table>",
  ],
])("%s", (given, expected) => {
  expect(sanitise(given)).toBe(expected);
});

const attack = '"><script>steal()</script><img src=x onerror=steal()>';

test("no part of a record, a stream, an error or an image gets out of its place", async () => {
  const figure = {
    "application/vnd.plotly.v1+json": {
      data: [{ type: "bar", name: "</script><script>steal()" }],
      layout: {},
    },
    "application/vnd.large-models+json": {
      kind: "figure",
      id: "fig:a",
      caption: attack,
      alt: attack,
      page: false,
    },
  };
  const claim = {
    kind: "claim",
    id: `claim:${attack}`,
    title: attack,
    source: attack,
    printed: null,
    values: [1, 2],
    estimate: 1.5,
    interval: [0, 3],
    seeds: 2,
    verdict: "reproduced",
    because: attack,
  };
  const cells = [
    opener("X", ["A:1"]),
    code(attack, [
      stream(attack),
      display(figure),
      display({ "application/vnd.large-models+json": claim }),
      display({
        "application/vnd.large-models+json": {
          kind: "progress",
          label: attack,
          fraction: 1,
          note: attack,
        },
      }),
      display({
        "application/vnd.large-models+json": {
          kind: "matrices",
          matrices: [{ name: attack, shape: [1, 1], data: [1] }],
        },
      }),
      display({ "image/png": attack, "text/plain": attack }),
      display({ "image/svg+xml": `<svg>${attack}</svg>`, "text/plain": attack }),
      display({ "text/markdown": attack }),
      display({ "text/html": attack }),
      display({ "text/javascript": "steal()", "application/javascript": "steal()" }),
      { output_type: "error", ename: attack, evalue: attack, traceback: [attack] },
    ]),
  ];
  const { files } = await renderBook([chapter("05-x", notebook("X", ["A:1"], cells))], options);
  const page = String(files.get("en/05-x/index.html"));
  const { JSDOM } = await import("jsdom");
  const { document } = new JSDOM(page).window;
  const scripts = [...document.scripts].filter(({ type }) => type !== "application/json");
  expect(scripts.map(({ src }) => src)).toEqual(["", "../../main.js"]);
  expect([...document.images].map(({ src }) => src.slice(0, 19))).toEqual([
    "data:image/svg+xml;",
    "",
  ]);
  expect(page).not.toContain("<img src=x");
  for (const element of document.querySelectorAll("*")) {
    expect([...element.attributes].filter(({ name }) => name.startsWith("on"))).toEqual([]);
  }
});

test("a record of another shape is no record: its words are shown", async () => {
  const wrong = { kind: "check", id: "eq:a", passed: true, cases: attack };
  const cells = [
    opener("X", ["A:1"]),
    code("check();", [
      display({ "application/vnd.large-models+json": wrong, "text/plain": "plain words" }),
      display({ "application/vnd.large-models+json": { kind: "toString" }, "text/plain": "more" }),
    ]),
  ];
  const { files } = await renderBook([chapter("05-x", notebook("X", ["A:1"], cells))], options);
  expect(files.get("en/05-x/index.html")).toContain("<pre>plain words</pre>\n<pre>more</pre>");
  expect(JSON.parse(String(files.get("book.json"))).pages[0].checks).toEqual([]);
});
