/** @file The controls that a live figure can have under it; the page makes each a native one. */

/** One of a few. */
export interface Choice {
  readonly kind: "choice";
  /** what is chosen, in a word or two: "head" */
  readonly name: string;
  readonly options: readonly string[];
  /** the index of the option that is chosen */
  readonly value: number;
}

/** A number on a scale. */
export interface Slider {
  readonly kind: "slider";
  /** what it sets: "length" */
  readonly name: string;
  readonly value: number;
  /** the least and the most it can be */
  readonly range: readonly [low: number, high: number];
  /** what the values are apart */
  readonly step: number;
  /** the value as it is read, with its unit: "512 tokens" */
  readonly shown: string;
}

/** Buttons that each do something once. */
export interface Buttons {
  readonly kind: "buttons";
  /** what they do together: "decoding" */
  readonly name: string;
  /** where that has come to, as it is read: "step 2 of 7" */
  readonly shown: string;
  readonly buttons: readonly {
    readonly name: string;
    /** false while it would change nothing */
    readonly isReady: boolean;
  }[];
  /** true if the page plays the `sound` of the kind when one is pressed; defaults to false */
  readonly sounds?: boolean;
}

/** A few letters. */
export interface ShortText {
  readonly kind: "text";
  readonly name: string;
  readonly value: string;
  /** the most letters it holds */
  readonly longest: number;
}

export type Control = Choice | Slider | Buttons | ShortText;
