/// <reference lib="dom" />
/**
 * @file The two ways in which mails carry bytes as letters, undone.
 *
 * Source: Freed and Borenstein, "Multipurpose Internet Mail Extensions, Part One", RFC 2045 (1996),
 * sections 6.7 and 6.8. What breaks their rules is passed over, as section 6.8 asks: mails do.
 */

/** The bytes that quoted-printable letters stand for: `=3D` is `=`, and `=` at a line's end joins lines. */
export function decodeQuotedPrintable(body: string): Uint8Array {
  const joined = body.replace(/=[ \t]*\n/g, "");
  return toBytes(
    joined.replace(/=([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  );
}

/** The bytes that base64 letters stand for; ends at the first `=`. */
export function decodeBase64(body: string): Uint8Array {
  const letters = body.replace(/=[\s\S]*$/, "").replace(/[^A-Za-z0-9+/]/g, "");
  // A single letter behind the last four has not one whole byte.
  return toBytes(atob(letters.slice(0, letters.length - (letters.length % 4 === 1 ? 1 : 0))));
}

/** A byte for each character of a text that has no other. */
export function toBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; ++i) bytes[i] = text.charCodeAt(i);
  return bytes;
}
