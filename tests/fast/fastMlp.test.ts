import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createFastMlp, fastPredict, toMlp } from "../../src/fast/index.js";
import { map, random } from "../../src/matrix/index.js";
import {
  type Activation,
  createMlp,
  identity,
  type Mlp,
  mlpForward,
  relu,
  sigmoid,
  tanh,
} from "../../src/network/index.js";
import { expectClose, seeded } from "../helpers.js";

const sizes = [5, 7, 3];
const network = (hidden = relu) => createMlp({ sizes, random: random(1), hidden });

/** `mlp` with the numbers that float32 makes of its own. */
function rounded({ layers }: Mlp): Mlp {
  const round = ({ shape, data }: Mlp["layers"][number]["weight"]) => ({
    shape,
    data: data.map(Math.fround),
  });
  return {
    layers: layers.map((layer) => ({
      ...layer,
      weight: round(layer.weight),
      bias: round(layer.bias),
    })),
  } as Mlp;
}

describe("createFastMlp and toMlp", () => {
  test("bring back the parameters, rounded to float32, with the activations", () => {
    const mlp = network(tanh);
    mlp.layers[1]!.bias.data.set([0.1, -0.2, 0.3]);
    const back = toMlp(createFastMlp(mlp));
    back.layers.forEach((layer, l) => {
      const expected = rounded(mlp).layers[l]!;
      expect(layer.weight.shape).toEqual(expected.weight.shape);
      expect(layer.weight.data).toEqual(expected.weight.data);
      expect(layer.bias.data).toEqual(expected.bias.data);
      expect(layer.activation).toBe(expected.activation);
    });
  });

  test("two networks share nothing, and a larger batch loses nothing", () => {
    const [one, other] = [createFastMlp(network()), createFastMlp(network(tanh))];
    const before = toMlp(one);
    fastPredict(other, seeded([211, 5], 1));
    fastPredict(one, seeded([2, 5], 1));
    fastPredict(one, seeded([307, 5], 1));
    expect(toMlp(one)).toEqual(before);
  });

  test("prints its sizes, its activations and the steps it has made", () => {
    const words = "FastMlp 5-7-3 (sigmoid, identity), 0 steps";
    expect(String(createFastMlp(network(sigmoid)))).toBe(words);
    expect(inspect(createFastMlp(network(sigmoid)))).toBe(words);
  });

  test("says what cannot be", () => {
    const mlp = network();
    const [first, last] = [mlp.layers[0]!, mlp.layers[1]!];
    const swish: Activation = { ...relu, name: "swish" };
    const refused: [Mlp, string][] = [
      [{ layers: [] }, "mlp must have a layer, got none"],
      [
        { layers: [first, { ...last, weight: seeded([5, 3], 1) }] },
        "columns of weight 0 and rows of weight 1 must be equal, got 7 and 5",
      ],
      [
        { layers: [{ ...first, bias: seeded([1, 5], 1) }, last] },
        "columns of weight 0 and bias 0 must be equal, got 7 and 5",
      ],
      [
        { layers: [{ ...first, bias: seeded([7, 7], 1) }, last] },
        "rows of bias 0 and 1 must be equal, got 7 and 1",
      ],
      [
        { layers: [first, { ...last, weight: map(last.weight, () => 1e39) }] },
        "weight 1 in float32 must be finite, got Infinity at index 0",
      ],
      [
        { layers: [first, { ...last, bias: map(last.bias, () => Number.NaN) }] },
        "bias 1 in float32 must be finite, got NaN at index 0",
      ],
      [
        { layers: [{ ...first, activation: swish }, last] },
        "an activation must be one of identity, relu, sigmoid, tanh, got swish",
      ],
      [
        { layers: [first, { ...last, activation: sigmoid }] },
        "the last activation must be identity, got sigmoid",
      ],
    ];
    for (const [wrong, message] of refused) {
      expect(() => createFastMlp(wrong)).toThrow(new RangeError(`createFastMlp: ${message}`));
    }
  });
});

describe("fastPredict", () => {
  // Widths on both sides of 16 and 32, between which the kernel pads.
  test.each([[[3, 15, 2]], [[17, 16, 33, 16]], [[2, 31, 17, 5]], [[7, 1]]])(
    "gives the logits of the readable network, sizes %j",
    (sizes) => {
      for (const hidden of [identity, relu, sigmoid, tanh]) {
        const mlp = createMlp({ sizes, random: random(3), hidden });
        for (const { bias } of mlp.layers) bias.data.set(seeded(bias.shape, 4).data);
        for (const rows of [1, 13, 257]) {
          const input = seeded([rows, sizes[0]!], 5);
          const logits = fastPredict(createFastMlp(mlp), input);
          expectClose(logits, mlpForward(mlp, input).output, { rtol: 1e-6, atol: 1e-6 });
        }
      }
    },
  );

  test("reads bytes as fractions of 255, to the same bits as the matrix of them", () => {
    const bytes = Uint8Array.from({ length: 256 * 5 }, (_, i) => (i % 3 ? 0 : i));
    const input = { ...seeded([256, 5], 1), data: Float64Array.from(bytes, (b) => b / 255) };
    const fast = createFastMlp(network());
    expect(fastPredict(fast, bytes)).toEqual(fastPredict(fast, input as never));
  });

  test("says what does not fit", () => {
    const fast = createFastMlp(network());
    expect(() => fastPredict(fast, seeded([2, 7], 1))).toThrow(
      new RangeError(
        "fastPredict: columns of input and features of the network must be equal, got 7 and 5",
      ),
    );
    const large = map(seeded([1, 5], 1), () => 1e39);
    expect(() => fastPredict(fast, large)).toThrow(
      /^fastPredict: logits must be finite, got (NaN|-?Infinity) at index \d$/,
    );
    large.data[3] = Number.NaN;
    expect(() => fastPredict(fast, large)).toThrow(
      new RangeError("fastPredict: input must be finite, got NaN at index 3"),
    );
    for (const length of [0, 7]) {
      expect(() => fastPredict(fast, new Uint8Array(length))).toThrow(
        new RangeError(
          `fastPredict: the number of bytes must be a positive multiple of 5, got ${length}`,
        ),
      );
    }
  });
});
