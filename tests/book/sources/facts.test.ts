/** @file What errata have typed of documents and sources, against what the project keeps of both. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { digestOf } from "../../../book/digest.js";
import { linesFile, readLines } from "../../../book/sources/lines.js";

const root = join(import.meta.dirname, "../../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

function codeOf(chapter: string, id: string): string {
  const { cells } = JSON.parse(read(`notebooks/en/${chapter}.ipynb`)) as {
    cells: { id: string; source: string[] }[];
  };
  return cells.find((cell) => cell.id === id)!.source.join("");
}

/** The entry of a key as it is printed in the file, in small letters. */
function entryOf(key: string): string {
  const entries = read("notebooks/bibliography.bib").split(/\n(?=@)/);
  return entries.find((entry) => entry.includes(`{${key},`))!.toLowerCase();
}

test("the lines that chapter 21 finds repeated have the digests of these lines", () => {
  const kept = readLines(read(linesFile));
  const code = codeOf("21-errata-claims-references", "errata-own");
  const typed = [...code.matchAll(/(\d+), "([\da-f]{8})"/g)].map(([, line, digest]) => ({
    line: Number(line),
    digest,
  }));
  expect(typed).toHaveLength(12);
  expect(typed).toEqual(typed.map(({ line }) => ({ line, digest: kept[line - 1]!.digest })));
});

test("the line that chapter 13 quotes stands in the documents, and twice", () => {
  const [, quoted] = /"(!\[.+\]\(.+\))"/.exec(codeOf("13-transformer", "erratum-figure"))!;
  const digest = digestOf(quoted!).slice(0, 8);
  expect(readLines(read(linesFile)).filter((line) => line.digest === digest)).toHaveLength(2);
});

test("what chapter 17 calls wrong, and what it found instead, stand in the bibliography", () => {
  const wrong = codeOf("17-tools", "list-rows").matchAll(
    /is: "(.*)", label: \["(.+)", "(.+)"\], verdict: "wrong", key: "(\w+)"/g,
  );
  const facts = [...wrong].map(([, is, printed, found, key]) => ({
    key,
    missing: [printed!, found!, ...(is!.match(/\d{13}|\w+\.io\S*/g) ?? [])].filter(
      (words) => !entryOf(key!).includes(words.toLowerCase()),
    ),
  }));
  expect(facts).toHaveLength(5);
  expect(facts.filter(({ missing }) => missing.length > 0)).toEqual([]);
});

test("the manuals to which chapter 21 sends are those of the bibliography", () => {
  const code = codeOf("21-errata-claims-references", "errata-own");
  const manuals = [...code.matchAll(/\["(\w+)", "https\S+", "(https\S+)"\]/g)];
  expect(manuals).toHaveLength(3);
  for (const [, name, right] of manuals) {
    expect(entryOf(`${name!.toLowerCase()}docs`)).toContain(`url = {${right}}`);
  }
});
