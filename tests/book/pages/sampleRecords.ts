/** @file What the cells of the sample chapter left behind. */

import type {
  CheckRecord,
  ClaimRecord,
  ErratumRecord,
  ExerciseRecord,
  MatricesRecord,
} from "../../../src/lesson/records.js";

const plot = {
  data: [{ type: "scatter", mode: "lines", name: "central", x: [1, 2, 3, 4], y: [4, 1, 2, 5] }],
  layout: {},
};

const rogues = [
  {
    name: "goes down rows, not columns",
    tex: "W^{l+1}\\delta^{l+1} \\odot \\sigma'(z^l)",
    medianError: 1.3,
    rejected: true,
  },
  {
    name: "slope taken at the output",
    tex: "(W^{l+1})^{\\!\\top}\\delta^{l+1} \\odot \\sigma'(a^l)",
    medianError: 0.14,
    rejected: true,
  },
  {
    name: "forgets that the unit bends",
    tex: "(W^{l+1})^{\\!\\top}\\delta^{l+1}",
    medianError: 3.6,
    rejected: true,
  },
];

/** A bundle with a plotly figure and its words. */
export const figure = {
  "application/vnd.plotly.v1+json": plot,
  "application/vnd.large-models+json": {
    kind: "figure",
    id: "fig:u-curve",
    caption:
      "Error of three difference formulas, over all 13 gradients of the 2-3-1 net. Right of the lowest point the formula is too coarse, left of it the arithmetic is.",
    alt: "Each curve is a U: rounding on the left, truncation on the right.",
    page: true,
  },
  "text/plain": "[figure]",
};

export const matrices: MatricesRecord = {
  kind: "matrices",
  matrices: [
    {
      name: "dW1",
      shape: [3, 2],
      data: [-0.00986, 0.01972, 0.00959, -0.01919, -0.00287, 0.00573],
    },
    { name: "db1", shape: [3, 1], data: [-0.01643, 0.01599, -0.00478] },
  ],
};

export const check: CheckRecord = {
  kind: "check",
  id: "eq:one-layer-back",
  passed: true,
  cases: 200,
  tolerance: 1e-12,
  largestError: 3.1e-15,
  rogues,
};

export const erratum: ErratumRecord = {
  kind: "erratum",
  id: "err:one-slope-too-many",
  title: "One slope too many",
  source: "A:4.2.2",
  printed: "$\\delta_i = \\frac{\\partial\\mathcal L}{\\partial z_i}\\cdot\\sigma'(z_i)$",
  right: "$\\delta_i = \\frac{\\partial\\mathcal L}{\\partial a_i}\\cdot\\sigma'(z_i)$",
  table: {
    caption:
      "Relative error of the printed gradient over 10 random nets: median, then smallest and largest",
    columns: ["reading", "sigmoid", "tanh", "ReLU"],
    rows: [
      ["$z$ read as the value before the bend", "0.85 (0.76–0.95)", "0.63 (0.10–0.95)", "exact"],
      ["$z$ read as the value after the bend", "0.36 (0.07–2.9)", "0.69 (0.10–7.2)", "exact"],
    ],
  },
  proved: true,
  verdict: "ReLU hides the slip: its slope is 0 or 1, and squaring changes neither.",
};

export const claim: ClaimRecord = {
  kind: "claim",
  id: "claim:test-accuracy",
  title: "Program 1 reaches a test accuracy of 0.9794",
  source: "A:5.4",
  printed: 0.9794,
  values: [0.9647, 0.9668, 0.9689, 0.9694, 0.9702, 0.9713, 0.9721, 0.9738, 0.9752, 0.9769],
  estimate: 0.9709,
  interval: [0.962, 0.9798],
  seeds: 10,
  verdict: "reproduced",
  because: "One more run would fall between 0.962 and 0.980, and the printed value does.",
};

export const attempt: ExerciseRecord = {
  kind: "exercise",
  id: "ex:layer-gradient",
  role: "attempt",
  state: "open",
  diagnosis:
    "Your gradient is the transpose. Every number is right; rows and columns have changed places.",
  wrong: [
    { name: "transposed", diagnosis: "Your gradient is the transpose." },
    { name: "summed", diagnosis: "You added where a product belongs." },
  ],
};

export const solution: ExerciseRecord = {
  kind: "exercise",
  id: "ex:layer-gradient",
  role: "solution",
  state: "passed",
  diagnosis: null,
  wrong: [],
};
