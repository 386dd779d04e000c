/** @file Models by size and compute, with three assumptions about what computing costs. */

import {
  billDevices,
  billOf,
  dollars,
  type TrainedModel,
  type TrainingBill,
  trainingBill,
} from "../trainingBill.js";
import type { ControlledKind } from "./kind.js";
import { onList } from "./onList.js";
import { refusal } from "./refusal.js";

const prices: readonly number[] = [0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8];
const percents = [5, 100] as const;

/** Choose a device and a model; set the share of its peak and the price of an hour. */
export const trainingBillKind: ControlledKind<TrainingBill> = {
  hint: "Set what an hour of which device costs, and how much of its peak is reached; the prices move.",
  read(state) {
    const { models, chosen, device, share, price } = Object(state) as Record<string, unknown>;
    const isIndex = (index: unknown, length: number): index is number =>
      Number.isInteger(index) && Number(index) >= 0 && Number(index) < length;
    const isBetween = (x: unknown, [low, high]: readonly [number, number]): x is number =>
      typeof x === "number" && x >= low && x <= high;
    if (
      Array.isArray(models) &&
      models.every(isModel) &&
      isIndex(chosen, models.length) &&
      isIndex(device, billDevices.length) &&
      isBetween(share, [0.05, 1]) &&
      isBetween(price, [0.5, 8])
    ) {
      return { models, chosen, device, share, price };
    }
    const need =
      "{ models, chosen, device, share, price }, models with name, parameters and flop, two indices, share 0.05 to 1, price 0.5 to 8";
    throw refusal("training-bill", need, state);
  },
  figure: trainingBill,
  controls: ({ models, chosen, device, share, price }) => [
    { kind: "choice", name: "device", options: billDevices.map(({ name }) => name), value: device },
    {
      kind: "slider",
      name: "share of its peak",
      value: Math.round(100 * share),
      range: percents,
      step: 1,
      shown: `${Math.round(100 * share)} %`,
    },
    onList("price", prices, price, `$${price.toFixed(2)} an hour`),
    { kind: "choice", name: "model", options: models.map(({ name }) => name), value: chosen },
  ],
  set(state, control, value) {
    const number = Number(value);
    if (control === 0) return { ...state, device: billDevices[number] ? number : state.device };
    if (control === 1) {
      const fits = number >= percents[0] && number <= percents[1];
      return fits ? { ...state, share: number / 100 } : state;
    }
    if (control === 2) return { ...state, price: prices[number] ?? state.price };
    return { ...state, chosen: state.models[number] ? number : state.chosen };
  },
  words(state) {
    const { models, chosen, device, share, price } = state;
    const { name, flop } = models[chosen]!;
    const computer = `${billDevices[device]!.name} at ${Math.round(100 * share)} % of its peak`;
    return `${name} on the ${computer}, $${price.toFixed(2)} an hour: ${dollars(billOf(flop, state))}`;
  },
};

function isModel(model: unknown): model is TrainedModel {
  const { name, parameters, flop, side } = Object(model) as Record<string, unknown>;
  const isCount = (x: unknown): boolean => typeof x === "number" && Number.isFinite(x) && x > 0;
  const isSide = side === undefined || ["above", "below", "left", "right"].includes(String(side));
  return typeof name === "string" && isCount(parameters) && isCount(flop) && isSide;
}
