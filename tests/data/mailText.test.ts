import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findNearDuplicates,
  htmlText,
  mailHeader,
  mailText,
  parseMail,
} from "../../src/data/index.js";
import { decodeBase64, decodeQuotedPrintable } from "../../src/data/mails/transferEncoding.js";
import { corpusFiles, readCorpus } from "./packMails.js";

const bytes = (text: string) => Buffer.from(text, "utf8");
const mail = (...lines: string[]) => parseMail(bytes(lines.join("\n")));
const read = (...lines: string[]) => mailText(mail(...lines)).text;

describe("parseMail", () => {
  test("unfolds headers, takes names in lower case, and ends at the first empty line", () => {
    const parsed = mail(
      "From a@b Thu",
      "Subject: one",
      "\ttwo",
      " 3",
      "X:",
      "no header",
      "",
      "a",
      "",
      "b",
    );
    expect(parsed.headers).toEqual([
      { name: "subject", value: "one two 3" },
      { name: "x", value: "" },
    ]);
    expect(parsed.body).toBe("a\n\nb");
    expect(mailHeader(parsed, "subject")).toBe("one two 3");
    expect(mailHeader(parsed, "date")).toBe(undefined);
    expect(mail("A: 1\r", "\r", "b\r", "")).toEqual({
      headers: [{ name: "a", value: "1" }],
      body: "b\n",
    });
    expect(mail("A: 1").body).toBe("");
    expect(mail("", "A: 1")).toEqual({ headers: [], body: "A: 1" });
  });

  test("says that there is nothing", () => {
    const error = new RangeError("parseMail: raw must have a byte, got none");
    expect(() => parseMail(new Uint8Array())).toThrow(error);
  });
});

describe("transfer encodings", () => {
  const text = fc.uint8Array({ maxLength: 97 });

  test("base64 and quoted-printable give back the bytes that were encoded", () => {
    fc.assert(
      fc.property(text, (data) => {
        const base64 = Buffer.from(data)
          .toString("base64")
          .replace(/(.{7})/g, "$1\n");
        expect(decodeBase64(base64)).toEqual(data);
        const letters = Array.from(data, (byte) =>
          byte > 32 && byte < 127 && byte !== 61
            ? String.fromCharCode(byte)
            : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`,
        );
        const quoted = letters.map((letter, i) => (i % 11 === 10 ? `${letter}=\n` : letter));
        expect(decodeQuotedPrintable(quoted.join(""))).toEqual(data);
      }),
    );
  });

  test("what breaks the rules is passed over", () => {
    expect(Buffer.from(decodeBase64("aGk*h!\n=junk")).toString()).toBe("hi!");
    expect([...decodeBase64("aGkhA")]).toEqual([...bytes("hi!")]);
    expect(Buffer.from(decodeQuotedPrintable("a=b=3Dc= \nd=")).toString()).toBe("a=b=cd=");
  });
});

describe("htmlText", () => {
  test("joins what tags of style divide, divides at all others, and reads entities", () => {
    expect(htmlText("V<b></b>ia<!x>gra<br>now<TD width=3>a<FONT\ncolor=red>b")).toBe(
      "Viagra now ab",
    );
    expect(htmlText("<style>p{}</style>a<!-- <b>no</b> -->b<script>1<2")).toBe(" a b ");
    expect(htmlText("&lt;&#36;5&nbsp;&euro;&eacute;&#x41;&AMP&amp;&unknown;&#0;")).toBe(
      "<$5\u00A0€éA&AMP&&unknown;&#0;",
    );
    expect(htmlText("1 < 2 and a <- b")).toBe("1 < 2 and a <- b");
  });
});

describe("mailText", () => {
  test("of alternatives the plain one, of a mixture all texts, of attachments none", () => {
    const parts = (kind: string, plain: string) => [
      `Content-Type: multipart/${kind}; boundary="x y"`,
      "",
      "not for you to read",
      "--x y",
      "Content-Type: text/html",
      "",
      "<p>page</p>",
      "--x y",
      "",
      plain,
      "--x y",
      "Content-Type: text/plain",
      "Content-Disposition: attachment",
      "",
      "attached",
      "--x y",
      "Content-Type: image/gif",
      "Content-Transfer-Encoding: base64",
      "",
      "R0lG",
      "--x y--",
      "behind",
    ];
    expect(read(...parts("alternative", "plain"))).toBe("plain");
    expect(read(...parts("alternative", "  "))).toBe("page");
    expect(read(...parts("mixed", "plain"))).toBe("page plain");
  });

  test("of alternatives without a plain one the last", () => {
    const page = (text: string) => ["--x", "Content-Type: text/html", "", text];
    const type = "Content-Type: multipart/alternative; boundary=x";
    expect(read(type, "", ...page("one"), ...page("two"), "--x--")).toBe("two");
  });

  test("decodes bytes by the charset, by windows-1252 if it is strange, and says what it decoded", () => {
    const type = (charset: string) => `Content-Type: text/plain; charset=${charset}`;
    const quoted = "Content-Transfer-Encoding: quoted-printable";
    expect(mailText(mail(type("utf-8"), quoted, "", "caf=C3=A9"))).toEqual({
      text: "café",
      base64: false,
      quotedPrintable: true,
      html: false,
    });
    expect(read(type('"no-such"'), quoted, "", "caf=E9 =80")).toBe("café €");
    const encoded = mail(type("big5"), "Content-Transfer-Encoding: BASE64", "", "pKSk5Q==");
    expect(mailText(encoded)).toMatchObject({ text: "中文", base64: true });
  });

  test("knows parts and pages that are not named, and opens a mail within a mail", () => {
    expect(read("A: 1", "", "--x", "Content-Type: text/plain", "", "in x", "--x--")).toBe("in x");
    expect(mailText(mail("A: 1", "", "<p>a<br>b<p>c"))).toMatchObject({
      text: "a b c",
      html: true,
    });
    const quoting = ["", "See:", "this", "--x", "Content-Type: text/html", "", "a"];
    expect(read("A: 1", ...quoting)).toBe("See: this --x Content-Type: text/html a");
    expect(read("A: 1", "", "use <p> or <br>")).toBe("use <p> or <br>");
    expect(read("Content-Type: message/rfc822", "", "Subject: s", "", "inner")).toBe("inner");
  });

  test("a mail that nests without end is given up, and no bytes make it throw", () => {
    const nest = "Content-Type: message/rfc822\n\n".repeat(101);
    expect(read(`${nest}x`)).toBe("");
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 211 }), (raw) => {
        expect(mailText(parseMail(raw)).text).not.toMatch(/\s\s/);
      }),
    );
  });

  test("leaves no header of a mail of the corpus behind", async () => {
    const [file] = (await corpusFiles()).slice(1009);
    const parsed = parseMail(await readCorpus(file!));
    expect(mailHeader(parsed, "received")).toMatch(/^from /);
    expect(mailText(parsed).text).not.toMatch(/received: from|message-id:/i);
  });
});

describe("findNearDuplicates", () => {
  const words = (text: string) => text.split("");

  test("half of the shorter one's runs of five decide", () => {
    // abcdefgh has runs abcde, bcdef, cdefg, defgh
    const first = words("abcdefgh");
    expect(findNearDuplicates([first, first])).toEqual(["new", "duplicate"]);
    expect(findNearDuplicates([first, words("abcdefxy")])).toEqual(["new", "near-duplicate"]);
    expect(findNearDuplicates([first, words("abcdexyz")])).toEqual(["new", "new"]);
    expect(findNearDuplicates([first, words("0123456789abcdef")])).toEqual([
      "new",
      "near-duplicate",
    ]);
    expect(findNearDuplicates([["a"], ["a", "b"], ["a"]])).toEqual(["new", "new", "duplicate"]);
  });

  test("is judged against those that stay, not against those left out", () => {
    const chain = ["abcdefgh", "abcdefxyz", "gefxyzuv"].map(words);
    expect(findNearDuplicates(chain)).toEqual(["new", "near-duplicate", "new"]);
  });

  test("says which text has no word", () => {
    expect(() => findNearDuplicates([["a"], []])).toThrow(
      new RangeError("findNearDuplicates: text 1 must have a word, got none"),
    );
  });
});
