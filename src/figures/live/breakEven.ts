/** @file Rent or build, with a slider for each assumption. */

import {
  breakEven,
  firstBreakEven,
  monthlyCosts,
  type RentOrBuild,
  rentOrBuildRanges,
} from "../breakEven.js";
import { readable } from "../numbers.js";
import type { ControlledKind } from "./kind.js";
import { onList } from "./onList.js";
import { refusal } from "./refusal.js";

type Name = keyof RentOrBuild;
const names = Object.keys(rentOrBuildRanges) as Name[];

const sliders: readonly {
  readonly of: Name;
  readonly name: string;
  readonly places: readonly number[];
  readonly shown: (value: number) => string;
}[] = [
  {
    of: "tokensPerDay",
    name: "tokens",
    places: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
    shown: (value) => `${value} million a day`,
  },
  {
    of: "price",
    name: "price",
    places: [0.05, 0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 20, 50],
    shown: (value) => `${value} dollars a million`,
  },
  {
    of: "machineHour",
    name: "machine",
    places: [0.5, 1, 2, 3, 4, 6, 8, 12, 16, 24],
    shown: (value) => `${value} dollars an hour`,
  },
  {
    of: "staff",
    name: "staff",
    places: [0, 1000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000],
    shown: (value) => `${value} dollars a month`,
  },
];

/** Set what is needed, what it costs to rent, a machine, and those who keep it running. */
export const breakEvenKind: ControlledKind<RentOrBuild> = {
  hint: "Set tokens, prices and staff, and see the crossing move.",
  read(state) {
    const came = Object(state) as Record<string, unknown>;
    const isGood = names.every((name) => {
      const [low, high] = rentOrBuildRanges[name];
      const value = came[name];
      return typeof value === "number" && value >= low && value <= high;
    });
    if (isGood)
      return Object.fromEntries(names.map((name) => [name, came[name]])) as unknown as RentOrBuild;
    const need = names.map((name) => `${name} ${rentOrBuildRanges[name].join(" to ")}`).join(", ");
    throw refusal("break-even", `{ ${need} }`, state);
  },
  figure: breakEven,
  controls: (state) =>
    sliders.map(({ of, name, places, shown }) =>
      onList(name, places, state[of], shown(state[of]), byDifference),
    ),
  set(state, control, value) {
    const slider = sliders[control];
    const set = slider?.places[Number(value)];
    return slider && set !== undefined ? { ...state, [slider.of]: set } : state;
  },
  words(state) {
    const { rented, own } = monthlyCosts(state);
    const even = firstBreakEven(state);
    const where = even === null ? "never even" : `even at ${readable(even, 4)} million a day`;
    return `${state.tokensPerDay} million tokens a day: rented ${readable(rented, 4)}, one’s own ${readable(own, 4)} dollars a month; ${where}`;
  },
};

// Staff may cost nothing, and nothing has no ratio.
function byDifference(a: number, b: number): number {
  return Math.abs(a - b);
}
