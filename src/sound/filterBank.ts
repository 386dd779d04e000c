/** @file Resonators whose coefficients change while they ring: their memory stays. */

import type { Resonator } from "./resonator.js";

/** As many resonators as are asked for, all at rest. */
export class FilterBank {
  // For each: a, b, c, the last output and the one before.
  readonly #numbers: Float64Array;

  constructor(count: number) {
    this.#numbers = new Float64Array(5 * count);
  }

  /** Gives one of them other coefficients. */
  set(k: number, { a, b, c }: Resonator): void {
    this.#numbers[5 * k] = a;
    this.#numbers[5 * k + 1] = b;
    this.#numbers[5 * k + 2] = c;
  }

  /** The next output of one of them. */
  pass(k: number, input: number): number {
    const numbers = this.#numbers;
    const at = 5 * k;
    const [last, before] = [numbers[at + 3]!, numbers[at + 4]!];
    const output = numbers[at]! * input + numbers[at + 1]! * last + numbers[at + 2]! * before;
    numbers[at + 4] = last;
    numbers[at + 3] = output;
    return output;
  }
}
