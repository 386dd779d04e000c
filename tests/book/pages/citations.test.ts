import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { parseBibliography } from "../../../book/bibliography/read.js";
import { withSources } from "../../../book/bibliography/references.js";
import { formatPlace } from "../../../book/notebook/error.js";
import type { Cell } from "../../../book/notebook/format.js";
import { renderBook } from "../../../book/site/renderBook.js";
import { bibliography } from "../bibliography/sample.js";
import { text } from "./cells.js";
import { of, options } from "./messages.js";

const cite = text(
  "After [Vaswani et al. (2017)](#ref:vaswani2017) and [Rosenblatt (1958)](#ref:rosenblatt1958).[^n]\n\n[^n]: Again [Vaswani (2017)](#ref:vaswani2017).",
);

async function render(cells: Cell[], sources = bibliography) {
  const chapter = of(cells);
  const { notebook } = chapter;
  const tidy = { ...notebook, cells: withSources(notebook.cells, bibliography) };
  const book = await renderBook([{ ...chapter, notebook: tidy }], {
    ...options,
    bibliography: sources,
  });
  const { document } = new JSDOM(String(book.files.get("en/05-x/index.html"))).window;
  const problems = book.problems.map(({ place, reason }) => `${formatPlace(place)}: ${reason}`);
  return { document, problems };
}

test("a citation leads to its entry, and the entry back to the first one", async () => {
  const { document, problems } = await render([cite]);
  expect(problems).toEqual([]);
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href^="#ref:"]')];
  expect(links.map((link) => [link.id, link.getAttribute("href"), link.textContent])).toEqual([
    ["cite:vaswani2017", "#ref:vaswani2017", "Vaswani et al. (2017)"],
    ["cite:rosenblatt1958", "#ref:rosenblatt1958", "Rosenblatt (1958)"],
    ["", "#ref:vaswani2017", "Vaswani (2017)"],
  ]);
  const entries = [...document.querySelectorAll("ul.refs > li")];
  expect(entries.map(({ id }) => id)).toEqual(["ref:rosenblatt1958", "ref:vaswani2017"]);
  expect(entries.map((entry) => entry.querySelector(".back")?.getAttribute("href"))).toEqual([
    "#cite:rosenblatt1958",
    "#cite:vaswani2017",
  ]);
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("an unknown key, or words without author and year, fail the build", async () => {
  const wrong = text("See [it](#ref:vaswani2017)\nand [Q (1999)](#ref:q1999).");
  const { problems } = await render([wrong, text("## References\n\n- One", "x")]);
  expect(problems).toContain(
    '05-x.ipynb, cell a, line 1: the citation "it" of vaswani2017 must name "Vaswani" and "2017"',
  );
  expect(problems.filter((problem) => problem.includes("q1999"))).toEqual([
    '05-x.ipynb, cell a, line 2: the bibliography has no entry "q1999"; the nearest key is "vaswani2017"',
  ]);
});

test("references that are fewer than what is cited fail the build", async () => {
  const { notebook, ...rest } = of([cite, text("## References\n\n- Vaswani (2017). One.")]);
  const { problems } = await renderBook([{ ...rest, notebook }], { ...options, bibliography });
  expect(problems.map(({ reason }) => reason)).toEqual([
    'not what the bibliography gives for what is cited; "npm run tidy" writes it',
  ]);
});

test("the whole bibliography says which chapters cite a source, and leads there", async () => {
  const chapters = [
    { name: "05-x", cells: [cite] },
    { name: "07-z", cells: [text("[Vaswani et al. (2017)](#ref:vaswani2017)")] },
    { name: "21-y", cells: [text("## All"), { ...text("To be written"), id: "bibliography" }] },
  ].map(({ name, cells }) => {
    const chapter = of([], "done", name);
    const all = withSources([...chapter.notebook.cells, ...cells], bibliography);
    return { ...chapter, notebook: { ...chapter.notebook, cells: all } };
  });
  const book = await renderBook(chapters, { ...options, bibliography });
  expect(book.problems).toEqual([]);
  const { document } = new JSDOM(String(book.files.get("en/21-y/index.html"))).window;
  const entries = [...document.querySelectorAll("ul.refs > li")];
  expect(entries.map(({ id }) => id)).toEqual(["bib:vaswani2017", "bib:rosenblatt1958"]);
  expect(entries[0]!.textContent).toContain("The documents give no year.");
  const links = entries.map((entry) => entry.querySelector(".cited")!);
  expect(links.map(({ textContent }) => textContent)).toEqual([
    "Cited in chapters 5, 7.",
    "Cited in chapter 5.",
  ]);
  const addresses = [...links[0]!.querySelectorAll("a")].map((link) => link.getAttribute("href"));
  expect(addresses).toEqual([
    "../05-x/index.html#ref:vaswani2017",
    "../07-z/index.html#ref:vaswani2017",
  ]);
});

test("what is wrong with the bibliography fails the build, once", async () => {
  const { problems } = await render([cite], parseBibliography("@book{a2001,"));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^notebooks\/bibliography\.bib, line 1: this is no BibTeX: /);
});
