/// <reference lib="dom" />
/** @file Bytes as base64, as plotly reads small integers from it. */

/** Base64 of `bytes`. */
export function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
