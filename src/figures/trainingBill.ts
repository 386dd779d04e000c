/**
 * @file What the training of models computes against how large they are, and what that costs.
 *
 * Compute is in FLOP. A device does `peak · share` of them a second, and an hour of it has a price; so
 * every height of the figure has a price too, and the prices move when the assumptions do.
 *
 * Peaks are those of dense products of 16-bit numbers, from NVIDIA's data sheets: V100 (SXM2) 125, A100
 * (SXM) 312 and H100 (SXM) 989 TFLOP/s; for the H100 the sheet prints twice that, with sparsity.
 *
 * Told in `notebooks/en/01-background.ipynb`.
 */

import type { Figure } from "./figure.js";
import { lineChart } from "./lineChart.js";
import type { Mark } from "./marks.js";
import { checkNumbers } from "./numbers.js";
import { withTable } from "./table.js";

/** A model that was trained. */
export interface TrainedModel {
  readonly name: string;
  /** parameters that take part for one token */
  readonly parameters: number;
  /** FLOP of its training */
  readonly flop: number;
  /** Where its name stands; defaults to the side that covers no curve. */
  readonly side?: "above" | "below" | "left" | "right";
}

/** Models, and three assumptions about what computing costs. */
export interface TrainingBill {
  readonly models: readonly TrainedModel[];
  /** the index of the model whose bill stands beside it */
  readonly chosen: number;
  /** the device, an index of `billDevices` */
  readonly device: number;
  /** the share of its peak that training reaches, in (0, 1] */
  readonly share: number;
  /** dollars for an hour of one device */
  readonly price: number;
}

/** Devices by name, with their peaks in FLOP/s. */
export const billDevices: readonly { readonly name: string; readonly peak: number }[] = [
  { name: "V100", peak: 125e12 },
  { name: "A100", peak: 312e12 },
  { name: "H100", peak: 989e12 },
];

/** Dollars for so much compute: `flop / (peak · share) / 3600 · price`. */
export function billOf(flop: number, { device, share, price }: TrainingBill): number {
  return (flop / (billDevices[device]!.peak * share) / 3600) * price;
}

/** Dollars to be read: "$4.6 million". */
export function dollars(amount: number): string {
  const units = [
    { size: 1e9, name: " billion" },
    { size: 1e6, name: " million" },
    { size: 1, name: "" },
  ];
  const unit = units.find(({ size }) => amount >= size * 0.9995);
  if (!unit) return amount < 0.01 ? "less than a cent" : `$${amount.toFixed(2)}`;
  const number = Number((amount / unit.size).toPrecision(3));
  return `$${number.toLocaleString("en", { useGrouping: number >= 10_000 })}${unit.name}`;
}

const ladder = [1, 1e3, 1e6, 1e9];
const height = [1e7, 1e27] as const;
const width = [100, 1e13] as const;
const billPlace = { x: 1e10, y: 1e10 };

/**
 * Compute against parameters on logarithmic axes: a ring for each model, a level for each price, and the
 * line of 20 tokens a parameter, `120 N²`.
 *
 * @throws RangeError unless `chosen` and `device` are indices, the share is in (0, 1], and all numbers are
 * finite and above 0.
 */
export function trainingBill(bill: TrainingBill): Figure {
  const where = "trainingBill";
  const { models, chosen, device, share, price } = bill;
  if (!models[chosen]) {
    throw new RangeError(`${where}: chosen must be one of ${models.length} models, got ${chosen}`);
  }
  if (!billDevices[device]) {
    throw new RangeError(
      `${where}: device must be one of ${billDevices.length} devices, got ${device}`,
    );
  }
  if (!(share > 0 && share <= 1)) {
    throw new RangeError(`${where}: share must be in (0, 1], got ${share}`);
  }
  checkNumbers(where, "price", [price], { log: true });
  const dollar = 1 / billOf(1, bill);
  const levels: Mark[] = ladder
    .map((amount) => ({ text: dollars(amount), y: amount * dollar }))
    .filter(({ y }) => y > height[0] && y < height[1]);
  const rings: Mark[] = models.map(({ name, parameters, flop, side }, k) => ({
    x: parameters,
    y: flop,
    text: name,
    ...(k === chosen ? { series: 0 } : {}),
    ...(side ? { side } : {}),
  }));
  const { name: whose, flop: spent } = models[chosen];
  const sum = `${whose}: ${dollars(billOf(spent, bill))}`;
  const line = [1e3, 1e12];
  const figure = lineChart({
    series: [{ name: "20 tokens a parameter", x: line, y: line.map((n) => 120 * n ** 2) }],
    x: { title: "parameters at work for a token", log: true, range: width },
    y: { title: "training compute (FLOP)", log: true, range: height },
    // the bill has a place of its own: beside its ring there is no room for so many words
    marks: [...levels, ...rings, { ...billPlace, text: sum, ring: false, series: 0 }],
  });
  const rows = models.map(({ name, parameters, flop }) => [
    name,
    parameters,
    flop,
    Number(billOf(flop, bill).toPrecision(3)),
  ]);
  return withTable(figure, { columns: ["model", "parameters", "FLOP", "dollars"], rows });
}
