/** @file The site as a whole: its files, its links, its sizes, what a page may do. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join, posix } from "node:path";
import { gzipSync } from "node:zlib";
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseNotebook } from "../../../book/notebook/format.js";
import { type Assets, loadAssets } from "../../../book/site/assets.js";
import { policy } from "../../../book/site/policy.js";
import { type RenderedBook, renderBook } from "../../../book/site/renderBook.js";
import { chapter, code, display, notebook } from "../pages/cells.js";
import { sampleBibliography, sampleBook, small } from "../pages/sample.js";
import { figure } from "../pages/sampleRecords.js";
import { compileClient, projectRoot } from "./client.js";

let client: string;
let assets: Assets;
let book: RenderedBook;
const facts = { version: "0.1.0", backend: "native", mode: "full" } as const;

beforeAll(async () => {
  client = await compileClient();
  assets = await loadAssets(projectRoot, client);
  book = await renderBook(sampleBook(), { ...facts, assets, bibliography: sampleBibliography });
});
afterAll(() => rm(client, { recursive: true }));

const parsed = new Map<string, Document>();
function page(path: string): Document {
  const known = parsed.get(path) ?? new JSDOM(String(book.files.get(path))).window.document;
  parsed.set(path, known);
  return known;
}
const pages = [
  "index.html",
  "en/05-forward-pass/index.html",
  "en/06-back-propagation/index.html",
  "en/07-gradient-descent/index.html",
];

test("nothing is wrong with the sample", () => {
  expect(book.problems).toEqual([]);
});

test("a chapter is a page and its notebooks; the one with outputs comes when it has run", () => {
  const own = [...book.files.keys()].filter((path) => !path.startsWith("assets/"));
  expect(own).toEqual([
    "index.html",
    "en/05-forward-pass/index.html",
    "en/05-forward-pass/05-forward-pass.ipynb",
    "en/05-forward-pass/05-forward-pass.executed.ipynb",
    "en/06-back-propagation/index.html",
    "en/06-back-propagation/06-back-propagation.ipynb",
    "en/06-back-propagation/06-back-propagation.executed.ipynb",
    "en/07-gradient-descent/index.html",
    "en/07-gradient-descent/07-gradient-descent.ipynb",
    "book.json",
  ]);
});

test("the plain notebook has no outputs, the executed one all of them", () => {
  const read = (path: string) =>
    parseNotebook(String(book.files.get(`en/06-back-propagation/${path}`)), path).cells;
  const outputs = (path: string) => read(path).flatMap((cell) => cell.outputs ?? []).length;
  expect(outputs("06-back-propagation.ipynb")).toBe(0);
  expect(outputs("06-back-propagation.executed.ipynb")).toBe(10);
});

describe.each(pages)("%s", (path) => {
  test("links lead to files of the site and to places in them", () => {
    const own = page(path);
    const base = posix.dirname(path);
    for (const element of own.querySelectorAll("[href], [src]")) {
      const href = element.getAttribute("href") ?? element.getAttribute("src") ?? "";
      if (/^data:/.test(href)) continue;
      const [file, place] = href.split("#") as [string, string?];
      const target = file === "" ? path : posix.normalize(posix.join(base, file));
      expect([...book.files.keys()], `${href} in ${path}`).toContain(target);
      if (place === undefined) continue;
      const found = page(target).getElementById(decodeURIComponent(place));
      expect(found, `${href} in ${path}`).not.toBeNull();
    }
  });

  test("ids are unique, and what names another element finds it", () => {
    const own = page(path);
    const ids = [...own.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const name of ["aria-labelledby", "aria-controls", "for"]) {
      for (const element of own.querySelectorAll(`[${name}]`)) {
        expect(ids).toContain(element.getAttribute(name));
      }
    }
  });

  test("has one title, a language, and the policy that its own script needs", () => {
    const own = page(path);
    expect(own.querySelectorAll("h1")).toHaveLength(1);
    expect(own.documentElement.lang).toBe("en");
    expect(own.querySelector("meta[http-equiv]")?.getAttribute("content")).toBe(policy);
    const inline = [...own.scripts].filter(({ src, type }) => src === "" && type === "");
    expect(inline).toHaveLength(1);
    const hash = createHash("sha256").update(inline[0]!.text).digest("base64");
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).not.toContain("unsafe-eval");
  });
});

test("every font and style that a style asks for is there", () => {
  for (const path of assets.styles) {
    const css = Buffer.from(book.files.get(path) as Uint8Array).toString();
    const urls = [...css.matchAll(/url\(([^)]+)\)/g)].map(([, url]) => `assets/${url}`);
    expect(urls.length).toBeGreaterThan(4);
    for (const url of urls) expect([...book.files.keys()]).toContain(url);
  }
});

test("style and scripts stay small", () => {
  const packed = (paths: string[]) =>
    gzipSync(Buffer.concat(paths.map((path) => book.files.get(path) as Uint8Array))).length;
  const style = assets.styles.filter((path) => !path.includes("katex"));
  const scripts = [...assets.files.keys()].filter(
    (path) => path.endsWith(".js") && !path.endsWith("min.js"),
  );
  const isLibrary = (path: string) => path.includes("/library/");
  expect(packed(style)).toBeLessThan(15_000);
  // what every page loads, and what all figures together load when they are touched
  expect(packed([assets.script, ...assets.modules])).toBeLessThan(6_000);
  expect(packed(scripts.filter((path) => !isLibrary(path)))).toBeLessThan(25_000);
  // all kinds of live figures; a page loads the modules of those that it has
  expect(packed(scripts.filter(isLibrary))).toBeLessThan(70_000);
});

test("the library's modules in the site are those of the package, and find each other", () => {
  const folder = posix.join(posix.dirname(assets.script), "library");
  const own = [...assets.files.keys()].filter((path) => path.startsWith(`${folder}/`));
  expect(own).toContain(`${folder}/network/mlp.js`);
  for (const path of own) {
    const source = String(Buffer.from(assets.files.get(path)!));
    const file = join(projectRoot, "dist", posix.relative(folder, path));
    expect(source).toBe(readFileSync(file, "utf8"));
    for (const [, other] of source.matchAll(/ from "([^"]+)";/g)) {
      expect(own).toContain(posix.join(posix.dirname(path), other!));
    }
  }
});

test("the state of a live figure is a file beside its page, a new one for a new state", async () => {
  const render = async (state: object) => {
    const show = display({
      ...figure,
      "application/vnd.large-models+json": {
        ...figure["application/vnd.large-models+json"],
        live: { kind: "digit", state },
      },
    });
    const input = small("05-a", "A", "done");
    input.notebook.cells.push(code("show(…)", [show]));
    const { files, problems } = await renderBook([input], { ...facts, assets });
    expect(problems).toEqual([]);
    const own = new JSDOM(String(files.get("en/05-a/index.html"))).window.document;
    const { dataset } = own.querySelector<HTMLElement>("figure")!;
    expect(dataset.live).toBe("digit");
    expect(own.querySelector("figure > script")).toBeNull();
    expect(JSON.parse(String(files.get(`en/05-a/${dataset.state}`)))).toEqual(state);
    expect([...files.keys()].filter((path) => path.startsWith("en/05-a/figures/"))).toHaveLength(1);
    return dataset.state;
  };
  const first = await render({ image: "</script>" });
  expect(first).toMatch(/^figures\/u-curve-[0-9a-f]{10}\.json$/);
  expect(await render({ image: "</script>" })).toBe(first);
  expect(await render({ image: "AAAA" })).not.toBe(first);
});

test("a change of a script changes the name of every script", async () => {
  const { writeFile, readFile } = await import("node:fs/promises");
  const before = await readFile(`${client}/store.js`, "utf8");
  await writeFile(`${client}/store.js`, `${before}\n// changed`);
  const changed = await loadAssets(projectRoot, client);
  await writeFile(`${client}/store.js`, before);
  expect(changed.script).not.toBe(assets.script);
  expect(changed.styles).toEqual(assets.styles);
});

test("the contents say which chapter is open; neighbours stand at its end", () => {
  const own = page("en/06-back-propagation/index.html");
  const current = own.querySelectorAll('.nav [aria-current="page"]');
  expect([...current].map(({ textContent }) => textContent)).toEqual(["06Back-propagation"]);
  expect(own.querySelector('.turn [rel="prev"]')?.textContent).toBe("Previous5\u2002Forward pass");
  expect(own.querySelector('.turn [rel="next"]')?.textContent).toBe("Next7\u2002Gradient descent");
  const sections = [...own.querySelectorAll(".toc ol a")].map(({ textContent }) => textContent);
  expect(sections).toEqual([
    "By hand",
    "One layer back",
    "What the documents print",
    "How would you notice?",
    "Exercises",
    "Summary",
    "Questions readers ask",
    "References",
    "Next",
  ]);
});

describe("the state of a chapter stands on its page", () => {
  const render = async (input: Parameters<typeof small>[2], isLive = false) => {
    const chapters = [{ ...small("05-a", "A", input), cells: { total: 20, run: 3 } }];
    const { files } = await renderBook(chapters, { ...facts, assets, isLive });
    return new JSDOM(String(files.get("en/05-a/index.html"))).window.document;
  };

  test.each(["waiting", "running"] as const)("%s", async (state) => {
    const own = await render(state);
    expect(own.querySelector(".state-line")?.textContent).toBe(
      "outputs arrive while the chapter runs (3 of 20 cells)",
    );
    expect(own.querySelector(".source")?.textContent).not.toContain("runs in");
  });

  test("only a served page listens", async () => {
    expect((await render("done")).querySelector('meta[name="course-live"]')).toBeNull();
    expect((await render("done", true)).querySelector('meta[name="course-live"]')).not.toBeNull();
  });

  test("failed, with the place and the words of the error", async () => {
    const error = { cell: "broken", line: 3, message: "x is <not> defined" };
    const input = { ...small("05-a", "A", "failed"), error };
    const { files, problems } = await renderBook([input], { ...facts, assets });
    const own = new JSDOM(String(files.get("en/05-a/index.html"))).window.document;
    expect(own.querySelector(".state-line")?.textContent).toBe(
      "This chapter stopped in cell broken, line 3: x is <not> defined",
    );
    expect(problems).toEqual([]);
  });

  test("a notebook that could not be read says why and is no further problem", async () => {
    const error = { cell: "", line: 0, message: "05-a.ipynb: not JSON" };
    const input = { ...chapter("05-a", notebook("A", [], []), "failed"), error };
    const { files, problems } = await renderBook([input], { ...facts, assets });
    const own = new JSDOM(String(files.get("en/05-a/index.html"))).window.document;
    expect(own.querySelector(".state-line")?.textContent).toBe(
      "This chapter stopped: 05-a.ipynb: not JSON",
    );
    expect(problems).toEqual([]);
  });

  test("a served page shows what the build would refuse", async () => {
    const input = small("05-a", "A", "done");
    const cell = { cell_type: "markdown", id: "bad", metadata: {}, source: "$$\na\n$$" } as const;
    input.notebook.cells.push(cell);
    const live = await renderBook([input], { ...facts, assets, isLive: true });
    const own = new JSDOM(String(live.files.get("en/05-a/index.html"))).window.document;
    expect(own.querySelector(".faults li")?.textContent).toContain(
      "cell bad, line 1 a display formula needs a label",
    );
    const built = await renderBook([input], { ...facts, assets });
    expect(String(built.files.get("en/05-a/index.html"))).not.toContain("would refuse");
    expect(built.problems).toHaveLength(1);
  });
});
