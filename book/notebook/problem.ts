/** @file One thing that a notebook must not be, and where. */

import { formatPlace } from "./error.js";

export interface Problem {
  file: string;
  cell?: string;
  /** within the cell, from 1 */
  line?: number;
  message: string;
}

/** `05-neuron.ipynb, cell loss, line 2: …` */
export function formatProblem(problem: Problem): string {
  return `${formatPlace(problem)}: ${problem.message}`;
}
