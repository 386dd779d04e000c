/** @file What is thrown when a kernel is gone. */

import type { Output } from "../notebook/format.js";
import type { Death } from "./process.js";

/** The kernel ended while something was asked of it. */
export class KernelDied extends Error {
  override readonly name = "KernelDied";
  readonly death: Death;
  /** what the cell had put out until then */
  readonly outputs: Output[];

  constructor(death: Death, outputs: Output[]) {
    const how = death.signal ?? `exit code ${death.code}`;
    super(`the kernel ended (${how})${death.log === "" ? "" : `; its last words:\n${death.log}`}`);
    this.death = death;
    this.outputs = outputs;
  }
}
