/** @file From a sentence of the documents to the cell that answers it, and back. */

import { posix } from "node:path";
import { JSDOM } from "jsdom";
import { beforeAll, describe, expect, test } from "vitest";
import type { ChapterInput } from "../../../book/pages/types.js";
import { type RenderedBook, renderBook } from "../../../book/site/renderBook.js";
import { readMap } from "../../../book/sources/entry.js";
import { chapter, code, notebook, opener, record, resetIds, text } from "../pages/cells.js";
import { options } from "../pages/messages.js";
import { claim, erratum } from "../pages/sampleRecords.js";

const name = "06-back-propagation";

const head = { kind: "heading", lines: [1, 1] };
const map = [
  { ...head, id: "A:4.2/1", says: "The formulas", cells: [`${name}/opener`] },
  { ...head, id: "A:4.2.2/1", says: "Back-propagation", cells: [`${name}/section`] },
  {
    id: "A:4.2.2/2",
    lines: [76, 78],
    kind: "formula",
    says: "δ < 1",
    cells: [`${name}/section`, `${name}/after`, `${name}/shown`, `${name}/plain`],
  },
  {
    id: "A:4.2.2.1/1",
    lines: [79, 79],
    sentences: [2, 2],
    kind: "number",
    says: "3",
    awaits: "15",
  },
  { id: "A:4.2.2.1/2", lines: [80, 80], kind: "number", says: "4", cells: ["07-gone/cell"] },
  { ...head, id: "B:1/1", says: "A heading", cells: [`${name}/after`] },
  { id: "C:1/1", lines: [90, 90], same: "B:1/1" },
];
const judged = { ...claim, source: "A:4.2.2.1/1, B:1" };
const entries = readMap(JSON.stringify(map));

function chapterSix(state: ChapterInput["state"] = "done"): ChapterInput {
  resetIds();
  const cells = [
    { ...opener("Back-propagation", ["A:4.2.2"]), id: "opener" },
    { ...text("## What is printed\n\nWords."), id: "section" },
    {
      ...code("erratum()", state === "done" ? [record(erratum), record(judged)] : []),
      id: "shown",
    },
    { ...text("More words."), id: "after" },
    { ...code("1"), id: "plain" },
  ];
  return chapter(name, notebook("Back-propagation", ["A:4.2.2"], cells), state);
}

let book: RenderedBook;
const render = (inputs: readonly ChapterInput[]) => renderBook(inputs, { ...options, entries });
const parsed = new Map<unknown, Document>();
function parse(path: string, from = book): Document {
  const content = from.files.get(path);
  const known = parsed.get(content) ?? new JSDOM(String(content)).window.document;
  parsed.set(content, known);
  return known;
}
const page = "en/sources/index.html";
const own = `en/${name}/index.html`;
beforeAll(async () => {
  book = await render([chapterSix()]);
});

/** Links of a page that lead to no file of the site, or to no place in it. */
function broken(path: string, from: RenderedBook): string[] {
  return [...parse(path, from).querySelectorAll("a[href]")].flatMap((link) => {
    const href = link.getAttribute("href")!;
    const [file, place] = href.split("#") as [string, string?];
    const target = file === "" ? path : posix.normalize(posix.join(posix.dirname(path), file));
    if (!from.files.has(target)) return [href];
    const isThere = place === undefined || parse(target, from).getElementById(place) !== null;
    return isThere ? [] : [href];
  });
}

describe("the page of the documents", () => {
  const row = (id: string) => parse(page).getElementById(id)!;

  test("has every entry, in our words, with its lines", () => {
    const document = parse(page);
    const ids = [...document.querySelectorAll(".entry")].map(({ id }) => id);
    expect(ids).toEqual(map.map(({ id }) => id));
    expect(row("A:4.2.2/2").textContent).toContain("δ < 1 formula, lines 76–78");
    expect(row("A:4.2.2.1/1").textContent).toContain("3 number, line 79, sentence 2");
    expect(row("C:1/1").textContent).toContain("A heading line 90, as B:1/1");
    const all = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
  });

  test("names the cells as a reader sees them, and leads to them", () => {
    const links = [...row("A:4.2.2/2").querySelectorAll(".entry-cells a")].map((link) => [
      link.textContent,
      link.getAttribute("href"),
    ]);
    const address = `../${name}/index.html`;
    expect(links).toEqual([
      ["section 6.1", `${address}#what-is-printed`],
      ["text in 6.1", `${address}#cell-after`],
      ["Erratum 6.1", `${address}#${erratum.id}`],
      ["cell 2 of 6", `${address}#cell-plain`],
    ]);
    expect(row("A:4.2/1").textContent).toContain("opener of chapter 6");
    expect(broken(page, book)).toEqual([]);
  });

  test("says what is awaited, and names a chapter that is gone without a link", () => {
    expect(row("A:4.2.2.1/1").textContent).toContain("chapter 15, not yet written");
    expect(row("A:4.2.2.1/2").querySelector(".entry-cells")?.innerHTML).toBe("07-gone");
  });

  test("a section without a heading of its own is found all the same", () => {
    expect(row("A:4.2.2.1").closest(".entry")?.id).toBe("A:4.2.2.1/1");
  });

  test("counts, and shows each verdict in the nearest section", () => {
    expect(parse(page).querySelector("article")?.textContent).toContain(
      "85 % are answered: 6 of 7. The others wait for chapters 15.",
    );
    const shown = [...parse(page).querySelectorAll(".verdicts li")].map((item) => [
      item.closest(".group")?.id,
      item.textContent,
    ]);
    expect(shown).toEqual([
      ["A:4.2.2", "Erratum 6.1 proved"],
      ["A:4.2.2", "Claim 6.1 reproduced"],
      ["B:1", "Claim 6.1 reproduced"],
    ]);
  });

  test("is in book.json, and in the contents of every page", () => {
    expect(JSON.parse(String(book.files.get("book.json"))).coverage).toEqual({
      entries: 7,
      answered: 6,
    });
    const hrefs = ["index.html", own, page].map((path) =>
      parse(path).querySelector(".nav .apart a")?.getAttribute("href"),
    );
    expect(hrefs).toEqual([
      "en/sources/index.html",
      "../../en/sources/index.html",
      "../../en/sources/index.html",
    ]);
  });
});

test("the build refuses what does not fit, as the check of notebooks does", () => {
  expect(book.problems.map(({ place, reason }) => `${place.file}: ${reason}`)).toEqual([
    "notebooks/source-map.json: entry A:4.2.2.1/2: there is no notebook 07-gone",
    `${name}.ipynb: the documents in the metadata are "A:4.2.2"; by the cells in notebooks/source-map.json they are "A:4.2.2, B:1"`,
  ]);
});

describe("the page of a chapter", () => {
  test("its source line leads to the sections", () => {
    const link = parse(own).querySelector(".source a");
    expect(link?.outerHTML).toBe('<a href="../sources/index.html#A:4.2.2">A:4.2.2</a>');
  });

  test("a cell names what it answers for, a repetition once", () => {
    const marks = (id: string) =>
      [...parse(own).getElementById(`cell-${id}`)!.querySelectorAll("p a")].map((link) => [
        link.textContent,
        link.getAttribute("href"),
      ]);
    expect(marks("section")).toEqual([["A:4.2.2", "../sources/index.html#A:4.2.2/1"]]);
    expect(marks("after")).toEqual([
      ["A:4.2.2", "../sources/index.html#A:4.2.2/2"],
      ["B:1", "../sources/index.html#B:1/1"],
    ]);
    expect(marks("plain")).toEqual([["A:4.2.2", "../sources/index.html#A:4.2.2/2"]]);
    expect(broken(own, book)).toEqual([]);
  });
});

test("before the chapter has run, and when it cannot be read, links still lead somewhere", async () => {
  const waiting = await render([chapterSix("waiting")]);
  expect(broken(page, waiting)).toEqual([]);
  expect(broken(own, waiting)).toEqual([]);
  const empty = notebook("Back-propagation", [], []);
  const unread = await render([chapter(name, empty, "failed")]);
  expect(broken(page, unread)).toEqual([]);
});

test("without a map the book has no page of the documents and no link to one", async () => {
  const bare = await renderBook([chapterSix()], { ...options });
  expect(bare.files.has(page)).toBe(false);
  expect(String(bare.files.get(own))).not.toContain("sources/index.html");
  expect(JSON.parse(String(bare.files.get("book.json")))).not.toHaveProperty("coverage");
});
