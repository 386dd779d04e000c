/** @file What all chapters recorded, in the page of one of them. */

import { JSDOM } from "jsdom";
import { beforeAll, expect, test } from "vitest";
import { renderBook } from "../../../book/site/renderBook.js";
import { readMap } from "../../../book/sources/entry.js";
import type { ClaimRecord, ErratumRecord } from "../../../src/lesson/records.js";
import { chapter, code, notebook, opener, record, resetIds, text } from "./cells.js";
import { options } from "./messages.js";
import { claim, erratum } from "./sampleRecords.js";

const entries = readMap(
  JSON.stringify([
    { id: "A:4.2.2/1", lines: [1, 1], kind: "heading", says: "B", cells: ["06-a/text-1"] },
    { id: "A:5.4/1", lines: [2, 2], kind: "heading", says: "R", cells: ["06-a/text-1"] },
    { id: "B:1/1", lines: [3, 3], kind: "heading", says: "S", cells: ["21-z/text-3"] },
    { id: "B:1/2", lines: [4, 4], kind: "statement", says: "T", awaits: "22" },
  ]),
);

const open: ClaimRecord = {
  ...claim,
  id: "claim:open",
  title: "It is $x$ & good",
  printed: null,
  values: [],
  estimate: null,
  interval: null,
  seeds: 0,
  verdict: "not checkable",
  because: "No data.",
};
const shaken: ErratumRecord = { ...erratum, id: "err:shaken", proved: false };

async function render(links: string, records = [record(erratum), record(claim)]) {
  resetIds();
  const first = [opener("A", ["A:4.2.2", "A:5.4"]), code("erratum()", records)];
  const last = [opener("Z", ["B:1"]), text(links)];
  const inputs = [
    chapter("06-a", notebook("A", ["A:4.2.2", "A:5.4"], first)),
    chapter("21-z", notebook("Z", ["B:1"], last)),
  ];
  const book = await renderBook(inputs, { ...options, entries });
  const page = new JSDOM(String(book.files.get("en/21-z/index.html"))).window.document;
  return { page, reasons: book.problems.map(({ reason }) => reason) };
}
const words = (element: Element | null | undefined) =>
  element?.textContent?.replace(/\s+/g, " ").trim();

let page: Document;
let reasons: string[];
beforeAll(async () => {
  const links = [
    "[All *errata*](#ledger:errata)",
    "[Claims](#ledger:claims)",
    "[The wall](#ledger:wall)",
    "[Coverage](#ledger:coverage)",
  ].join("\n\n");
  const records = [erratum, claim, open, shaken].map((each) => record(each));
  ({ page, reasons } = await render(links, records));
});
const ledger = (name: string) => page.querySelector(`.ledger[aria-label="${name}"]`)!;

test("the words of the link stand over the ledger", () => {
  expect(reasons).toEqual([]);
  expect(ledger("errata").querySelector(".ledger-head")?.innerHTML).toBe("All <em>errata</em>");
});

test("errata: where, what is printed, what is right, and whether it was proved", () => {
  const [first, second] = ledger("errata").querySelectorAll("li");
  expect(first?.querySelector("a")?.outerHTML).toBe(
    '<a class="ledger-no" href="../06-a/index.html#err:one-slope-too-many">Erratum 6.1</a>',
  );
  expect(words(first?.querySelector("small"))).toBe("documents A:4.2.2");
  expect(first?.querySelectorAll("del, ins")).toHaveLength(2);
  expect(words(first?.querySelector(".verdict"))).toMatch(/^ProvedReLU hides the slip/);
  expect(words(second?.querySelector(".verdict b"))).toBe("Not proved");
});

test("claims: what is printed, what was measured, and the verdict with its reason", () => {
  const [first, second] = ledger("claims").querySelectorAll("li");
  expect(words(first?.querySelector(".facts"))).toBe(
    "printed 0.9794; measured 0.9709, one more run 0.962 to 0.9798, 10 seeds",
  );
  expect(words(first?.querySelector(".verdict"))).toMatch(/^ReproducedOne more run/);
  expect(second?.querySelector(".facts")).toBeNull();
  expect(words(second?.querySelector(".verdict"))).toBe("Not checkableNo data.");
});

test("the lists go chapter by chapter", () => {
  for (const name of ["errata", "claims"]) {
    expect([...ledger(name).querySelectorAll("h3")].map(words)).toEqual(["6 A"]);
  }
});

test("over the claims stands what chance would do to those that the rule has judged", () => {
  expect(words(ledger("claims").querySelector(".ledger-head + .facts"))).toBe(
    "1 of the 2 claims is a printed number, held against the interval in which one more run would fall. Were all of them true, 0.05 would be condemned by chance, on average.",
  );
});

test("of claims that nobody measured there is nothing to say of chance", async () => {
  const bare = await render("[C](#ledger:claims)", [record(open)]);
  expect(bare.page.querySelector(".ledger-head + .facts")).toBeNull();
});

test("the wall has a cell for each, in rows by how it ended, told by words as well", () => {
  const rows = [...ledger("wall").querySelectorAll(".wall p")].map(words);
  expect(rows).toEqual([
    "1 erratum proved",
    "1 erratum not proved",
    "1 claim reproduced",
    "1 claim not checkable",
  ]);
  const cells = [...ledger("wall").querySelectorAll("li a")].map((cell) => [
    words(cell),
    cell.getAttribute("href"),
  ]);
  expect(cells).toEqual([
    ["Erratum 6.1", "../06-a/index.html#err:one-slope-too-many"],
    ["Erratum 6.2", "../06-a/index.html#err:shaken"],
    ["Claim 6.1", "../06-a/index.html#claim:test-accuracy"],
    ["Claim 6.2", "../06-a/index.html#claim:open"],
  ]);
});

test("coverage: each document, and all together", () => {
  const rows = [...ledger("coverage").querySelectorAll("tbody tr")].map((row) =>
    [...row.children].map(words),
  );
  expect(rows).toEqual([
    ["document A", "2", "2", "100 %"],
    ["document B", "2", "1", "50 %"],
    ["document C", "0", "0", ""],
    ["together", "4", "3", "75 %"],
  ]);
  const links = [...ledger("coverage").querySelectorAll("td a")];
  expect(links.map((link) => link.getAttribute("href"))).toEqual(
    ["A", "B", "C"].map((letter) => `../sources/index.html#${letter}`),
  );
});

test("before the chapters have run there is nothing to list, and that is said", async () => {
  const bare = await render("[E](#ledger:errata)\n\n[W](#ledger:wall)", []);
  const said = [...bare.page.querySelectorAll(".ledger > p:last-child")].map(words);
  expect(said).toEqual([
    "None yet: the chapters have not run.",
    "Nothing yet: the chapters have not run.",
  ]);
});

test("a ledger that there is not, and a link among other words, are refused", async () => {
  const unknown = await render("[All](#ledger:all)");
  expect(unknown.reasons).toEqual([
    'there is no ledger "all"; there are errata, claims, wall, coverage',
  ]);
  const inline = await render("See [the errata](#ledger:errata).");
  expect(inline.reasons).toEqual(['the reference "#ledger:errata" leads nowhere']);
});
