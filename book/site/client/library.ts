/** @file The library's own source, as tsc compiled it: loaded when a figure is first moved. */

import type { LiveKind } from "../../../src/figures/live/kind.js";

type Live = typeof import("../../../src/figures/live/index.js");

/** The kind of live figure of this name. */
export async function loadKind(name: string): Promise<LiveKind<unknown>> {
  const address = new URL("library/figures/live/index.js", import.meta.url).href;
  const { liveKind } = (await import(address)) as Live;
  return liveKind(name);
}
