/**
 * @file The one cleaning rule for mails: from what was sent to what a reader reads, without headers.
 *
 * 1. Of a mail in parts the text parts are kept, in order; of alternatives the plain one, else the page.
 *    Attachments, signatures and pictures are left out. A mail that names no type but begins, or
 *    begins behind one line, with `--x` and a line `Content-…:` below is in parts.
 * 2. Base64 and quoted-printable are decoded, then the bytes by the charset named; by windows-1252 if
 *    there is none or a strange one.
 * 3. A page of HTML becomes its words (`htmlText`). What is called plain text is a page if it has three or
 *    more of HTML's tags for blocks, line ends or fonts.
 * 4. Each run of blanks, ends of lines and control characters becomes one blank.
 *
 * Source for parts: Freed and Borenstein, RFC 2046 (1996), section 5.1.
 */

import { decodeCharset } from "./charset.js";
import { htmlText } from "./htmlText.js";
import { mailHeader, type ParsedMail, parsePart } from "./parseMail.js";
import { decodeBase64, decodeQuotedPrintable, toBytes } from "./transferEncoding.js";

/** What a reader reads of a mail, and what it took to find out. */
export interface MailText {
  /** headers removed, decoded, tags removed, blanks evened; may be empty */
  readonly text: string;
  /** whether a part that was kept had come as base64 */
  readonly base64: boolean;
  /** whether a part that was kept had come as quoted-printable */
  readonly quotedPrintable: boolean;
  /** whether a part that was kept was a page of HTML */
  readonly html: boolean;
}

interface TextPart extends MailText {
  readonly type: string;
}

/** The text of a mail by the rule at the head of this file. */
export function mailText(mail: ParsedMail): MailText {
  const parts = textParts(mail, 0);
  return {
    text: cleanText(parts.map(({ text }) => text).join("\n")),
    base64: parts.some((part) => part.base64),
    quotedPrintable: parts.some((part) => part.quotedPrintable),
    html: parts.some((part) => part.html),
  };
}

/** One blank for each run of blanks, ends of lines and control characters; none at the ends. */
export function cleanText(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}\u{FFFD}]+/gu, " ").trim();
}

/** Parts within parts within parts …: a mail that nests deeper than this was made to hurt. */
const MAX_DEPTH = 16;

function textParts(mail: ParsedMail, depth: number): TextPart[] {
  if (depth > MAX_DEPTH) return [];
  const { type, parameters } = contentType(mail);
  const boundary = boundaryOf(mail, type, parameters);
  if (boundary !== undefined) {
    const parts = partsBetween(mail.body, boundary).map((part) =>
      textParts(parsePart(part), depth + 1),
    );
    return type === "multipart/alternative" ? bestOf(parts) : parts.flat();
  }
  if (type === "message/rfc822") return textParts(parsePart(mail.body), depth + 1);
  const isText = type.startsWith("text/") || type.startsWith("multipart/");
  if (!isText || /^attachment/i.test(mailHeader(mail, "content-disposition") ?? "")) return [];
  return [decodePart(mail, type, parameters)];
}

/** The alternative in plain text, unless it is empty; else the last one, which its sender likes best. */
function bestOf(alternatives: readonly TextPart[][]): TextPart[] {
  const filled = alternatives.filter((parts) => parts.some(({ text }) => /\S/.test(text)));
  return (
    filled.find((parts) => parts.every(({ type }) => type === "text/plain")) ?? filled.at(-1) ?? []
  );
}

const PAGE_TAG = /<(?:html|head|body|table|tr|td|div|center|font|p|br)\b[^>]*>/gi;

function decodePart(mail: ParsedMail, type: string, parameters: string): TextPart {
  const encoding = (mailHeader(mail, "content-transfer-encoding") ?? "").toLowerCase();
  const base64 = encoding.startsWith("base64");
  const quotedPrintable = encoding.startsWith("quoted-printable");
  const decoded = base64
    ? decodeBase64(mail.body)
    : quotedPrintable
      ? decodeQuotedPrintable(mail.body)
      : toBytes(mail.body);
  const written = decodeCharset(decoded, parameter(parameters, "charset"));
  const html = type === "text/html" || (written.match(PAGE_TAG)?.length ?? 0) >= 3;
  return { type, text: html ? htmlText(written) : written, base64, quotedPrintable, html };
}

function contentType(mail: ParsedMail): { type: string; parameters: string } {
  const value = mailHeader(mail, "content-type") ?? "text/plain";
  const type = /^[^\s;]+/.exec(value)?.[0].toLowerCase() ?? "text/plain";
  return { type: type.includes("/") ? type : "text/plain", parameters: value };
}

/** The line that divides the parts of a mail; `undefined` if it is in one part. */
function boundaryOf(mail: ParsedMail, type: string, parameters: string): string | undefined {
  if (type.startsWith("multipart/")) return parameter(parameters, "boundary");
  if (mailHeader(mail, "content-type") !== undefined) return undefined;
  return /^\s*(?:[^\n]+\n\s*)?--([^\n]+)\nContent-[\w-]+:/i.exec(mail.body)?.[1];
}

function parameter(value: string, name: string): string | undefined {
  const found = new RegExp(`[;\\s]${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;"]+))`, "i").exec(value);
  return found?.[1] ?? found?.[2];
}

function partsBetween(body: string, boundary: string): string[] {
  const [, ...parts] = `\n${body}`.split(`\n--${boundary}`);
  const end = parts.findIndex((part) => part.startsWith("--"));
  // Behind the boundary its line ends; the head of the part begins on the next.
  return parts.slice(0, end < 0 ? undefined : end).map((part) => part.replace(/^[^\n]*\n?/, ""));
}
