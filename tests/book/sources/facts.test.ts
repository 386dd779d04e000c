/** @file What errata have typed of documents and sources, against what the project keeps of both. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { digestOf } from "../../../book/digest.js";
import { parseNotebook } from "../../../book/notebook/format.js";
import { linesFile, readLines } from "../../../book/sources/lines.js";
import { runCells } from "../../python/cells.js";

const root = join(import.meta.dirname, "../../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const kept = readLines(read(linesFile));

/** The entry of a key as it is printed in the file, in small letters. */
function entryOf(key: string): string {
  const entries = read("notebooks/bibliography.bib").split(/\n(?=@)/);
  return entries.find((entry) => entry.includes(`{${key},`))!.toLowerCase();
}

test("the lines that chapter 21 finds repeated have the digests of these lines", async () => {
  const { sixLines } = await runCells<{
    sixLines: [question: number, digest: string, answer: number, digest: string][];
  }>("21-errata-claims-references", ["errata-own"], ["sixLines"]);
  const digests = (line: number) => kept[line - 1]!.digest;
  expect(sixLines).toHaveLength(6);
  expect(sixLines).toEqual(
    sixLines.map(([question, , answer]) => [question, digests(question), answer, digests(answer)]),
  );
});

test("the line that chapter 13 quotes stands in the documents, and twice", () => {
  const file = "notebooks/en/13-transformer.ipynb";
  const { cells } = parseNotebook(read(file), file);
  const { source } = cells.find(({ id }) => id === "erratum-figure")!;
  const [, quoted] = /"(!\[.+\]\(.+\))"/.exec(source)!;
  const digest = digestOf(quoted!).slice(0, 8);
  expect(kept.filter((line) => line.digest === digest)).toHaveLength(2);
});

test("what chapter 17 calls wrong, and what it found instead, stand in the bibliography", async () => {
  const { lookedUp } = await runCells<{
    lookedUp: { is: string; verdict: string; key: string; label?: [string, string] }[];
  }>("17-tools", ["list-rows"], ["lookedUp"]);
  const facts = lookedUp
    .filter(({ verdict }) => verdict === "wrong")
    .map(({ is, key, label }) => ({
      key,
      missing: [...label!, ...(is.match(/\d{13}|\w+\.io\S*/g) ?? [])].filter(
        (words) => !entryOf(key).includes(words.toLowerCase()),
      ),
    }));
  expect(facts).toHaveLength(5);
  expect(facts.filter(({ missing }) => missing.length > 0)).toEqual([]);
});

test("the manuals to which chapter 21 sends are those of the bibliography", async () => {
  const { manuals } = await runCells<{ manuals: [of: string, printed: string, right: string][] }>(
    "21-errata-claims-references",
    ["errata-own"],
    ["manuals"],
  );
  expect(manuals).toHaveLength(3);
  for (const [name, , right] of manuals) {
    expect(entryOf(`${name.toLowerCase()}docs`)).toContain(`url = {${right}}`);
  }
});
