/**
 * @file What a kind of figure says of itself so that the reader's hand can move it.
 *
 * A live figure is a function of a small state. The page lays handles over the drawing and controls
 * under it, asks for the next state at every move, and draws the figure of that state with the same
 * compiled source. A kind has handles, controls, or both.
 */

import type { Figure } from "../figure.js";
import type { Point } from "../halfPlane.js";
import type { Control } from "./control.js";

/** Something of the figure that can be dragged, or moved by the arrow keys. */
export interface Handle {
  /** what it moves, in a word or two: "weight vector" */
  readonly name: string;
  /** where it is, in the units of the axes; `null` while there is nothing to take hold of */
  readonly at: Point | null;
  /** the side of its place on which the mark stands, a unit vector; defaults to the place itself */
  readonly beside?: Point;
  /** a line that takes hold as well as the point does */
  readonly line?: readonly [Point, Point];
  /** the number that it stands for, and the least and the most it can be */
  readonly value: number;
  readonly range: Point;
}

/** A sound of one channel. */
export interface Sound {
  /** each in [−1, 1] */
  readonly samples: ArrayLike<number>;
  /** samples a second */
  readonly sampleRate: number;
}

/** What every kind has; every function is pure. */
interface LiveFigure<State> {
  /** One line for the reader: what can be moved, and how. */
  readonly hint: string;
  /**
   * The state, looked at before it is believed: it comes from an output.
   *
   * @throws Error that says what must hold and what came.
   */
  read(state: unknown): State;
  figure(state: State): Figure;
  /** The state for readers who do not see it. */
  words(state: State): string;
  /** What the state sounds like, for a kind with a button that `sounds`. */
  sound?(state: State): Sound;
}

/** A kind whose figure is dragged. */
export interface DraggedKind<State> extends LiveFigure<State> {
  /** The same number of handles for every state. */
  handles(state: State): Handle[];
  /** The state when a handle is dragged to a place, in the units of the axes. */
  move(state: State, handle: number, to: Point): State;
  /** The state after an arrow key: `right` and `up` are −1, 0 or 1, or more with Shift. */
  step(state: State, handle: number, right: number, up: number): State;
}

/** A kind with controls under its figure. */
export interface ControlledKind<State> extends LiveFigure<State> {
  /** The same controls, with the same names and options, for every state. */
  controls(state: State): Control[];
  /**
   * The state when a control is set.
   *
   * @param value - of a choice, the index of the option; of a slider, its number; of buttons, the index
   * of the one that was pressed; of a text, what stands there
   */
  set(state: State, control: number, value: number | string): State;
}

/** A kind of live figure: one that is dragged, has controls, or both. */
export type LiveKind<State> =
  | (DraggedKind<State> & Partial<ControlledKind<State>>)
  | (ControlledKind<State> & Partial<DraggedKind<State>>);
