/** @file The file that tells a kernel where to listen. */

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import {
  createConnection,
  removeConnection,
  writeConnection,
} from "../../../book/kernel/connection.js";

test("is written beside those of living processes, not beside those of killed ones", async () => {
  const folder = mkdtempSync(join(tmpdir(), "connection-"));
  const living = `kernel-${process.ppid}-0123456789ab.json`;
  for (const name of [`kernel-${2 ** 22 + 1}-0123456789ab.json`, living, "notes.json"]) {
    writeFileSync(join(folder, name), "{}");
  }
  const file = await writeConnection(await createConnection(), folder);
  expect(readdirSync(folder).sort()).toEqual([basename(file), living, "notes.json"].sort());
  await removeConnection(file);
  expect(readdirSync(folder).sort()).toEqual([living, "notes.json"].sort());
  rmSync(folder, { recursive: true });
});
