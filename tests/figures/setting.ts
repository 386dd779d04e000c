/** @file What holds of every live figure with controls, whatever is set and in whatever order. */

import fc from "fast-check";
import { expect } from "vitest";
import type { ControlledKind } from "../../src/figures/live/kind.js";

export interface Settings {
  /** the last control, and the largest value, that is tried */
  readonly controls: number;
  readonly values: number;
  /** the most settings one after the other */
  readonly settings: number;
  readonly numRuns: number;
}

/** The state after random settings can be read and drawn; `more` is asked of it too. */
export function holdsWhateverIsSet<State>(
  kind: ControlledKind<State>,
  start: State,
  { controls, values, settings, numRuns }: Settings,
  more: (state: State) => void = () => undefined,
): void {
  const set = fc.tuple(fc.nat(controls), fc.nat(values));
  fc.assert(
    fc.property(fc.array(set, { maxLength: settings }), (sets) => {
      const state = sets.reduce((now, [i, value]) => kind.set(now, i, value), start);
      expect(kind.read(JSON.parse(JSON.stringify(state)))).toEqual(state);
      expect(JSON.stringify(kind.figure(state))).not.toMatch(/NaN|null,"y"/);
      more(state);
    }),
    { numRuns },
  );
}

/** Controls set to what they show change nothing. */
export function standsStill<State>(kind: ControlledKind<State>): (state: State) => void {
  return (state) => {
    for (const [i, control] of kind.controls(state).entries()) {
      if (control.kind === "buttons") continue;
      expect(kind.set(state, i, control.value)).toEqual(state);
    }
  };
}
