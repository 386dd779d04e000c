import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  createVocabulary,
  encodeMails,
  findNearDuplicates,
  loadMails,
  type Mail,
  type Mails,
  wordTokens,
} from "../../src/data/index.js";
import { broken, mend } from "./brokenPackages.js";
import { packMails } from "./packMails.js";
import { packRawMails } from "./packRawMails.js";

vi.mock("#platform", async (original) =>
  (await import("./brokenPackages.js")).breakable(await original()),
);

beforeEach(mend);

test.each([
  ["mails.gz", packMails],
  ["rawMails.gz", packRawMails],
])(
  "%s holds what its packer makes of the corpus; COURSE_PACK=1 renews it",
  async (name, pack) => {
    const path = fileURLToPath(new URL(`../../src/data/mails/${name}`, import.meta.url));
    const made = JSON.stringify(await pack());
    if (process.env.COURSE_PACK) await writeFile(path, gzipSync(made, { level: 9 }));
    // Unpacked: another version of zlib packs the same into other bytes.
    expect(gunzipSync(await readFile(path)).toString() === made).toBe(true);
  },
  180_000,
);

describe("loadMails", () => {
  let mails: Mails;
  let all: Mail[];
  beforeAll(async () => {
    mails = await loadMails();
    all = [...mails.train, ...mails.validation, ...mails.heldOut];
  });

  test("has the sizes, the classes and the counts that the chapters name", () => {
    const { train, validation, heldOut, counts } = mails;
    expect([train.length, validation.length, heldOut.length]).toEqual([2000, 1000, 500]);
    const spam = (list: readonly Mail[]) => list.filter((mail) => mail.spam === 1).length;
    expect([spam(train), spam(validation), spam(heldOut)]).toMatchInlineSnapshot(`
      [
        485,
        247,
        119,
      ]
    `);
    expect(counts).toMatchInlineSnapshot(`
      {
        "base64": 92,
        "duplicates": 501,
        "html": 1050,
        "mails": 6046,
        "nearDuplicates": 1176,
        "quotedPrintable": 542,
        "short": 27,
        "spam": 1896,
      }
    `);
    // the order too: a chapter that learns from the first n has the same n everywhere
    const firsts = [train, validation, heldOut].map(([first]) => first!.source);
    expect(firsts).toMatchInlineSnapshot(`
      [
        "spam-1/00211",
        "hard-ham-1/00075",
        "hard-ham-1/00174",
      ]
    `);
    expect(all.every(({ spam, source }) => (spam === 1) === source.startsWith("spam"))).toBe(true);
    for (const split of ["train", "validation", "heldOut"] as const) {
      expect(mails[split].every((mail) => mail.split === split)).toBe(true);
    }
  });

  test("no mail comes twice, nor two that begin or read alike", () => {
    const words = all.map(({ text }) => wordTokens(text));
    expect(new Set(all.map(({ source }) => source)).size).toBe(3500);
    expect(new Set(words.map((list) => list.slice(0, 40).join(" "))).size).toBeGreaterThan(3490);
    expect(new Set(findNearDuplicates(words))).toEqual(new Set(["new"]));
  });

  test("texts are evened, without tags or encoded blocks, and at most 128 words", () => {
    for (const { text } of all) {
      const words = wordTokens(text);
      expect(words.length).toBeGreaterThanOrEqual(5);
      expect(words.length).toBeLessThanOrEqual(128);
      expect(text).not.toMatch(/\s\s|^\s|\s$|\p{Cc}/u);
    }
    const tags = all.filter(({ text }) => /<\/?(?:html|body|td|font)\b/i.test(text));
    const blocks = all.filter(({ text }) => /[A-Za-z0-9+/]{60} [A-Za-z0-9+/]{60}/.test(text));
    expect([tags.length, blocks.length]).toMatchInlineSnapshot(`
      [
        1,
        0,
      ]
    `);
  });

  test("encodeMails gives what program 2 reads: 128 ids a mail, 0 behind the last word", () => {
    const maxTokens = 10_000;
    const words = mails.train.map(({ text }) => wordTokens(text));
    const vocabulary = createVocabulary(words, { maxTokens });
    const ids = encodeMails(mails.train, vocabulary, 128);
    expect(ids.length).toBe(2000 * 128);
    expect(Math.max(...ids.subarray(0, 99_991))).toBeLessThan(maxTokens);
    for (const n of [0, 2, 3, 5, 1999]) {
      const row = ids.subarray(128 * n, 128 * (n + 1));
      const isWord = Array.from(row, (_, i) => i < words[n]!.length);
      expect(Array.from(row, (id) => id !== 0)).toEqual(isWord);
      const known = words[n]!.map((word) => vocabulary.ids.get(word) ?? 1);
      expect([...row.subarray(0, known.length)]).toEqual(known);
    }
  });
});

test("encodeMails says which mail has no word", () => {
  const vocabulary = createVocabulary([["a"]]);
  expect([...encodeMails([{ text: "A b" }], vocabulary, 3)]).toEqual([2, 1, 0]);
  expect(() => encodeMails([{ text: "a" }, { text: "!!!" }], vocabulary, 3)).toThrow(
    new RangeError('encodeMails: mail 1 must have a word, got "!!!"'),
  );
  expect(() => encodeMails([{ text: "" }], vocabulary, 3)).toThrow(
    new RangeError('encodeMails: mail 0 must have a word, got ""'),
  );
});

describe("a file that is not as it was made", () => {
  const path = "src/data/mails/mails.gz";
  const file = `loadMails: the file large-models/${path}`;
  const cure = `Cure: in a clone of the course run: git checkout -- ${path}; elsewhere delete the folder node_modules/large-models, then run: npm install large-models`;

  test("missing: named, with the cure", async () => {
    broken.how = "missing";
    await expect(loadMails()).rejects.toThrow(new Error(`${file} could not be read. ${cure}`));
  });

  test("damaged: named, with both digests", async () => {
    broken.how = "short";
    const { message } = await loadMails().then(
      () => new Error("loaded"),
      (error: Error) => error,
    );
    expect(message.startsWith(`${file} is damaged: `)).toBe(true);
    expect(message).toMatch(/its SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64}\./);
    expect(message.endsWith(cure)).toBe(true);
  });
});
