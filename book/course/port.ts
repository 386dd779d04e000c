/** @file The port that somebody chose. */

import { CourseError } from "../message.js";

/**
 * The port that `--port` names.
 *
 * @throws CourseError unless it is a whole number from 1 to 65535.
 */
export function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw new CourseError(`--port must be a number from 1 to 65535, got "${text}"`);
}
