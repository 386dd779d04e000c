/**
 * @file Live figures that are no plotly drawing: a script of the page takes the place of the picture.
 *
 * Those that are, and that the reader moves by hand, are kinds of the library (`src/figures/live`).
 */

/** Makes a figure live. */
export type StartLive = (figure: LiveFigure) => Promise<void>;

/** A figure in the page, and what it starts from. */
export interface LiveFigure {
  /** holds the picture, which the live figure takes the place of */
  readonly place: HTMLElement;
  /** comes from an output of a notebook, so nothing is believed of its shape */
  readonly state: unknown;
}

const scripts: Readonly<Record<string, () => Promise<StartLive>>> = {
  mail: async () => (await import("./mail.js")).startMail,
  detection: async () => (await import("./detection.js")).startDetection,
  digit: async () => (await import("./digit.js")).startDigit,
};

/** True if a figure of this kind has a script of its own. */
export function hasScript(kind: unknown): kind is string {
  return typeof kind === "string" && Object.hasOwn(scripts, kind);
}

/** The script for a kind. */
export function loadScript(kind: string): Promise<StartLive> {
  return scripts[kind]!();
}
