import { beforeAll, describe, expect, test } from "vitest";
import {
  findNearDuplicates,
  groupNearDuplicates,
  loadRawMails,
  mailHeader,
  mailText,
  parseMail,
  type RawMail,
  wordTokens,
} from "../../src/data/index.js";

describe("loadRawMails", () => {
  let mails: readonly RawMail[];
  beforeAll(async () => {
    mails = await loadRawMails();
  });

  test("has the mails, the spam, the duplicates and the base64 that chapter 4 names", () => {
    const words = mails.map(({ text }) => wordTokens(text));
    const novelty = findNearDuplicates(words);
    const count = (what: string) => novelty.filter((one) => one === what).length;
    const cleaned = mails.map(({ bytes }) => mailText(parseMail(bytes)));
    const inBase64 = mails.filter((_, n) => cleaned[n]!.base64);
    expect({
      mails: mails.length,
      spam: mails.filter(({ spam }) => spam === 1).length,
      new: count("new"),
      duplicates: count("duplicate"),
      nearDuplicates: count("near-duplicate"),
      base64: inBase64.length,
      base64Spam: inBase64.filter(({ spam }) => spam === 1).length,
    }).toMatchInlineSnapshot(`
      {
        "base64": 15,
        "base64Spam": 15,
        "duplicates": 82,
        "mails": 1002,
        "nearDuplicates": 145,
        "new": 775,
        "spam": 301,
      }
    `);
    expect(mails[0]!.source).toMatchInlineSnapshot(`"easy-ham-1/00857"`);
  });

  test("every mail has its headers, and its text begins as its bytes say", () => {
    expect(new Set(mails.map(({ source }) => source)).size).toBe(mails.length);
    let begun = 0;
    for (const { bytes, text } of mails) {
      const mail = parseMail(bytes);
      expect(mail.headers.length).toBeGreaterThan(0);
      expect(mail.body.length).toBeLessThanOrEqual(600);
      const words = wordTokens(text);
      expect(words.length).toBeGreaterThanOrEqual(5);
      expect(words.length).toBeLessThanOrEqual(64);
      const cleaned = mailText(mail).text;
      if (text.startsWith(cleaned.slice(0, 20))) begun += 1;
    }
    // The others are pages, or mails in parts, whose first 600 bytes end before their text begins.
    expect(begun / mails.length).toBeGreaterThan(0.9);
    expect(mails.filter(({ bytes }) => mailHeader(parseMail(bytes), "from")).length).toBe(
      mails.length,
    );
  });
});

describe("groupNearDuplicates", () => {
  const runs = (text: string) => text.split(" ");

  test("gives the first of the group, also through a near-duplicate", () => {
    const first = runs("a b c d e f g");
    const near = runs("a b c d e f x"); // 2 of 3 runs of five
    const other = runs("p q r s t u v");
    expect(groupNearDuplicates([first, other, near, other, near])).toEqual([0, 1, 0, 1, 0]);
    expect(findNearDuplicates([first, other, near, other, near])).toEqual([
      "new",
      "new",
      "near-duplicate",
      "duplicate",
      "duplicate",
    ]);
  });

  test("says which text has no word", () => {
    expect(() => groupNearDuplicates([["a"], []])).toThrow(
      new RangeError("groupNearDuplicates: text 1 must have a word, got none"),
    );
  });
});
