/**
 * @file The S&P 500 index, day by day, from 3 January 2000 to 17 April 2020: 5,105 trading days.
 *
 * Source: the npm package `vega-datasets` (BSD-3-Clause), file `data/sp500-2000.csv`, which names Yahoo
 * Finance as its origin. The index leaves dividends out. It is not part of this library.
 */

import { readChecked } from "./installedFile.js";

const PACKAGE = "vega-datasets";
const VERSION = "3.2.1";

/** Prices in the order of their days. */
export interface Prices {
  /** `"2000-01-03"`; `N` of them */
  readonly dates: readonly string[];
  /** the index at the end of each day, in points; `N` of them */
  readonly close: Float64Array;
}

/**
 * The index at the end of each trading day, oldest first.
 *
 * @throws Error if the file is missing or damaged; it names the file and the cure.
 */
export async function loadPrices(): Promise<Prices> {
  const bytes = await readChecked("loadPrices", {
    name: PACKAGE,
    path: "data/sp500-2000.csv",
    sha256: "9409e9342d0657c747324e4cfabce8a8c7f663bc485b95a3378f36b0a160f8c8",
    cure: `Cure: npm install ${PACKAGE}@${VERSION}`,
  });
  const [head, ...lines] = new TextDecoder().decode(bytes).trim().split(/\r?\n/);
  const column = head!.split(",").indexOf("close");
  const rows = lines.map((line) => line.split(","));
  return {
    dates: rows.map(([date]) => date!),
    close: Float64Array.from(rows, (row) => Number(row[column])),
  };
}
