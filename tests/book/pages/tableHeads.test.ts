/** @file Heads of tables: one without words is no header, or it would be announced as an empty one. */

import { expect, test } from "vitest";
import { renderBook } from "../../../book/site/renderBook.js";
import type { ErratumRecord } from "../../../src/lesson/records.js";
import { chapter, code, notebook, opener, record, text } from "./cells.js";
import { options } from "./messages.js";

const erratum: ErratumRecord = {
  kind: "erratum",
  id: "err:heads",
  title: "Heads",
  source: "A:4.1",
  printed: "one",
  right: "two",
  table: { caption: "", columns: ["", "count"], rows: [["parts", 3]] },
  proved: true,
  verdict: "",
};

test("an empty head of a table is a plain cell, in text and in an erratum", async () => {
  const cells = [
    opener("T", ["A:4.1"]),
    text("| | shape |\n|---|--:|\n| input | 3 |"),
    code("1", [record(erratum)]),
  ];
  const { files } = await renderBook([chapter("05-x", notebook("T", ["A:4.1"], cells))], options);
  const heads = String(files.get("en/05-x/index.html")).match(/<thead>[\s\S]*?<\/thead>/g)!;
  expect(heads.map((head) => head.replaceAll(/\s*\n\s*/g, ""))).toEqual([
    '<thead><tr><td></td><th scope="col" class="r">shape</th></tr></thead>',
    '<thead><tr><td></td><th scope="col" class="r">count</th></tr></thead>',
  ]);
});
