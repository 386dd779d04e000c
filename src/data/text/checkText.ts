/** @file What every tokeniser asks of its text. */

/**
 * Refuses an empty text.
 *
 * @throws RangeError unless there is at least one character.
 */
export function checkText(where: string, text: string): void {
  if (typeof text !== "string" || text.length === 0) {
    throw new RangeError(`${where}: text must have a character, got ${JSON.stringify(text)}`);
  }
}
