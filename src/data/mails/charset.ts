/// <reference lib="dom" />
/** @file Bytes read as letters, by the charset that a mail names. */

import { byteString } from "./parseMail.js";

/** What windows-1252 has from 128 to 159; the rest is Latin-1. */
const WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

/**
 * The text that bytes stand for; by windows-1252 if the charset is strange or none.
 *
 * As in browsers, Latin-1 and ASCII are read as windows-1252, which has all their letters. A byte that
 * the charset does not have becomes U+FFFD.
 */
export function decodeCharset(bytes: Uint8Array, charset = "windows-1252"): string {
  const decoder = decoderOf(charset);
  // Not by the decoder: that of Node 20 takes windows-1252 for Latin-1.
  if (decoder.encoding !== "windows-1252") return decoder.decode(bytes);
  return byteString(bytes).replace(/[\x80-\x9F]/g, (byte) => WINDOWS[byte.charCodeAt(0) - 128]!);
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder("windows-1252");
  }
}
