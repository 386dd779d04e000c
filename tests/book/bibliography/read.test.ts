import { expect, test } from "vitest";
import { parseBibliography } from "../../../book/bibliography/read.js";
import { bibliography, sample } from "./sample.js";

const faults = (text: string) =>
  parseBibliography(text).faults.map(({ line, message }) => `${line}: ${message}`);

test("an entry has what a citation must name, and what the documents say", () => {
  const entries = [...bibliography.entries.values()].map(({ item, ...entry }) => entry);
  expect(entries).toEqual([
    {
      key: "rosenblatt1958",
      line: 2,
      name: "Rosenblatt",
      year: "1958",
      isDocument: false,
      isAnonymous: false,
      remark: "",
    },
    {
      key: "vaswani2017",
      line: 13,
      name: "Vaswani",
      year: "2017",
      isDocument: true,
      isAnonymous: false,
      remark: "The documents give no year.",
    },
  ]);
  expect(bibliography.faults).toEqual([]);
});

test.each([
  ["@book{x2001, author = {van den Oord, A.}, title = {T}, year = {2001}}", "van den Oord", "2001"],
  ["@book{x2001, author = {邱锡鹏}, title = {T}, year = {2020}}", "邱锡鹏", "2020"],
  ["@book{x2001, author = {{Stack Overflow}}, title = {T}}", "Stack Overflow", ""],
  ["@online{x2001, organization = {OpenAI}, title = {T}, year = {2024}}", "OpenAI", "2024"],
  ["@book{x2001, editor = {Orr, G. B.}, title = {T}, year = {1998}}", "Orr", "1998"],
])("whom to name: %s", (text, name, year) => {
  expect(parseBibliography(text).entries.get("x2001")).toMatchObject({ name, year });
  expect(faults(text)).toEqual([]);
});

test.each([
  [
    "a key of another form",
    "@book{Big-2001, author = {A, B}, title = {T}}",
    "1: Big-2001 is no key: small letters and digits, surname and year",
  ],
  [
    "nobody who wrote it",
    "\n@book{a2001, title = {T}}",
    "2: a2001 has no author, editor or organization",
  ],
  ["no title", "@book{a2001, author = {A, B}}", "1: a2001 has no title"],
  [
    "an arXiv id with a letter too many",
    "@misc{a2001, author = {A, B}, title = {T}, eprint = {arXiv:1706.03762}, archiveprefix = {arXiv}}",
    '1: a2001 has the eprint "arXiv:1706.03762"; an arXiv id is like 1706.03762',
  ],
  [
    "an eprint of nobody",
    "@misc{a2001, author = {A, B}, title = {T}, eprint = {1706.03762}}",
    "1: a2001 has an eprint; the course knows archiveprefix = {arXiv} only",
  ],
  [
    "a doi with its address",
    "@misc{a2001, author = {A, B}, title = {T}, doi = {https://doi.org/10.1/x}}",
    '1: a2001 has the doi "https://doi.org/10.1/x"; it begins with 10., without an address',
  ],
  [
    "an url that is none",
    "@misc{a2001, author = {A, B}, title = {T}, url = {example.org}}",
    '1: a2001 has no address as its url: "example.org"',
  ],
])("%s is a fault", (_, text, message) => {
  expect(faults(text)).toEqual([message]);
});

test("a key stands once", () => {
  const twice = `${sample}\n@misc{vaswani2017, author = {B, A}, title = {T}}`;
  expect(faults(twice)).toEqual(["25: vaswani2017 is already the key of line 13"]);
});

test("a file that is no BibTeX is one fault, at its line", () => {
  const broken = parseBibliography("@book{a2001,\n  title = {T},\n  year = {2001\n}\n");
  expect(broken.isBroken).toBe(true);
  expect(broken.faults).toHaveLength(1);
  expect(broken.faults[0]!.message).toContain("this is no BibTeX: ");
});
