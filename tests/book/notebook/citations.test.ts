import { expect, test } from "vitest";
import { parseBibliography } from "../../../book/bibliography/read.js";
import { checkNotebooks } from "../../../book/notebook/check.js";
import { formatProblem } from "../../../book/notebook/problem.js";
import { tidyNotebook } from "../../../book/notebook/tidy.js";
import { bibliography, sample } from "../bibliography/sample.js";
import { type CellText, markdown, notebookText } from "./helpers.js";

const projectRoot = process.cwd();
const rosenblatt = markdown("[Rosenblatt (1958)](#ref:rosenblatt1958)");

function problems(notebooks: CellText[][], sources = bibliography): string[] {
  const files = notebooks.map((cells, n) => {
    const file = `0${n + 5}-x.ipynb`;
    return { file, text: tidyNotebook(notebookText(cells), file, sources) };
  });
  const options = { projectRoot, compilers: [], bibliography: sources };
  return checkNotebooks(files, options).map(formatProblem);
}

test("a source that one of the notebooks cites is not asked for in the others", () => {
  expect(problems([[markdown("Text.")], [rosenblatt]])).toEqual([]);
});

test("a source that no notebook cites is refused once, unless the documents name it", () => {
  expect(problems([[markdown("Text.")], [markdown("Text.")]])).toEqual([
    "notebooks/bibliography.bib, line 2: rosenblatt1958: no notebook cites it; take it out, or cite it: [Name (year)](#ref:rosenblatt1958)",
  ]);
});

test("an unknown key is refused at its line", () => {
  expect(problems([[rosenblatt, markdown("See\n[V (1)](#ref:vaswani)", { id: "text" })]])).toEqual([
    '05-x.ipynb, cell text, line 2: the bibliography has no entry "vaswani"; the nearest key is "vaswani2017"',
  ]);
});

test("words that name neither author nor year are refused", () => {
  expect(problems([[rosenblatt, markdown("[it](#ref:vaswani2017)", { id: "text" })]])).toEqual([
    '05-x.ipynb, cell text, line 1: the citation "it" of vaswani2017 must name "Vaswani" and "2017"',
  ]);
});

test("references that tidy would not write so are refused", () => {
  const file = "05-x.ipynb";
  const text = tidyNotebook(notebookText([rosenblatt]), file, bibliography);
  const wrong = text.replace("Psychological Review", "Nature");
  const options = { projectRoot, compilers: [], bibliography };
  const message =
    '05-x.ipynb, cell references: not what the bibliography gives for what is cited; "npm run tidy" writes it';
  const of = (notebook: string) =>
    checkNotebooks([{ file, text: notebook }], options).map(formatProblem);
  expect(of(text)).toEqual([]);
  expect(of(wrong)).toEqual([message]);
  expect(of(tidyNotebook(notebookText([rosenblatt]), file))).toEqual([message]);
});

test("a list of references without a citation is refused", () => {
  const list = markdown("## References\n\n- Vaswani (2017). Attention.", { id: "references" });
  expect(problems([[rosenblatt], [list]])).toEqual([
    "06-x.ipynb, cell references: no cell cites a source, so there are no references; cite: [Name (year)](#ref:key)",
  ]);
});

test("the whole bibliography is as tidy writes it", () => {
  const whole = markdown("mine", { id: "bibliography" });
  expect(problems([[rosenblatt, whole]])).toEqual([]);
  const file = "05-x.ipynb";
  const text = tidyNotebook(notebookText([rosenblatt, whole]), file, bibliography);
  const options = { projectRoot, compilers: [], bibliography };
  const wrong = text.replace("give no year", "give a year");
  expect(checkNotebooks([{ file, text: wrong }], options).map(formatProblem)).toEqual([
    '05-x.ipynb, cell bibliography: not what the bibliography gives for what is cited; "npm run tidy" writes it',
  ]);
});

test("faults of the bibliography are told at its lines", () => {
  const sources = parseBibliography(
    `${sample}\n@misc{x2001, author = {A, B}, keywords = {document}}`,
  );
  expect(problems([[rosenblatt]], sources)).toEqual([
    "notebooks/bibliography.bib, line 25: x2001 has no title",
  ]);
});

test("without a bibliography each citation is unknown", () => {
  const text = tidyNotebook(notebookText([rosenblatt]), "a.ipynb");
  const found = checkNotebooks([{ file: "a.ipynb", text }], { projectRoot, compilers: [] });
  expect(found.map(({ message }) => message)).toEqual([
    'the bibliography has no entry "rosenblatt1958"',
  ]);
});
