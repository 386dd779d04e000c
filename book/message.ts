/** @file The words of anything that was thrown. */

/** The message of an error, or whatever else was thrown as text. */
export function message(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** An error that is told to the user in its own words, without a stack. */
export class CourseError extends Error {
  override name = "CourseError";
}
