import { describe, expect, test } from "vitest";
import { citationFaults, citationsIn, citedKeys } from "../../../book/bibliography/citations.js";
import { parseBibliography } from "../../../book/bibliography/read.js";
import { withSources } from "../../../book/bibliography/references.js";
import type { Cell } from "../../../book/notebook/format.js";
import { bibliography } from "./sample.js";

const cell = (source: string, id = "a"): Cell => ({
  cell_type: "markdown",
  id,
  metadata: {},
  source,
});
const said = (source: string) =>
  citationFaults(citationsIn([cell(source)]), bibliography).map(
    ({ line, message }) => `${line}: ${message}`,
  );

describe("a citation", () => {
  test("is a link; code and the references themselves are none", () => {
    const cells = [
      cell(
        "See\n[Vaswani et\nal. (2017)](#ref:vaswani2017), `[x](#ref:y)`\n\n```\n[x](#ref:z)\n```",
      ),
      cell("- [Q (1999)](#ref:q1999)", "references"),
      { ...cell('"[c](#ref:c)"', "code"), cell_type: "code" as const },
    ];
    expect(citationsIn(cells)).toEqual([
      { key: "vaswani2017", words: "Vaswani et al. (2017)", cell: "a", line: 2 },
    ]);
  });

  test("of an unknown key is refused, with the nearest one", () => {
    expect(said("See\n[Vaswani (2017)](#ref:vaswany2017).")).toEqual([
      '2: the bibliography has no entry "vaswany2017"; the nearest key is "vaswani2017"',
    ]);
    const none = citationFaults(citationsIn([cell("[A (1)](#ref:a1)")]), parseBibliography(""));
    expect(none[0]!.message).toBe('the bibliography has no entry "a1"');
  });

  test.each([
    ["Vaswani et al., 2017", []],
    ["Vaswani’s paper of 2017, section 3", []],
    ["the paper of 2017", ["Vaswani"]],
    ["Vaswani et al.", ["2017"]],
    ["that paper", ["Vaswani", "2017"]],
  ])("names its author and year: %s", (words, missing) => {
    const what = missing.map((part) => `"${part}"`).join(" and ");
    const message = `1: the citation "${words}" of vaswani2017 must name ${what}`;
    expect(said(`[${words}](#ref:vaswani2017)`)).toEqual(missing.length === 0 ? [] : [message]);
  });

  test("of a page without author and year names its title, or who made it", () => {
    const pages = parseBibliography("@online{x, organization = {Google}, title = {The Guide}}");
    const faults = (words: string) =>
      citationFaults(citationsIn([cell(`[${words}](#ref:x)`)]), pages).map(
        ({ message }) => message,
      );
    expect([...faults("The Guide"), ...faults("Google’s guide")]).toEqual([]);
    expect(faults("a page")).toEqual(['the citation "a page" of x must name "Google"']);
  });

  test("is not judged by a bibliography that cannot be read", () => {
    const broken = parseBibliography("@book{a2001, title = {");
    expect(citationFaults(citationsIn([cell("[A (1)](#ref:a1)")]), broken)).toEqual([]);
  });
});

describe("references", () => {
  const cite = "[V: Vaswani 2017](#ref:vaswani2017), [Rosenblatt, 1958](#ref:rosenblatt1958)";

  test("are sorted by author, each once", () => {
    expect(citedKeys(citationsIn([cell(cite), cell(cite, "b")]), bibliography)).toEqual([
      "rosenblatt1958",
      "vaswani2017",
    ]);
  });

  test("stand in their cell, or before what comes next", () => {
    const ids = (cells: Cell[]) => withSources(cells, bibliography).map(({ id }) => id);
    expect(ids([cell(cite), cell("Next", "next")])).toEqual(["a", "references", "next"]);
    expect(ids([cell(cite)])).toEqual(["a", "references"]);
    const [, references] = withSources([cell(cite), cell("old", "references")], bibliography);
    expect(references!.source).toMatch(
      /^## References\n\n- Rosenblatt, F\. \(1958\).*\n- Vaswani, A\. and Kaiser, Ł\. \(2017\).*$/,
    );
  });

  test("the whole bibliography has what the documents name first, with what is wrong there", () => {
    const [filled] = withSources([cell("", "bibliography")], bibliography);
    expect(filled!.source).toMatch(
      /^### What the documents name\n\n- Vaswani.* The documents give no year\.\n\n### What the chapters cite besides\n\n- Rosenblatt.*$/,
    );
  });

  test("of a notebook that cites nothing, or what is not there, stay", () => {
    for (const source of ["Text.", "[X (1)](#ref:x1)"]) {
      const cells = [cell(source), cell("old", "references")];
      expect(withSources(cells, bibliography)).toEqual(cells);
    }
  });
});
