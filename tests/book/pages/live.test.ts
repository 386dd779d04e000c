import { describe, expect, test } from "vitest";
import { pageFigureOf } from "../../../book/pages/live.js";
import { type NeuronPlane, neuronPlane, turningNeuron } from "../../../src/figures/index.js";
import type { FigureRecord, LiveRecord } from "../../../src/lesson/records.js";
import { code, display, text } from "./cells.js";
import { messages, of, one } from "./messages.js";

const neuron: NeuronPlane = { weight: [-0.3, 0.4], bias: 0.1, inputs: [[2, -0.5]] };
const words: FigureRecord = {
  kind: "figure",
  id: "fig:a",
  caption: "A.",
  alt: "An a.",
  page: false,
};
const bundle = (live?: unknown) => ({
  "application/vnd.plotly.v1+json": turningNeuron(neuron),
  "application/vnd.large-models+json": live === undefined ? words : { ...words, live },
});
const live: LiveRecord = { kind: "neuron-plane", state: neuron };

describe("pageFigureOf", () => {
  test("draws a live figure from its state, without the slider of the notebook", () => {
    const shown = pageFigureOf(bundle(live))!;
    expect(shown.figure).toEqual(neuronPlane(neuron));
    expect(shown.live).toMatchObject({ ...live, words: expect.stringContaining("bias 0.10") });
    expect(shown.live!.handles).toHaveLength(2);
  });

  test("leaves any other figure as it is", () => {
    expect(pageFigureOf(bundle())).toEqual({ figure: turningNeuron(neuron) });
    expect(pageFigureOf({ "text/plain": "1" })).toBeNull();
  });

  test.each([
    [
      { ...live, kind: "neuron" },
      'live: kind must be one of attention-heads, attention-query, break-even, cost-curves, decoding-steps, neuron-plane, temperature, threshold-curves, training-bill, vowel-plane, got "neuron"',
    ],
    [
      null,
      "live: kind must be one of attention-heads, attention-query, break-even, cost-curves, decoding-steps, neuron-plane, temperature, threshold-curves, training-bill, vowel-plane, got undefined",
    ],
    [
      { ...live, state: { ...neuron, bias: "0.1" } },
      'neuron-plane: the state must be { weight: [w1, w2], bias, inputs: [[x1, x2], …] }, at most 50 inputs, finite numbers within ±100, got {"weight":[-0.3,0.4],"bias":"0.1","inputs":[[2,-0.5]]}',
    ],
  ])("shows a figure that cannot be live as it came, and says why: %j", (said, fault) => {
    expect(pageFigureOf(bundle(said))).toEqual({ figure: turningNeuron(neuron), fault });
  });
});

test("the build refuses a kind that there is not, by cell and figure", async () => {
  const cells = [
    text("[](#fig:a)"),
    code("show()", [display(bundle({ ...live, kind: "neuron" }))]),
  ];
  expect(await messages(of(cells))).toBe(
    one(
      '05-x.ipynb, cell b, line 1: fig:a: live: kind must be one of attention-heads, attention-query, break-even, cost-curves, decoding-steps, neuron-plane, temperature, threshold-curves, training-bill, vowel-plane, got "neuron"',
    ),
  );
});
