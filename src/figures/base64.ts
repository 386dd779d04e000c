/// <reference lib="dom" />
/** @file Bytes as base64, as plotly and the live figures read small integers from it. */

/** Base64 of `bytes`. */
export function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/**
 * The bytes of a base64 text.
 *
 * @throws RangeError unless the text is base64, filled up with `=` to a multiple of four letters.
 */
export function fromBase64(encoded: string): Uint8Array {
  // atob alone would pass over blanks and missing `=`.
  if (encoded.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) {
    throw new RangeError(`fromBase64: needs base64, got ${JSON.stringify(encoded.slice(0, 20))}`);
  }
  return Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
}
