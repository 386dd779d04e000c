/** @file Style, fonts and scripts of the pages, under names that change with their content. */

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { importsOf, libraryModules } from "./library.js";

export interface Assets {
  /** paths from the root of the site, and what they hold */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly styles: readonly string[];
  /** fonts that the first screen needs */
  readonly preload: readonly string[];
  readonly script: string;
  /** what the script imports at once */
  readonly modules: readonly string[];
}

const fonts = {
  serif: "source-serif-4/files/source-serif-4-latin-opsz-normal",
  "serif-italic": "source-serif-4/files/source-serif-4-latin-opsz-italic",
  "serif-more": "source-serif-4/files/source-serif-4-latin-ext-opsz-normal",
  "serif-greek": "source-serif-4/files/source-serif-4-greek-opsz-normal",
  sans: "source-sans-3/files/source-sans-3-latin-wght-normal",
  "sans-greek": "source-sans-3/files/source-sans-3-greek-wght-normal",
  mono: "jetbrains-mono/files/jetbrains-mono-latin-wght-normal",
  "mono-greek": "jetbrains-mono/files/jetbrains-mono-greek-wght-normal",
};

/** In the order in which a later rule may change an earlier one. */
const styles = [
  "tokens",
  "frame",
  "contents",
  "text",
  "formulas",
  "code",
  "figures",
  "plots",
  "controls",
  "digit",
  "detection",
  "mail",
  "plates",
  "sources",
  "ledger",
  "screens",
  "print",
];

/** Loaded by the figures' script, which finds them beside itself. */
const plotly = {
  "plotly-cartesian.min.js": "plotly.js-cartesian-dist-min/plotly-cartesian.min.js",
  "plotly-gl3d.min.js": "plotly.js-gl3d-dist-min/plotly-gl3d.min.js",
};

/**
 * Reads what the pages need.
 *
 * @param root - folder of the project, with `node_modules` and the compiled library in `dist`
 * @param client - folder of the compiled client scripts
 */
export async function loadAssets(root: string, client: string): Promise<Assets> {
  const modules = join(root, "node_modules");
  const files = new Map<string, Uint8Array>();
  const put = (name: string, ending: string, bytes: Uint8Array): string => {
    const file = `${name}-${digest([bytes])}.${ending}`;
    files.set(`assets/${file}`, bytes);
    return file;
  };
  const urls = new Map<string, string>();
  for (const [name, path] of Object.entries(fonts)) {
    const bytes = await readFile(join(modules, "@fontsource-variable", `${path}.woff2`));
    urls.set(`fonts/${name}.woff2`, put(name, "woff2", bytes));
  }
  const katex = join(modules, "katex/dist");
  for (const file of await readdir(join(katex, "fonts"))) {
    if (!file.endsWith(".woff2")) continue;
    const bytes = await readFile(join(katex, "fonts", file));
    urls.set(`fonts/${file}`, put(file.slice(0, -6), "woff2", bytes));
  }
  const style = async (name: string, paths: readonly string[]) => {
    const parts = await Promise.all(paths.map((path) => readFile(path, "utf8")));
    const css = inLatestFormat(parts.join("\n"));
    const linked = css.replace(/url\(["']?(fonts\/[^"')]+)["']?\)/g, (_, url: string) => {
      const file = urls.get(url);
      if (!file) throw new Error(`${name}.css: there is no font "${url}"`);
      return `url(${file})`;
    });
    return `assets/${put(name, "css", Buffer.from(linked))}`;
  };
  const sheets = [
    await style("katex", [join(katex, "katex.min.css")]),
    await style(
      "book",
      styles.map((file) => join(root, "book/site/style", `${file}.css`)),
    ),
  ];

  const scripts = new Map<string, Uint8Array>();
  for (const file of (await readdir(client)).sort()) {
    if (file.endsWith(".js")) scripts.set(file, await readFile(join(client, file)));
  }
  for (const [file, path] of Object.entries(plotly)) {
    scripts.set(file, await readFile(join(modules, path)));
  }
  for (const [path, bytes] of await libraryModules(join(root, "dist"))) {
    scripts.set(`library/${path}`, bytes);
  }
  // one folder for all, so that they find each other by their own names
  const folder = `assets/${digest(scripts.values())}`;
  for (const [file, bytes] of scripts) files.set(`${folder}/${file}`, bytes);
  return {
    files,
    styles: sheets,
    preload: ["serif", "sans"].map((name) => `assets/${urls.get(`fonts/${name}.woff2`)}`),
    script: `${folder}/main.js`,
    modules: imports(scripts.get("main.js")).map((file) => `${folder}/${file}`),
  };
}

/** KaTeX names each font in three formats; every browser that can show the page has the first. */
function inLatestFormat(css: string): string {
  return css.replace(
    /(url\([^)]+\.woff2\) format\(["']woff2["']\))(?:,url\([^)]+\) format\(["'][a-z]+["']\))+/g,
    "$1",
  );
}

function imports(script: Uint8Array | undefined): string[] {
  if (!script) throw new Error("the client scripts are not compiled: main.js is missing");
  return importsOf(Buffer.from(script).toString("utf8")).map((name) => name.replace("./", ""));
}

function digest(parts: Iterable<Uint8Array>): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 10);
}
