/** @file The library's own source, as tsc compiled it: loaded when a live figure needs it. */

import type { LiveKind } from "../../../src/figures/live/kind.js";

interface Modules {
  "data/digits.js": typeof import("../../../src/data/digits.js");
  "data/text/words.js": typeof import("../../../src/data/text/words.js");
  "data/handwriting.js": typeof import("../../../src/data/handwriting.js");
  "figures/base64.js": typeof import("../../../src/figures/base64.js");
  "figures/live/attentionHeads.js": typeof import("../../../src/figures/live/attentionHeads.js");
  "figures/live/attentionQuery.js": typeof import("../../../src/figures/live/attentionQuery.js");
  "figures/live/breakEven.js": typeof import("../../../src/figures/live/breakEven.js");
  "figures/live/costCurves.js": typeof import("../../../src/figures/live/costCurves.js");
  "figures/live/decodingSteps.js": typeof import("../../../src/figures/live/decodingSteps.js");
  "figures/live/neuronPlane.js": typeof import("../../../src/figures/live/neuronPlane.js");
  "figures/live/temperature.js": typeof import("../../../src/figures/live/temperature.js");
  "figures/live/thresholdCurves.js": typeof import("../../../src/figures/live/thresholdCurves.js");
  "figures/live/trainingBill.js": typeof import("../../../src/figures/live/trainingBill.js");
  "figures/live/vowelPlane.js": typeof import("../../../src/figures/live/vowelPlane.js");
  "figures/packed.js": typeof import("../../../src/figures/packed.js");
  "figures/packedRows.js": typeof import("../../../src/figures/packedRows.js");
  "matrix/index.js": typeof import("../../../src/matrix/index.js");
  "network/activations.js": typeof import("../../../src/network/activations.js");
  "network/attentionClassifier.js": typeof import("../../../src/network/attentionClassifier.js");
  "network/boxes.js": typeof import("../../../src/network/boxes.js");
  "network/detector.js": typeof import("../../../src/network/detector.js");
  "network/mlp.js": typeof import("../../../src/network/mlp.js");
  "network/softmax.js": typeof import("../../../src/network/softmax.js");
}

/** What a page may load; the site holds these and what they import. */
export const libraryEntries: readonly (keyof Modules)[] = [
  "data/digits.js",
  "data/handwriting.js",
  "data/text/words.js",
  "figures/base64.js",
  "figures/live/attentionHeads.js",
  "figures/live/attentionQuery.js",
  "figures/live/breakEven.js",
  "figures/live/costCurves.js",
  "figures/live/decodingSteps.js",
  "figures/live/neuronPlane.js",
  "figures/live/temperature.js",
  "figures/live/thresholdCurves.js",
  "figures/live/trainingBill.js",
  "figures/live/vowelPlane.js",
  "figures/packed.js",
  "figures/packedRows.js",
  "matrix/index.js",
  "network/activations.js",
  "network/attentionClassifier.js",
  "network/boxes.js",
  "network/detector.js",
  "network/mlp.js",
  "network/softmax.js",
];

/** A module of the library, from beside this script. */
export function loadLibrary<Name extends keyof Modules>(name: Name): Promise<Modules[Name]> {
  return import(new URL(`library/${name}`, import.meta.url).href);
}

/** The kinds of live figures, each in a module of its own, so that a page loads those that it has. */
export const kindLoaders: Readonly<Record<string, () => Promise<LiveKind<unknown>>>> = {
  "attention-heads": async () =>
    (await loadLibrary("figures/live/attentionHeads.js")).attentionHeadsKind,
  "attention-query": async () =>
    (await loadLibrary("figures/live/attentionQuery.js")).attentionQueryKind,
  "break-even": async () => (await loadLibrary("figures/live/breakEven.js")).breakEvenKind,
  "cost-curves": async () => (await loadLibrary("figures/live/costCurves.js")).costCurvesKind,
  "decoding-steps": async () =>
    (await loadLibrary("figures/live/decodingSteps.js")).decodingStepsKind,
  "neuron-plane": async () => (await loadLibrary("figures/live/neuronPlane.js")).neuronPlaneKind,
  temperature: async () => (await loadLibrary("figures/live/temperature.js")).temperatureKind,
  "threshold-curves": async () =>
    (await loadLibrary("figures/live/thresholdCurves.js")).thresholdCurvesKind,
  "training-bill": async () => (await loadLibrary("figures/live/trainingBill.js")).trainingBillKind,
  "vowel-plane": async () => (await loadLibrary("figures/live/vowelPlane.js")).vowelPlaneKind,
};

/** The kind of live figure of this name; the page was built with names that there are. */
export function loadKind(name: string): Promise<LiveKind<unknown>> {
  return kindLoaders[name]!();
}
