/**
 * @file Exercises: what the reader wrote is judged, and told what is wrong with it.
 *
 * A judge reads an attempt and returns a diagnosis in words, or `null` when it is right. It knows
 * some wrong answers by name, and the book fails to build unless each gets a diagnosis of its own.
 */

import { emit } from "./display.js";
import { type DiagnosisRecord, type ExerciseRecord, RECORD_MIME } from "./records.js";

export interface Judge<Attempt> {
  /** What is wrong with the attempt, in one or two sentences; `null` if nothing is. */
  readonly diagnose: (attempt: Attempt) => string | null;
  /** Wrong answers that readers are likely to give, each to be told something different. */
  readonly wrong: readonly { readonly name: string; readonly attempt: Attempt }[];
}

/** How each exercise of this session is judged, for the solution that comes after it. */
const judges = new Map<string, (attempt: unknown) => string | null>();

/**
 * Judges the reader's attempt and shows the result; never throws on account of the attempt.
 *
 * @param id - "ex:…", the same in `solution`
 * @param attempt - usually the reader's function, named here so that the newest one is read
 * @throws RangeError if the id is not of that form.
 */
export function exercise<Attempt>(id: string, attempt: Attempt, judge: Judge<Attempt>): void {
  if (!/^ex:[a-z0-9-]+$/.test(id)) {
    throw new RangeError(`exercise: id must be like "ex:layer-gradient", got "${id}"`);
  }
  judges.set(id, (answer) => tell(judge, answer as Attempt));
  const wrong = judge.wrong.map(
    ({ name, attempt: answer }): DiagnosisRecord => ({ name, diagnosis: tell(judge, answer) }),
  );
  report({ id, role: "attempt", wrong }, tell(judge, attempt));
}

/**
 * Judges the folded solution by the judge of its exercise.
 *
 * @throws Error if the exercise has not been judged in this session.
 */
export function solution(id: string, answer: unknown): void {
  const judge = judges.get(id);
  if (!judge) {
    throw new Error(
      `solution ${id}: run the cell with exercise("${id}", …) first; it has the judge`,
    );
  }
  report({ id, role: "solution", wrong: [] }, judge(answer));
}

function tell<Attempt>(judge: Judge<Attempt>, attempt: Attempt): string | null {
  try {
    return judge.diagnose(watched(attempt));
  } catch (error) {
    if (error instanceof NoAnswer) return error.message;
    return `Your answer has not the form that the exercise asks for. ${inWords(error)}`;
  }
}

/** The reader's function gave nothing to judge; the message says so. */
class NoAnswer extends Error {}

/** The attempt; if it is a function, one that tells an error of the reader from one of the judge. */
function watched<Attempt>(attempt: Attempt): Attempt {
  if (typeof attempt !== "function") return attempt;
  const run = (...inputs: unknown[]): unknown => {
    const answer = answerOf(() => attempt(...inputs));
    if (answer !== undefined) return answer;
    throw new NoAnswer("Your function returns nothing. Does every way through it end in `return`?");
  };
  return run as Attempt;
}

function answerOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    throw new NoAnswer(`Your code stops with an error. ${inWords(error)}`);
  }
}

function inWords(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function report(
  { id, role, wrong }: Pick<ExerciseRecord, "id" | "role" | "wrong">,
  diagnosis: string | null,
): void {
  const state = diagnosis === null ? "passed" : "open";
  const record: ExerciseRecord = { kind: "exercise", id, role, state, diagnosis, wrong };
  const words = diagnosis === null ? `✓ ${id}: right` : `✗ ${id}: ${diagnosis}`;
  emit({ [RECORD_MIME]: record, "text/plain": words }, words);
}
