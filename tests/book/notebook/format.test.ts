import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Notebook, parseNotebook, serialiseNotebook } from "../../../book/notebook/format.js";
import { markdown, notebookText } from "./helpers.js";

const file = "notebooks/en/05-x.ipynb";
const parse = (text: string) => parseNotebook(text, file);
const message = (text: string): string => {
  try {
    parse(text);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it was parsed");
};

describe("parseNotebook", () => {
  test("joins lines and keeps what the contract knows", () => {
    const notebook = parse(
      notebookText(
        [
          markdown("ignored", { source: ["# Title\n", "text"] as unknown as string }),
          { source: "1", tags: ["heavy"], hidden: true, metadata_extra: 1 },
        ],
        {
          metadata: {
            course: { title: "T", sources: ["A:4.1"], more: 1 },
            kernelspec: { name: "x" },
          },
        },
      ),
    );
    expect(notebook).toEqual({
      cells: [
        { cell_type: "markdown", id: "cell-1", metadata: {}, source: "# Title\ntext" },
        {
          cell_type: "code",
          execution_count: null,
          id: "cell-2",
          metadata: { jupyter: { source_hidden: true }, tags: ["heavy"] },
          outputs: [],
          source: "1",
        },
      ],
      metadata: {
        course: { sources: ["A:4.1"], title: "T" },
        kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
        language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
      },
      nbformat: 4,
      nbformat_minor: 5,
    });
  });

  test("reads outputs of all kinds, lines joined, JSON and base64 as they are", () => {
    const plotly = { data: [{ y: [1, 2] }], layout: {} };
    const outputs = [
      { output_type: "stream", name: "stderr", text: ["a\n", "b"] },
      {
        output_type: "display_data",
        data: {
          "text/plain": ["p\n", "q"],
          "application/vnd.plotly.v1+json": plotly,
          "image/png": "aGk=",
        },
        metadata: { wide: true },
      },
      {
        output_type: "execute_result",
        data: { "text/html": "<b>" },
        metadata: {},
        execution_count: 3,
      },
      { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
    ];
    const { cells } = parse(notebookText([{ source: "1", outputs, execution_count: 3 }]));
    expect(cells[0]!.execution_count).toBe(3);
    expect(cells[0]!.outputs).toEqual([
      { output_type: "stream", name: "stderr", text: "a\nb" },
      {
        output_type: "display_data",
        data: {
          "text/plain": "p\nq",
          "application/vnd.plotly.v1+json": plotly,
          "image/png": "aGk=",
        },
        metadata: { wide: true },
      },
      {
        output_type: "execute_result",
        data: { "text/html": "<b>" },
        metadata: {},
        execution_count: 3,
      },
      { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
    ]);
  });

  const cure = `bring the file back with "git checkout -- ${file}"`;
  const good = JSON.stringify(JSON.parse(notebookText(["1"])), null, 1);
  test.each([
    ["an empty file", " \n", `${file}: the file is empty; ${cure}`],
    [
      "a file that was cut off",
      good.slice(0, good.indexOf("A:4.1") + 3),
      `${file}: not valid JSON: unexpected end of string at line 8, column 5; mend it there, or ${cure}`,
    ],
    [
      "a missing comma",
      good.replace('"nbformat_minor": 5,', '"nbformat_minor": 5'),
      `${file}: not valid JSON: comma expected at line 3, column 2; mend it there, or ${cure}`,
    ],
    [
      "a comma too many",
      good.replace('"A:4.1"', '"A:4.1",'),
      `${file}: not valid JSON: value expected at line 9, column 4; mend it there, or ${cure}`,
    ],
    [
      "a merge conflict",
      good.replace(' "nbformat": 4,', '<<<<<<< HEAD\n "nbformat": 4,\n=======\n>>>>>>> theirs'),
      `${file}: merge conflict at line 3, column 1; choose a side with "git checkout --ours -- ${file}" or "git checkout --theirs -- ${file}"`,
    ],
    ["a list", "[]", `${file}: not a notebook: there is no list "cells"`],
    [
      "an old format",
      notebookText([], { nbformat: 3 }),
      `${file}: nbformat must be 4, got 3; save it from JupyterLab`,
    ],
    [
      "a raw cell",
      notebookText([{ source: "", type: "raw" }]),
      `${file}, cell cell-1: cell_type must be "markdown" or "code", got "raw"`,
    ],
    [
      "an attached picture",
      notebookText([markdown("![](attachment:a.png)", { attachments: { "a.png": {} } })]),
      `${file}, cell cell-1: has an attached file; figures of the course come from code`,
    ],
    [
      "a source that is no text",
      notebookText([{ source: 5 as unknown as string }]),
      `${file}, cell cell-1: source must be a string or an array of strings`,
    ],
    [
      "a cell without id",
      notebookText([{ source: "", id: null }]),
      `${file}, cell number 1: has no id; "npm run tidy" gives it one`,
    ],
    [
      "an id with a space",
      notebookText([{ source: "", id: "a b" }]),
      `${file}, cell a b: the id is not 1 to 64 of a–z A–Z 0–9 _ -; "npm run tidy"`,
    ],
    [
      "an id twice",
      notebookText([
        { source: "", id: "a" },
        { source: "", id: "a" },
      ]),
      `${file}, cell a: an earlier cell has the same id; "npm run tidy"`,
    ],
    [
      "no course metadata",
      notebookText([], { metadata: {} }),
      `${file}: metadata.course is missing; it is { "sources": ["A:4.1"], "title": "…" }`,
    ],
    [
      "an empty title",
      notebookText([], { metadata: { course: { title: " ", sources: [] } } }),
      `${file}: metadata.course.title must be the title of the chapter`,
    ],
    [
      "sources that are no list",
      notebookText([], { metadata: { course: { title: "T", sources: "A:1" } } }),
      `${file}: metadata.course.sources must be a list of sections such as "A:4.1"`,
    ],
    [
      "an unknown output",
      notebookText([{ source: "", outputs: [{ output_type: "pyout" }] }]),
      `${file}, cell cell-1: unknown output_type "pyout"`,
    ],
  ])("refuses %s", (_, text, expected) => {
    expect(message(text)).toBe(expected);
  });
});

describe("serialiseNotebook", () => {
  test("writes the bytes that Jupyter writes", () => {
    const text = serialiseNotebook(
      parse(notebookText([markdown("# T\n\ntext"), { source: "", tags: ["heavy"] }])),
    );
    expect(text).toBe(`{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "cell-1",
   "metadata": {},
   "source": [
    "# T\\n",
    "\\n",
    "text"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": null,
   "id": "cell-2",
   "metadata": {
    "tags": [
     "heavy"
    ]
   },
   "outputs": [],
   "source": []
  }
 ],
 "metadata": {
  "course": {
   "sources": [
    "A:4.1"
   ],
   "title": "A title"
  },
  "kernelspec": {
   "display_name": "TypeScript",
   "language": "typescript",
   "name": "tslab"
  },
  "language_info": {
   "file_extension": ".ts",
   "mimetype": "text/typescript",
   "name": "typescript"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`);
  });

  const output = fc.oneof(
    fc.record({
      output_type: fc.constant("stream" as const),
      name: fc.constantFrom("stdout" as const, "stderr" as const),
      text: fc.string(),
    }),
    fc.record({
      output_type: fc.constant("display_data" as const),
      data: fc.record({
        "text/plain": fc.string(),
        "application/x+json": fc.dictionary(fc.string(), fc.integer()),
      }),
      metadata: fc.constant({}),
    }),
    fc.record({
      output_type: fc.constant("error" as const),
      ename: fc.string(),
      evalue: fc.string(),
      traceback: fc.array(fc.string()),
    }),
  );
  const sources = fc.array(
    fc.record({ source: fc.string({ unit: "binary" }), outputs: fc.array(output) }),
  );

  test("is undone by parseNotebook", () => {
    fc.assert(
      fc.property(sources, (cells) => {
        const empty = parse(notebookText([]));
        const notebook: Notebook = {
          ...empty,
          cells: cells.map((cell, index) => ({
            ...cell,
            cell_type: "code",
            execution_count: index,
            id: `c${index}`,
            metadata: {},
          })),
        };
        expect(parse(serialiseNotebook(notebook))).toEqual(notebook);
      }),
    );
  });
});
