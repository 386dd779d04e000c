/** @file The benchmarks that there are: what each trains, in which ways, and where its table stands. */

import { program1 } from "./program1.js";
import { program2 } from "./program2.js";
import type { RowProgram, RowSetting } from "./starts.js";

/** One training in several ways. */
export interface Benchmark {
  readonly name: string;
  /**
   * A mean training loss over the last epoch that it can have. A row beyond learns something else, and
   * its time would say nothing.
   */
  readonly loss: readonly [least: number, most: number];
  /** the notebook that shows the table */
  readonly chapter: string;
  /** Writes what the rows read and no npm package brings. */
  prepare(dataFolder: string): Promise<void>;
  rows(setting: RowSetting): RowProgram[];
}

export const benchmarks: readonly Benchmark[] = [program1, program2];
