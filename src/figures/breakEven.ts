/**
 * @file To rent a model by the token or to run one's own: what each costs a month, and where they cross.
 *
 * Letters: `n` tokens a day, `p` price of a token, `S` staff, `h` a machine's hour, `q` tokens that a
 * machine makes a day. A month has 30 days, 720 hours.
 *
 * Told in `notebooks/en/03-international-advantage.ipynb`.
 */

import type { Figure } from "./figure.js";
import { lineChart } from "./lineChart.js";
import { readable } from "./numbers.js";
import { withTable } from "./table.js";

/** Assumptions; dollars and millions of tokens. */
export interface RentOrBuild {
  /** million tokens a day, `n`, 0.1 to 10,000 */
  readonly tokensPerDay: number;
  /** dollars a million tokens, `p`, 0.01 to 100 */
  readonly price: number;
  /** dollars a machine and hour, `h`, 0.1 to 100 */
  readonly machineHour: number;
  /** dollars a month for those who keep it running, `S`, 0 to 1,000,000 */
  readonly staff: number;
  /** million tokens that one machine makes a day, `q`, 1 to 1,000 */
  readonly machineDay: number;
}

/** The least and the most of each. */
export const rentOrBuildRanges: Readonly<Record<keyof RentOrBuild, readonly [number, number]>> = {
  tokensPerDay: [0.1, 10_000],
  price: [0.01, 100],
  machineHour: [0.1, 100],
  staff: [0, 1e6],
  machineDay: [1, 1000],
};

/**
 * Dollars a month: rented `30 n p`; own `S + 720 h ⌈n / q⌉`, since nobody rents out half a machine.
 */
export function monthlyCosts(of: RentOrBuild): { rented: number; own: number } {
  const machines = Math.ceil(of.tokensPerDay / of.machineDay);
  return {
    rented: 30 * of.tokensPerDay * of.price,
    own: of.staff + 720 * of.machineHour * machines,
  };
}

/**
 * The least million tokens a day at which one's own costs no more than rented; `null` if that is never:
 * a machine, kept busy, then costs more than the tokens that it makes.
 */
export function firstBreakEven(of: RentOrBuild): number | null {
  const gain = 30 * of.machineDay * of.price - 720 * of.machineHour; // of a machine kept busy
  if (gain <= 0) return null;
  // With k machines it takes n ≥ (S + 720 h k) / 30 p, and they make at most k q.
  const machines = Math.max(1, Math.ceil(of.staff / gain));
  return (of.staff + 720 * of.machineHour * machines) / (30 * of.price);
}

/** Two curves over tokens a day; marked are the present number and the first break-even. */
export function breakEven(state: RentOrBuild): Figure {
  const where = "breakEven";
  for (const [name, [low, high]] of Object.entries(rentOrBuildRanges)) {
    const value = state[name as keyof RentOrBuild];
    if (!(value >= low && value <= high)) {
      throw new RangeError(`${where}: ${name} must be from ${low} to ${high}, got ${value}`);
    }
  }
  const at = (tokensPerDay: number) => monthlyCosts({ ...state, tokensPerDay });
  const xs = amounts(state.machineDay);
  const crossing = firstBreakEven(state);
  const now = at(state.tokensPerDay);
  const isShown = crossing !== null && crossing >= 1 && crossing <= 10_000;
  const figure = lineChart({
    series: [
      { name: "rented", x: xs, y: xs.map((n) => at(n).rented) },
      { name: "one’s own", x: xs, y: xs.map((n) => at(n).own) },
    ],
    x: { title: "million tokens a day", log: true, range: [1, 10_000] },
    y: { title: "dollars a month", log: true, range: [10, 1e7] },
    marks: [
      {
        text: "you",
        x: Math.max(1, state.tokensPerDay),
        y: Math.max(10, Math.min(now.rented, now.own, 1e7)),
      },
      ...(isShown ? [{ text: `even at ${readable(crossing, 4)}`, x: crossing }] : []),
    ],
  });
  return withTable(figure, {
    columns: ["", "dollars a month"],
    rows: [
      ["rented", Math.round(now.rented)],
      ["one’s own", Math.round(now.own)],
    ],
  });
}

/** Where the curves are drawn: evenly on a logarithmic axis, and at both sides of the first steps. */
function amounts(machineDay: number): number[] {
  const even = Array.from({ length: 41 }, (_, i) => 10 ** (i / 10));
  const steps = Array.from({ length: 12 }, (_, k) => (k + 1) * machineDay);
  const both = steps.flatMap((n) => [n, n * 1.0001]);
  return [...even, ...both].filter((n) => n >= 1 && n <= 10_000).sort((a, b) => a - b);
}
