/** @file Pages of an earlier rendering: left as they are while what they were made of is the same. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { parseBibliography } from "../../../book/bibliography/read.js";
import type { ChapterInput } from "../../../book/pages/types.js";
import type { BookOptions } from "../../../book/site/renderBook.js";
import { readMap } from "../../../book/sources/entry.js";
import { record, text } from "../pages/cells.js";
import { options } from "../pages/messages.js";
import { small } from "../pages/sample.js";
import { claim } from "../pages/sampleRecords.js";
import {
  all,
  contentOf,
  expectTrue,
  five,
  sample,
  seven,
  site,
  six,
  start,
  withChapter,
} from "./startedSite.js";

vi.mock("../../../book/pages/body.js", async (original) => {
  const real = await original<typeof import("../../../book/pages/body.js")>();
  return { ...real, renderBody: vi.fn(real.renderBody) };
});

test("a second start makes no page and writes no file", async () => {
  expect((await start()).rendered).toEqual(all);
  const before = await contentOf(site);
  const { rendered, written, book } = await start();
  expect({ rendered, written }).toEqual({ rendered: [], written: [] });
  expect(await contentOf(site)).toEqual(before);
  expect(book.problems).toEqual([]);
  await expectTrue();
});

describe("what goes into a page", () => {
  test.each<[string, ChapterInput[], (string | undefined)[]]>([
    [
      "its prose",
      withChapter(seven, ({ notebook }) => {
        notebook.cells[1]!.source += " And one word more.";
        return undefined;
      }),
      [seven],
    ],
    [
      "its outputs",
      withChapter(five, ({ notebook }) => {
        notebook.cells[2]!.outputs = [{ output_type: "stream", name: "stdout", text: "1" }];
        return undefined;
      }),
      [five],
    ],
    ["the seconds of its run", withChapter(six, () => ({ seconds: 41 })), [six]],
    [
      "the title of any chapter",
      withChapter(five, ({ notebook }) => {
        notebook.cells[0]!.source = notebook.cells[0]!.source.replace("Forward pass", "Forward");
        notebook.metadata.course.title = "Forward";
        return undefined;
      }),
      all,
    ],
    [
      "a heading of any chapter",
      withChapter(seven, ({ notebook }) => {
        notebook.cells[1]!.source = "## By foot\n\nA paragraph.";
        return undefined;
      }),
      all,
    ],
    [
      "a claim of any chapter",
      withChapter(five, ({ notebook }) => {
        notebook.cells[2]!.outputs = [record({ ...claim, id: "claim:new" })];
        return undefined;
      }),
      all,
    ],
    ["the state of any chapter", withChapter(seven, () => ({ state: "running" })), all],
    ["a chapter more", [...sample, small("08-more", "More")], [...all, "08-more"]],
    ["a chapter less", sample.slice(0, 2), [five, six]],
  ])("%s", async (_, inputs, expected) => {
    await start();
    expect((await start(inputs)).rendered).toEqual(expected);
    await expectTrue(inputs);
  });

  test.each<[string, Partial<BookOptions>]>([
    ["the version", { version: "2" }],
    ["the backend", { backend: "native" }],
    ["the sizes", { mode: "quick" }],
    ["whether it is served", { isLive: true }],
    ["the styles", { assets: { ...options.assets, styles: ["b.css"] } }],
    ["the fonts", { assets: { ...options.assets, preload: ["b.woff2"] } }],
    ["the script", { assets: { ...options.assets, script: "b/main.js" } }],
    ["its modules", { assets: { ...options.assets, modules: ["b.js"] } }],
  ])("%s", async (_, changes) => {
    await start();
    expect((await start(sample, changes)).rendered).toEqual(all);
    await expectTrue(sample, changes);
  });

  test("what the documents say", async () => {
    const inputs = [sample[0]!, sample[2]!];
    const cells = inputs.map(({ name, notebook }) => `${name}/${notebook.cells[1]!.id}`);
    const saying = (says: string): Partial<BookOptions> => ({
      entries: readMap(
        JSON.stringify([{ id: "A:4.1/1", lines: [1, 1], kind: "heading", says, cells }]),
      ),
    });
    await start(inputs, saying("One"));
    const { rendered, book } = await start(inputs, saying("One"));
    expect({ rendered, problems: book.problems }).toEqual({ rendered: [], problems: [] });
    expect((await start(inputs, saying("Two"))).rendered).toEqual([five, seven]);
    await expectTrue(inputs, saying("Two"));
  });

  test("the code that makes it", async () => {
    await start();
    expect((await start(sample, {}, "b")).rendered).toEqual(all);
    expect((await start(sample, {}, "b")).rendered).toEqual([]);
  });

  test("the bibliography, where all of it is listed", async () => {
    const inputs = withChapter(seven, ({ notebook }) => {
      const lists = "## Sources\n\n- One.\n\nAnd besides:\n\n- Two.\n- Three.\n";
      notebook.cells.splice(2, 0, { ...text(lists), id: "bibliography" });
      return undefined;
    });
    const naming = (key: string): Partial<BookOptions> => ({
      bibliography: parseBibliography(`
@book{press2007, author = {Press, William H.}, title = {Numerical Recipes}, year = {2007}}
@article{rumelhart1986, author = {Rumelhart, David E.}, title = {Learning}, year = {1986}}
@article{${key}, author = {A, B.}, title = {C}, year = {1999}, keywords = {document}}`),
    });
    await start(inputs, naming("a1999"));
    const { rendered, book } = await start(inputs, naming("a1999"));
    expect({ rendered, problems: book.problems }).toEqual({ rendered: [], problems: [] });
    expect((await start(inputs, naming("b1999"))).rendered).toEqual(all);
    await expectTrue(inputs, naming("b1999"));
  });
});

test("a page with a fault is made at each start, and says it each time", async () => {
  const inputs = withChapter(seven, ({ notebook }) => {
    notebook.cells[1]!.source = "## By hand\n\nSee [there](#none).";
    return undefined;
  });
  for (const expected of [all, [seven], [seven]]) {
    const { rendered, book } = await start(inputs);
    expect(rendered).toEqual(expected);
    expect(book.problems.map(({ reason }) => reason)).toEqual([
      'the reference "#none" leads nowhere',
    ]);
  }
  // a fault that only the rest of the book brings about
  await start();
  const doubled = withChapter(five, ({ notebook }) => {
    notebook.cells.splice(1, 0, text("$$ a \\label{def:doubled} $$"));
    return undefined;
  }).map((input) => {
    if (input.name === seven)
      input.notebook.cells.splice(1, 0, text("$$ a \\label{def:doubled} $$"));
    return input;
  });
  await start(doubled);
  expect((await start(doubled)).rendered).toEqual([seven]);
});

test("a figure without a picture is drawn when there is something to draw with", async () => {
  const svg = (words: string) => `<svg viewBox="0 0 1 1"><text>${words}</text></svg>`;
  let hasBrowser = false;
  const painter = {
    draw: vi.fn(async () => ({
      get: () => (hasBrowser ? { wide: svg("wide"), text: svg("t"), phone: svg("p") } : undefined),
    })),
    canDraw: vi.fn(async () => hasBrowser),
  };
  const page = () => readFile(join(site, `en/${six}/index.html`), "utf8");
  expect((await start(sample, { painter })).book.isBare).toBe(true);
  const again = await start(sample, { painter });
  expect([again.rendered, again.book.isBare]).toEqual([[], true]);
  expect(painter.canDraw).toHaveBeenCalled();
  expect(await page()).not.toContain("wide</text>");

  hasBrowser = true;
  const drawn = await start(sample, { painter });
  expect([drawn.rendered, drawn.book.isBare]).toEqual([[six], false]);
  expect(await page()).toContain("wide</text>");
  for (const mock of Object.values(painter)) mock.mockClear();
  expect((await start(sample, { painter })).rendered).toEqual([]);
  expect(painter.canDraw).not.toHaveBeenCalled();
  expect(painter.draw).not.toHaveBeenCalled();
});
