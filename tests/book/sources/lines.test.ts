import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { digestLines, readLines } from "../../../book/sources/lines.js";

const digest = (line: string) => createHash("sha256").update(line).digest("hex").slice(0, 8);

test("a digest and the number of sentences for each line, and not a word of it", () => {
  const documents = "### 甲\n\n一。二？三\n---\n```python\nx = 1.5\n  \n";
  expect(readLines(digestLines(documents))).toEqual([
    { digest: digest("### 甲"), sentences: 1 },
    { digest: "", sentences: 0 },
    { digest: digest("一。二？三"), sentences: 3 },
    { digest: digest("---"), sentences: 0 },
    { digest: digest("```python"), sentences: 0 },
    { digest: digest("x = 1.5"), sentences: 1 },
    { digest: "", sentences: 0 },
  ]);
});

test("marks after the last full stop are no sentence", () => {
  expect(digestLines("**真的吗？**")).toMatch(/^[\da-f]{8} 1\n$/);
});

test("refuses a line that it did not write", () => {
  expect(() => readLines("\n大模型\n")).toThrow(
    new RangeError('notebooks/source-lines.txt, line 2: "大模型" is no digest and number'),
  );
});
