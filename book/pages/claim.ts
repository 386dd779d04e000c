/** @file The plate of a claim: seeds as dots, interval as a bracket, printed value as a line, verdict. */

import type { ClaimRecord } from "../../src/lesson/records.js";
import { escapeHtml } from "./html.js";
import { type RenderEnv, renderLine } from "./markdownHtml.js";
import { plate } from "./plate.js";
import { strip } from "./strip.js";

export function claimPlate(record: ClaimRecord, number: string, env: RenderEnv): string {
  const { id, title, source, verdict, because } = record;
  const words = {
    kind: "claim",
    id,
    name: `Claim ${number}`,
    title: renderLine(title, env),
    meta: `documents ${escapeHtml(source)}`,
  };
  const drawn =
    record.values.length > 0
      ? `${strip(record, 616, "only-wide")}${strip(record, 350, "only-narrow")}\n`
      : "";
  const first = verdict[0]!.toUpperCase() + verdict.slice(1);
  return plate(words, `${drawn}<p class="verdict"><b>${first}</b>${renderLine(because, env)}</p>`);
}
