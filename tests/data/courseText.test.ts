import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { PackedCourseText } from "../../src/data/courseText/courseText.js";
import { loadCourseText } from "../../src/data/index.js";
import { packCourseText, plainText } from "./packCourseText.js";

const path = fileURLToPath(new URL("../../src/data/courseText/courseText.gz", import.meta.url));

test("three quarters of the packed passages still stand in the chapters; COURSE_PACK=1 renews them", async () => {
  const made = await packCourseText();
  if (process.env.COURSE_PACK) {
    await writeFile(path, gzipSync(JSON.stringify(made), { level: 9 }));
  }
  const packed = JSON.parse(gunzipSync(await readFile(path)).toString()) as PackedCourseText;
  const now = new Set(made.passages.map(([, , text]) => text));
  const kept = packed.passages.filter(([, , text]) => now.has(text));
  expect(kept.length / packed.passages.length).toBeGreaterThanOrEqual(0.75);
});

test("has every question with the answer that follows it, and never the question in the answer", async () => {
  const { passages, questions } = await loadCourseText();
  expect([passages.length, questions.length]).toEqual([1024, 74]);
  for (const { chapter, text, answer } of questions) {
    expect(passages[answer]).toMatchObject({ chapter, cell: "questions" });
    expect(passages[answer]!.text).not.toContain(text);
  }
  expect(new Set(questions.map(({ answer }) => answer)).size).toBe(questions.length);
  const why = questions.find(({ text }) => text === "Why widen, then narrow?")!;
  expect(passages[why.answer]!.text).toMatch(
    /^Because a hidden unit is a pair of a key and a value/,
  );
});

test("passages are plain: no Markdown, no TeX, no address", async () => {
  const { passages } = await loadCourseText();
  const strange = passages.filter(({ text }) => /[\\$`*]|\]\(|\[\^|https?:/.test(text));
  expect(strange).toEqual([]);
});

test.each([
  ["a *word* in `code`[^note]", "a word in code"],
  [
    "see [Vaswani et al. (2017)](#ref:vaswani2017), and [](#fig:leak)",
    "see Vaswani et al. (2017), and the figure",
  ],
  ["the root $\\sqrt{d_k}$ \\eqref{eq:variance}.", "the root sqrt d_k."],
  ["- one\n- two", "one two"],
])("plainText(%s) is %s", (markdown, plain) => {
  expect(plainText(markdown)).toBe(plain);
});
