/** @file The benchmarks that there are: what each trains, in which ways, and where its table stands. */

import { attention } from "./attention.js";
import { program1 } from "./program1.js";
import { program2 } from "./program2.js";
import type { RowProgram, RowSetting } from "./starts.js";

/** One training, or one layer, in several ways. */
export interface Benchmark {
  readonly name: string;
  /**
   * A mean training loss over the last epoch that it can have. A row beyond learns something else, and
   * its time would say nothing. Where nothing is trained it is the mean square of the result.
   */
  readonly loss: readonly [least: number, most: number];
  /** rows whose FLOP a second, the most of each round, are what the machine can do */
  readonly peaks?: readonly string[];
  /** the notebook that shows the table */
  readonly chapter: string;
  /** Writes what the rows read and no npm package brings. */
  prepare(dataFolder: string): Promise<void>;
  rows(setting: RowSetting): RowProgram[];
}

export const benchmarks: readonly Benchmark[] = [program1, program2, attention];
