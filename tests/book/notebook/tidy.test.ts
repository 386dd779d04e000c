import { describe, expect, test } from "vitest";
import { parseNotebook } from "../../../book/notebook/format.js";
import { tidyNotebook } from "../../../book/notebook/tidy.js";
import { bibliography } from "../bibliography/sample.js";
import { markdown, notebookText } from "./helpers.js";

const file = "05-x.ipynb";
const tidied = (text: string) => parseNotebook(tidyNotebook(text, file), file);

describe("tidyNotebook", () => {
  test("takes out outputs, counts, editors' metadata and empty cells", () => {
    const text = notebookText([
      {
        source: "1\r\n2  \n\n",
        execution_count: 7,
        outputs: [{ output_type: "stream", name: "stdout", text: "1" }],
        metadata: { tags: ["heavy", "heavy"], jupyter: { outputs_hidden: true }, collapsed: true },
      },
      markdown("\n\n# T\n"),
      { source: " \n " },
    ]);
    expect(tidied(text).cells).toEqual([
      {
        cell_type: "code",
        execution_count: null,
        id: "cell-1",
        metadata: { tags: ["heavy"] },
        outputs: [],
        source: "1\n2",
      },
      { cell_type: "markdown", id: "cell-2", metadata: {}, source: "# T" },
    ]);
  });

  test("takes away the mark with which some editors begin a file", () => {
    const text = notebookText([markdown("a")]);
    expect(tidyNotebook(`\uFEFF${text}`, file)).toBe(tidyNotebook(text, file));
  });

  test("keeps good ids, also when a later cell wants a made one", () => {
    const made = tidied(notebookText([{ source: "a", id: null }])).cells[0]!.id;
    const { cells } = tidied(
      notebookText([
        { source: "a", id: null },
        { source: "b", id: "kept" },
        { source: "c", id: "kept" },
        { source: "d", id: made },
        { source: "e", id: "not good" },
      ]),
    );
    const ids = cells.map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
    expect([ids[1], ids[3]]).toEqual(["kept", made]);
    for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  });

  test("makes the same id for the same source", () => {
    const [a, b] = [0, 1].map(() => tidyNotebook(notebookText([{ source: "a", id: null }]), file));
    expect(a).toBe(b);
    expect(a).toMatch(/"id": "code-[0-9a-f]{8}"/);
    expect(tidied(notebookText([markdown("a", { id: null })])).cells[0]!.id).toMatch(/^text-/);
  });

  test("changes nothing the second time", () => {
    const once = tidyNotebook(notebookText([{ source: "a\n", id: null }, markdown("b")]), file);
    expect(tidyNotebook(once, file)).toBe(once);
  });

  test("keeps a tag that nobody knows, for check to report", () => {
    expect(tidied(notebookText([{ source: "a", tags: ["exercize"] }])).cells[0]!.metadata).toEqual({
      tags: ["exercize"],
    });
  });

  test("writes the references that the notebook cites", () => {
    const text = notebookText([
      markdown("[Rosenblatt (1958)](#ref:rosenblatt1958)"),
      markdown("old", { id: "references" }),
    ]);
    const once = tidyNotebook(text, file, bibliography);
    expect(parseNotebook(once, file).cells[1]!.source).toBe(
      "## References\n\n- Rosenblatt, F. (1958). The perceptron: a probabilistic model. *Psychological Review* 65(6), 386–408. [doi:10.1037/h0042519](https://doi.org/10.1037/h0042519).",
    );
    expect(tidyNotebook(once, file, bibliography)).toBe(once);
    expect(tidied(text).cells[1]!.source).toBe("old");
  });

  test("does not invent course metadata", () => {
    expect(() => tidyNotebook(notebookText(["1"], { metadata: {} }), file)).toThrow(
      '05-x.ipynb: metadata.course is missing; it is { "sources": ["A:4.1"], "title": "…" }',
    );
  });
});
