/** @file A cell that printed without end: its page opens all the same. */

import { expect, test } from "vitest";
import { renderBook } from "../../../book/site/renderBook.js";
import { chapter, code, notebook, opener, stream } from "./cells.js";
import { options } from "./messages.js";

async function pageOf(text: string): Promise<string> {
  const five = notebook("T", ["A:4.1"], [opener("T", ["A:4.1"]), code("1", [stream(text)])]);
  const { files } = await renderBook([chapter("05-x", five)], options);
  return String(files.get("en/05-x/index.html"));
}

test("a page shows the beginning of a long output and says where the rest is", async () => {
  const [short, long] = [await pageOf("x".repeat(100_000)), await pageOf("x".repeat(16_000_000))];
  const line = `<span class="line">${"x".repeat(100_000)}`;
  expect(short).toContain(`${line}</span></pre>`);
  expect(long).toContain(
    `${line}\n</span><span class="line">… 15.9 MB more, in the executed notebook</span></pre>`,
  );
});

test("blank space without end costs no minutes", async () => {
  const start = performance.now();
  expect(await pageOf(`a${" ".repeat(1_000_000)}b`)).toContain("more, in the executed notebook");
  expect(performance.now() - start).toBeLessThan(20_000);
});
