import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readOutputs, writeOutputs } from "../../../book/kernel/cache.js";
import { CourseError } from "../../../book/message.js";
import { type Cell, kernelMetadata, type Notebook } from "../../../book/notebook/format.js";

const key = "0".repeat(64);
let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "cache-"));
});
afterEach(() => rm(home, { recursive: true }));

const notebook = (...cells: Cell[]): Notebook => ({
  cells,
  metadata: { course: { title: "T", sources: [] }, ...kernelMetadata },
  nbformat: 4,
  nbformat_minor: 5,
});
const code: Cell = {
  cell_type: "code",
  id: "a",
  metadata: {},
  source: "1",
  execution_count: 2,
  outputs: [
    { output_type: "stream", name: "stdout", text: "1 ü\n" },
    { output_type: "display_data", data: { "a/b+json": { 10: 0.1, 9: [null] } }, metadata: {} },
  ],
};
const result = {
  seconds: 1.5,
  notebook: notebook({ cell_type: "markdown", id: "m", metadata: {}, source: "# T" }, code),
};
const kept = {
  cells: [{ outputs: code.outputs, execution_count: 2 }],
  seconds: 1.5,
};
const entry = () => join(home, "outputs", `${key}.json`);
const names = () => readdir(join(home, "outputs"));

describe("an entry", () => {
  test("comes back as it was, under its key only", async () => {
    await writeOutputs(home, key, result);
    expect(await readOutputs(home, key)).toEqual(kept);
    expect(await readOutputs(home, "1".repeat(64))).toBeUndefined();
    expect(await names()).toEqual([`${key}.json`]);
  });

  test("that is cut off anywhere, or changed in one place, is thrown away", async () => {
    await writeOutputs(home, key, result);
    const whole = await readFile(entry(), "utf8");
    const damaged = [
      "",
      "null",
      whole.slice(0, -1),
      whole.slice(0, whole.length / 2),
      whole.replace('"text":"1 ü', '"text":"2 ü'),
      whole.replace('"seconds":1.5', '"seconds":2.5'),
    ];
    for (const text of damaged) {
      expect(text).not.toBe(whole);
      await writeFile(entry(), text);
      expect(await readOutputs(home, key)).toBeUndefined();
      expect(await names()).toEqual([]);
    }
    await writeOutputs(home, key, result);
    expect(await readOutputs(home, key)).toEqual(kept);
  });

  test("that nobody used for a month goes at the next write; one that was read stays", async () => {
    const [used, unused, part] = ["1", "2", "3"].map((digit) => digit.repeat(64)) as [
      string,
      string,
      string,
    ];
    await writeOutputs(home, used, result);
    await writeOutputs(home, unused, result);
    const file = (name: string) => join(home, "outputs", name);
    await writeFile(file(`${part}.json.0123456789ab.part`), "half");
    await writeFile(file("homework.json"), "of somebody else");
    const old = new Date(Date.now() - 31 * 24 * 3600 * 1000);
    for (const name of await names()) await utimes(file(name), old, old);
    await readOutputs(home, used);
    await writeOutputs(home, key, result);
    expect((await names()).sort()).toEqual([`${used}.json`, `${key}.json`, "homework.json"].sort());
    expect(Date.now() - (await stat(file(`${used}.json`))).mtimeMs).toBeLessThan(60_000);
  });
});

describe("a write that fails", () => {
  test.each([
    [
      "ENOSPC",
      "the disk of <home> is full (needed 0.1 MB). Free some space, or set COURSE_HOME to a folder on another disk",
    ],
    [
      "EDQUOT",
      "the disk of <home> is full (needed 0.1 MB). Free some space, or set COURSE_HOME to a folder on another disk",
    ],
    ["EACCES", "EACCES happened. Make <home> writable, or set COURSE_HOME to a folder that is"],
  ])("with %s says what to do and leaves the earlier entry", async (errno, words) => {
    await writeOutputs(home, key, result);
    const write = async (file: string, text: string): Promise<void> => {
      await writeFile(file, text.slice(0, 10));
      throw Object.assign(new Error(`${errno} happened`), { code: errno });
    };
    const other = { ...result, seconds: 9 };
    await expect(writeOutputs(home, key, other, write)).rejects.toThrow(
      new CourseError(
        `The outputs could not be kept: ${words.replace("<home>", home)}. Nothing is lost: they are made again at the next start.`,
      ),
    );
    expect(await names()).toEqual([`${key}.json`]);
    expect(await readOutputs(home, key)).toEqual(kept);
  });
});
