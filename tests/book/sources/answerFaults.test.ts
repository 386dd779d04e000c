import { expect, test } from "vitest";
import { readChapters } from "../../../book/course/chapters.js";
import { parseNotebook } from "../../../book/notebook/format.js";
import { formatProblem } from "../../../book/notebook/problem.js";
import { tidyNotebook } from "../../../book/notebook/tidy.js";
import { answerFaults } from "../../../book/sources/answerFaults.js";
import { type Entry, readMap } from "../../../book/sources/entry.js";
import { readSourceMap } from "../../../book/sources/read.js";
import { tidySources } from "../../../book/sources/tidySources.js";
import { type CellText, markdown, notebookText } from "../notebook/helpers.js";

const name = "05-forward-pass";
const file = `notebooks/en/${name}.ipynb`;
const opener = (documents: string): CellText =>
  markdown(`# T\n\nDocuments ${documents}.`, { id: "opener" });
const textOf = (
  cells: (string | CellText)[] = [opener("A:4.1"), { id: "z", source: "1" }],
  sources: string[] = ["A:4.1"],
) => tidyNotebook(notebookText(cells, { metadata: { course: { title: "T", sources } } }), file);

const entries = (change: object = {}): Entry[] =>
  readMap(
    JSON.stringify([
      {
        id: "A:4.1/1",
        lines: [64, 64],
        kind: "formula",
        says: "z",
        cells: [`${name}/z`],
        ...change,
      },
      { id: "A:4.2.1/1", lines: [72, 72], kind: "formula", says: "a", awaits: "06" },
      { id: "C:4.1/1", lines: [621, 621], same: "A:4.1/1" },
    ]),
  );
const faults = (map: Entry[], text = textOf()) =>
  answerFaults(map, [{ name, file, notebook: parseNotebook(text, file) }]).map(formatProblem);

test("a map and notebooks that fit have no faults", () => expect(faults(entries())).toEqual([]));

test("an entry whose chapter is there names its cells", () => {
  const [first] = faults(entries({ cells: undefined, awaits: "05" }));
  expect(first).toBe(
    "notebooks/source-map.json: entry A:4.1/1 awaits chapter 05, which is there: name its cells",
  );
});

test("a cell names a notebook and a cell that are there", () => {
  expect(faults(entries({ cells: [`${name}/z`, "07-x/y", `${name}/nothing`] }))).toEqual([
    "notebooks/source-map.json: entry A:4.1/1: there is no notebook 07-x",
    "notebooks/source-map.json: entry A:4.1/1: 05-forward-pass has no cell nothing",
  ]);
});

test("metadata and visible line name the sections that the cells answer", () => {
  const cells = [opener("A:4.1"), { id: "z", source: "1" }];
  expect(faults(entries(), textOf(cells, ["A:4.1", "A:4.2.1"]))).toEqual([
    `${file}: the documents in the metadata are "A:4.1, A:4.2.1"; by the cells in notebooks/source-map.json they are "A:4.1"`,
  ]);
  const other = [opener("A:4.2.1"), { id: "z", source: "1" }];
  expect(faults(entries(), textOf(other))).toEqual([
    `${file}, cell opener: the line of the documents is "A:4.2.1"; by the cells in notebooks/source-map.json they are "A:4.1"; "npm run tidy"`,
  ]);
});

test("an erratum or a claim names a section or an entry of the map", () => {
  const record = (source: string): CellText => ({
    id: "z",
    source: `erratum("err:z", {\n  source: "${source}",\n});`,
  });
  const of = (source: string) => faults(entries(), textOf([opener("A:4.1"), record(source)]));
  expect(of("A:4.1")).toEqual([]);
  expect(of("A:4.1/1, A:4")).toEqual([]);
  expect(of("A:4.1, A:9.9")).toEqual([`${file}, cell z: the documents have no section "A:9.9"`]);
});

test("tidy writes the sections that the cells answer, and leaves what it cannot know", () => {
  const tidy = (text: string) => tidySources(text, { file, name }, entries());
  expect(tidy(textOf())).toBe(textOf());
  const bare = textOf([opener("-"), { id: "z", source: "1" }], []);
  expect(tidy(bare)).toBe(textOf());
  const more = textOf(undefined, ["A:4.1", "A:4.2.1"]);
  expect(tidy(more)).toBe(more);
  expect(tidySources(bare, { file, name: "06-x" }, entries())).toBe(bare);
});

test("the course: every entry is answered or awaits a chapter that is not written", async () => {
  expect(answerFaults(await readSourceMap(), await readChapters("en")).map(formatProblem)).toEqual(
    [],
  );
});
