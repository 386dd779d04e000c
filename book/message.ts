/** @file The words of anything that was thrown. */

/** The message of an error, or whatever else was thrown as text. */
export function message(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What a file that cannot be written means, and the way out. */
export function unwritten(
  what: string,
  folder: string,
  cause: unknown,
  { needed = "", choose = "set COURSE_HOME to a folder" } = {},
): CourseError {
  const { code } = cause as NodeJS.ErrnoException;
  const isFull = code === "ENOSPC" || code === "EDQUOT";
  const why = isFull ? `the disk of ${folder} is full${needed}` : message(cause);
  const cure = isFull
    ? `Free some space, or ${choose} on another disk`
    : `Make ${folder} writable, or ${choose} that is`;
  return new CourseError(
    `${what}: ${why}. ${cure}. Nothing is lost: they are made again at the next start.`,
    { cause },
  );
}

/** An error that is told to the user in its own words, without a stack. */
export class CourseError extends Error {
  override name = "CourseError";
}
