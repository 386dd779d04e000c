import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kindLoaders, libraryEntries } from "../../../book/site/client/library.js";
import { importsOf, libraryModules } from "../../../book/site/library.js";
import { liveKind } from "../../../src/figures/live/index.js";
import { projectRoot } from "./client.js";

const entry = "figures/live/index.js";
let dist: string;
beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), "course-library-"));
  await mkdir(join(dist, "figures/live"), { recursive: true });
});
afterAll(() => rm(dist, { recursive: true, force: true }));

const write = (path: string, script: string) => writeFile(join(dist, path), script);

test("follows imports and re-exports, also over several lines and in a ring", async () => {
  await write(entry, 'import {\n  one,\n  two,\n} from "../one.js";\nexport * from "./two.js";');
  await write("figures/one.js", 'import "./live/two.js";\nexport const one = "import \'x\'";');
  await write("figures/live/two.js", `export { liveKind } from "./index.js";`);
  const modules = await libraryModules(dist, [entry]);
  expect([...modules.keys()]).toEqual([entry, "figures/one.js", "figures/live/two.js"]);
  expect(String(modules.get("figures/one.js"))).toContain("export const one");
});

test("refuses what a page cannot load", async () => {
  await write(entry, 'import { readFile } from "node:fs";');
  await expect(libraryModules(dist, [entry])).rejects.toThrow(
    new Error('live figures: figures/live/index.js imports "node:fs", which a page cannot load'),
  );
});

test("takes no word of a module's text for an import", () => {
  expect(importsOf('const a = "import \'b\' from c";\n// import "d"\n')).toEqual([]);
});

test("of our library loads figures, mathematics, sounds and how digits and words are prepared, no lesson", async () => {
  const paths = [...(await libraryModules(join(projectRoot, "dist"))).keys()];
  expect(paths).toContain("figures/neuronPlane.js");
  expect(paths).toContain("network/activations.js");
  const strange = paths.filter((path) => !/^(figures|network|matrix|sound)\//.test(path));
  expect(strange.sort()).toEqual([
    "data/digits.js",
    "data/handwriting.js",
    "data/text/checkText.js",
    "data/text/words.js",
  ]);
});

describe("the kinds of live figures", () => {
  test("are those of the library", () => {
    const known = Object.keys(kindLoaders).sort();
    expect(() => liveKind("")).toThrow(new RegExp(`must be one of ${known.join(", ")}, got ""$`));
  });

  const modules = libraryEntries.filter((path) => path.startsWith("figures/live/"));
  test.each(modules)("%s is small with all that it imports", async (path) => {
    const all = await libraryModules(join(projectRoot, "dist"), [path]);
    expect(gzipSync(Buffer.concat([...all.values()])).length).toBeLessThan(26_000);
  });
});
