/** @file Bytes as base64, as plotly reads small integers from it. */

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base64 of `bytes` (RFC 4648, section 4). */
export function base64(bytes: Uint8Array): string {
  let encoded = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]];
    const triple = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    encoded += letters[triple >> 18]! + letters[(triple >> 12) & 63]!;
    encoded += b === undefined ? "=" : letters[(triple >> 6) & 63]!;
    encoded += c === undefined ? "=" : letters[triple & 63]!;
  }
  return encoded;
}
