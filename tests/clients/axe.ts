/** @file What axe, the checker of accessibility, finds on a page. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const script = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** One line for each rule that is broken, with the parts that break it; none if all is well. */
export async function axeFaults(page: Page): Promise<string[]> {
  // evaluated by the debugger, so the page's policy need not allow it
  await page.evaluate(await readFile(script, "utf8"));
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
    );
  });
}
