/** @file Text cut into characters. */

import { checkText } from "./checkText.js";

/**
 * The characters of a text, one Unicode code point each: `join("")` gives the text back.
 *
 * Half a pair of surrogates is a token of its own.
 *
 * @throws RangeError if the text is empty.
 */
export function characterTokens(text: string): string[] {
  checkText("characterTokens", text);
  return [...text];
}
