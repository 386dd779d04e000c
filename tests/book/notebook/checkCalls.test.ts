/** What `npm run check` refuses of figures, exercises and errata. */

import { describe, expect, test } from "vitest";
import { type CellText, markdown } from "./helpers.js";
import { problems } from "./problems.js";

describe("figures", () => {
  const figure = (options: string) => ({ id: "figure", source: `1;\nshow({}, ${options});` });

  test("have an id, a caption and words for those who do not see them", () => {
    expect(
      problems([figure('{ id: "fig:a", caption: "c", alt: `a` }'), markdown("[](#fig:a)")]),
    ).toEqual([]);
    expect(problems([figure('{ id: "fig:a", caption: "" }')])).toEqual([
      "05-x.ipynb, cell figure, line 2: fig:a has no caption",
      "05-x.ipynb, cell figure, line 2: fig:a has no alt",
    ]);
    expect(problems([figure('{ id: "Loss", caption: "c", alt: "a" }')])).toEqual([
      '05-x.ipynb, cell figure, line 2: the id of a figure is like fig:name, got "Loss"',
    ]);
  });

  test("have ids of their own", () => {
    const good = 'show({}, { id: "fig:a", caption: "c", alt: "a" });';
    expect(problems([good, { id: "twin", source: good }])).toEqual([
      "05-x.ipynb, cell twin, line 1: two figures have the id fig:a",
    ]);
  });

  test("may take caption and alt from a variable", () => {
    const source = 'const caption = "c"; show({}, { id: "fig:a", caption, alt: caption + "d" });';
    expect(problems([source])).toEqual([]);
  });
});

describe("exercises", () => {
  const prompt = markdown("### Which way?\n\nText.", { id: "prompt", tags: ["exercise"] });
  const starter = { id: "starter", source: "const f = 1;", tags: ["exercise"] };
  const judge = { id: "judge", source: 'exercise("ex:way", f, {});', tags: ["check"] };
  const hint = markdown("<details><summary>Hint 1: which row?</summary>\n\nText.\n\n</details>", {
    id: "hint",
    tags: ["hint"],
  });
  const hint2 = { ...hint, id: "hint-2" };
  const solution = {
    id: "solution",
    source: 'solution("ex:way", 2);',
    tags: ["solution"],
    hidden: true,
  };
  const whole = [prompt, starter, judge, hint, hint2, solution];

  test("whole ones pass, also two in a row", () => {
    const second = whole.map((cell) => ({
      ...cell,
      id: `${cell.id}-b`,
      source: cell.source.replace("ex:way", "ex:why"),
    }));
    expect(problems([...whole, ...second, "1"])).toEqual([]);
  });

  test.each([
    [
      "no starter",
      [prompt, judge, hint, solution],
      "prompt",
      'after this cell of an exercise comes the starter (code, tag "exercise")',
    ],
    [
      "no judge",
      [prompt, starter, hint, solution],
      "starter",
      'after this cell of an exercise comes the judge (code, tag "check")',
    ],
    [
      "no hint",
      [prompt, starter, judge, solution],
      "judge",
      'after this cell of an exercise comes a hint (Markdown, tag "hint")',
    ],
    [
      "no solution",
      [prompt, starter, judge, hint],
      "hint",
      'after this cell of an exercise comes a hint (Markdown, tag "hint") or the solution (code, tag "solution")',
    ],
    [
      "another cell between",
      [prompt, starter, markdown("text"), judge, hint, solution],
      "starter",
      'after this cell of an exercise comes the judge (code, tag "check")',
    ],
    [
      "no prompt",
      [starter, judge, hint, solution],
      "starter",
      'the starter (code, tag "exercise") stands outside of an exercise',
    ],
    [
      "a solution alone",
      [solution],
      "solution",
      'the solution (code, tag "solution") stands outside of an exercise',
    ],
  ])("%s", (_, cells, cell, message) => {
    expect(problems(cells as CellText[])).toContain(`05-x.ipynb, cell ${cell}: ${message}`);
  });

  test.each([
    [
      "a prompt without title",
      { ...prompt, source: "Text." },
      'the prompt of an exercise begins with "### " and its title',
    ],
    [
      "a hint that is not folded",
      { ...hint, source: "Text." },
      "a hint is <details><summary>…</summary>, a blank line, its text, a blank line, </details>",
    ],
    [
      "a solution that is not folded",
      { ...solution, hidden: false },
      'the solution is folded: metadata.jupyter.source_hidden is true; see "View"',
    ],
    [
      "a judge that does not judge",
      { ...judge, source: "1;" },
      'a cell with the tag "check" calls exercise("ex:name", …)',
    ],
    [
      "a solution that is not judged",
      { ...solution, source: "2;" },
      'ends with solution("ex:way", …)',
    ],
    [
      "a solution of another exercise",
      { ...solution, source: 'solution("ex:b", 2);' },
      'ends with solution("ex:way", …)',
    ],
  ])("%s", (_, bad, message) => {
    const cells = whole.map((cell) => (cell.id === bad.id ? (bad as CellText) : cell));
    expect(problems(cells)).toEqual([`05-x.ipynb, cell ${bad.id}: ${message}`]);
  });

  test("have ids of their own", () => {
    const twin = whole.map((cell) => ({ ...cell, id: `${cell.id}-b` }));
    expect(problems([...whole, ...twin])).toEqual([
      "05-x.ipynb, cell judge-b: another exercise has the id ex:way",
    ]);
  });
});

describe("an erratum", () => {
  const cell = (proved: string) => `const error = 0.3;\nerratum("err:delta", { ${proved} });`;

  test("is proved by what the code found", () => {
    expect(problems([cell("proved: error > 0.1")])).toEqual([]);
    expect(problems([cell("proved: [error].every((x) => x > 0.1)")])).toEqual([]);
  });

  test.each(["true", "1 < 2", "!false"])("is not proved by %s", (proof) => {
    expect(problems([cell(`proved: ${proof}`)])).toEqual([
      `05-x.ipynb, cell cell-2, line 2: err:delta is proved by "${proof}", which can never fail; name what was measured`,
    ]);
  });
});
