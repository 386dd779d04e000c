/**
 * @file What a cell leaves for the book beside its text: one MIME type, one `kind` each.
 *
 * The book and chapter 21 collect these records from the executed outputs; nothing is entered twice.
 */

/** The MIME type of every record below; the same bundle also holds readable `text/plain`. */
export const RECORD_MIME = "application/vnd.large-models+json";

/** A plausible wrong version of a formula, and how wrong it is. */
export interface RogueRecord {
  /** what it gets wrong, as a short label: "slope taken at the output" */
  name: string;
  /** the wrong formula in TeX, without delimiters; empty if it has none */
  tex: string;
  /** median over the cases of its largest error; `null` if it was not finite */
  medianError: number | null;
  /** the check rejects it: its error is above the tolerance in more than half of the cases */
  rejected: boolean;
}

/** A displayed formula bound to running code. */
export interface CheckRecord {
  kind: "check";
  /** the label of the formula: "eq:forward" */
  id: string;
  passed: boolean;
  /** number of random inputs it was tried on */
  cases: number;
  tolerance: number;
  /** over all cases; `null` if it was not finite */
  largestError: number | null;
  /** the largest share of the bound that was reached, if the formula is a bound */
  reached?: number;
  rogues: RogueRecord[];
}

/** A wrong answer that an exercise knows, and what it says of it. */
export interface DiagnosisRecord {
  name: string;
  /** `null` if the judge did not notice */
  diagnosis: string | null;
}

/** The state of one exercise: after the starter "open", after a right answer "passed". */
export interface ExerciseRecord {
  kind: "exercise";
  /** "ex:layer-gradient" */
  id: string;
  /** whose answer was judged: the reader's cell, or the folded solution */
  role: "attempt" | "solution";
  state: "open" | "passed";
  /** what is wrong with the attempt; `null` when passed */
  diagnosis: string | null;
  /** every known wrong answer with what it is told; empty for the solution */
  wrong: DiagnosisRecord[];
}

/** A small table of results, as shown in an erratum. */
export interface TableRecord {
  caption: string;
  columns: string[];
  rows: (string | number)[][];
}

/** Something printed in the documents that running code shows to be wrong. */
export interface ErratumRecord {
  kind: "erratum";
  /** "err:delta-one-slope-too-many" */
  id: string;
  title: string;
  /** the place in the documents: "A:4.2.2" */
  source: string;
  /** what is printed, and what is right; TeX if it starts and ends with `$`, else text */
  printed: string;
  right: string;
  table: TableRecord | null;
  proved: boolean;
  /** one sentence of what follows; may be empty */
  verdict: string;
}

export type Verdict =
  | "reproduced"
  | "not reproduced"
  | "not distinguishable"
  | "not checkable"
  | "not measured";

/** A statement of the documents, judged over seeds. */
export interface ClaimRecord {
  kind: "claim";
  /** "claim:test-accuracy" */
  id: string;
  title: string;
  source: string;
  /** the value in the documents; `null` if none is printed */
  printed: number | null;
  /** one measured value for each seed */
  values: number[];
  /** mean of the values; `null` when there are none */
  estimate: number | null;
  /** 95 % prediction interval for one more run; `null` when there are fewer than two values */
  interval: [number, number] | null;
  seeds: number;
  verdict: Verdict;
  /** one sentence: why */
  because: string;
}

/** Matrices to be set with drawn brackets. */
export interface MatricesRecord {
  kind: "matrices";
  matrices: { name: string; shape: [number, number]; data: number[] }[];
}

/** What makes a figure live in the page: its kind, and the state that the cell gave it. */
export interface LiveRecord {
  /** "neuron-plane", "digit" */
  kind: string;
  /** plain JSON, read by the kind */
  state: unknown;
}

/** A figure's words; the plotly object stands in the same bundle under plotly's own MIME type. */
export interface FigureRecord {
  kind: "figure";
  /** "fig:u-curve" */
  id: string;
  caption: string;
  /** for readers who do not see it: what it shows, not what it is */
  alt: string;
  /** takes the width of text and notes together */
  page: boolean;
  /** absent for a figure that stays as it is */
  live?: LiveRecord;
}

/** A sound to be played. */
export interface SoundRecord {
  kind: "sound";
  /** what is heard */
  caption: string;
  seconds: number;
  /** a WAV file as base64 */
  wav: string;
}

/** A bar that moves in place. */
export interface ProgressRecord {
  kind: "progress";
  label: string;
  /** in [0, 1] */
  fraction: number;
  /** rate and time left, ready to read */
  note: string;
}

/** Says that the run used the small sizes of `COURSE_QUICK=1`. */
export interface QuickRecord {
  kind: "quick";
}

export type LessonRecord =
  | CheckRecord
  | ExerciseRecord
  | ErratumRecord
  | ClaimRecord
  | MatricesRecord
  | FigureRecord
  | SoundRecord
  | ProgressRecord
  | QuickRecord;
