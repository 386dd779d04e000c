/**
 * @file A mail as it was sent, divided into headers and body.
 *
 * Source: Resnick, "Internet Message Format", RFC 5322 (2008), section 2.
 */

/** One line of the head of a mail, unfolded. */
export interface MailHeader {
  /** in lower case: `"subject"` */
  readonly name: string;
  /** as sent, without blanks around it */
  readonly value: string;
}

/** A mail, or one part of a mail that has several. */
export interface ParsedMail {
  /** in their order; a name may come more than once */
  readonly headers: readonly MailHeader[];
  /** what follows the first empty line, a character for each byte: not decoded yet */
  readonly body: string;
}

/**
 * The headers and the body of a mail.
 *
 * A line that begins with a blank continues the one before; the line `From …` that some programs put
 * before the first header is left out, as is a line that is no header.
 *
 * @param raw - the bytes of the file
 * @throws RangeError if there is no byte.
 */
export function parseMail(raw: Uint8Array): ParsedMail {
  if (raw.length === 0) throw new RangeError("parseMail: raw must have a byte, got none");
  return parsePart(byteString(raw));
}

/** The same of a text that has a character for each byte; a part of a mail may be without headers. */
export function parsePart(raw: string): ParsedMail {
  const text = raw.replace(/\r\n?/g, "\n");
  const empty = text.startsWith("\n") ? -1 : text.indexOf("\n\n");
  if (text.startsWith("\n")) return { headers: [], body: text.slice(1) };
  const head = empty < 0 ? text : text.slice(0, empty);
  const headers = head
    .replace(/\n[ \t]+/g, " ")
    .split("\n")
    .flatMap((line) => {
      const found = /^([!-9;-~]+)[ \t]*:(.*)$/.exec(line);
      return found ? [{ name: found[1]!.toLowerCase(), value: found[2]!.trim() }] : [];
    });
  return { headers, body: empty < 0 ? "" : text.slice(empty + 2) };
}

/** The value of the first header of this name, in lower case; `undefined` if there is none. */
export function mailHeader(mail: ParsedMail, name: string): string | undefined {
  return mail.headers.find((header) => header.name === name)?.value;
}

/** A character for each byte. */
export function byteString(bytes: Uint8Array): string {
  let text = "";
  // In pieces: a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) {
    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return text;
}
