import { describe, expect, test } from "vitest";
import { matrix, random, zeros } from "../../src/matrix/index.js";
import {
  activate,
  countParameters,
  createMlp,
  dense,
  glorotUniform,
  gradientList,
  heNormal,
  identity,
  mlpBackward,
  mlpForward,
  numericalGradient,
  parameters,
  relu,
  sigmoid,
  tanh,
} from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";

const sizes = [5, 7, 3, 2];

describe("createMlp", () => {
  test("draws the weights in order and leaves the biases at zero", () => {
    const stream = random(1);
    const { layers } = createMlp({ sizes, random: random(1) });
    expect(layers.map(({ weight }) => weight)).toEqual([
      glorotUniform(stream, [5, 7]),
      glorotUniform(stream, [7, 3]),
      glorotUniform(stream, [3, 2]),
    ]);
    expect(layers.map(({ bias }) => bias)).toEqual([zeros([1, 7]), zeros([1, 3]), zeros([1, 2])]);
  });

  test("puts ReLU between the layers and nothing behind the last, unless told", () => {
    const { layers } = createMlp({ sizes, random: random(1) });
    expect(layers.map(({ activation }) => activation)).toEqual([relu, relu, identity]);
    const told = createMlp({ sizes, random: random(1), hidden: tanh, output: sigmoid });
    expect(told.layers.map(({ activation }) => activation)).toEqual([tanh, tanh, sigmoid]);
  });

  test("draws with the initializer that it is given", () => {
    const { layers } = createMlp({ sizes, random: random(1), initializer: heNormal });
    expect(layers[0]?.weight).toEqual(heNormal(random(1), [5, 7]));
  });

  test("can be a single layer", () => {
    const { layers } = createMlp({ sizes: [3, 2], random: random(1), output: sigmoid });
    expect(layers.map(({ activation }) => activation)).toEqual([sigmoid]);
  });

  test("refuses less than two sizes, and sizes that are no counts", () => {
    expect(() => createMlp({ sizes: [3], random: random(1) })).toThrow(
      new RangeError("createMlp: sizes must be at least two, got 1"),
    );
    expect(() => createMlp({ sizes: [3, 0], random: random(1) })).toThrow(
      new RangeError("createMlp: size 1 must be a positive integer, got 0"),
    );
  });
});

// All biases differ from zero and all activations from each other.
function network() {
  const { layers } = createMlp({ sizes, random: random(1), hidden: tanh, output: sigmoid });
  for (const [l, { bias }] of layers.entries()) bias.data.set(seeded(bias.shape, l).data);
  return { layers: layers.map((layer, l) => (l === 0 ? { ...layer, activation: relu } : layer)) };
}

const input = seeded([11, 5], 2);

describe("mlpForward", () => {
  test("keeps what every layer was given and made of it", () => {
    const mlp = network();
    const [first, second, third] = mlp.layers as [never, never, never];
    const { inputs, preActivations, output } = mlpForward(mlp, input);
    const z1 = dense(input, first);
    const a1 = activate(relu, z1);
    const z2 = dense(a1, second);
    const a2 = activate(tanh, z2);
    const z3 = dense(a2, third);
    expect(inputs).toEqual([input, a1, a2]);
    expect(preActivations).toEqual([z1, z2, z3]);
    expect(output).toEqual(activate(sigmoid, z3));
  });

  test("gives what one can work out on paper", () => {
    const layers = [
      {
        weight: matrix([
          [1, -1],
          [2, 1],
        ]),
        bias: matrix([[0, -3]]),
        activation: relu,
      },
      { weight: matrix([[1], [10]]), bias: matrix([[0.5]]), activation: identity },
    ];
    // [1, 2] → [5, −2] → [5, 0] → 5.5 and [−1, 3] → [5, 1] → 15.5
    expect(
      mlpForward(
        { layers },
        matrix([
          [1, 2],
          [-1, 3],
        ]),
      ).output,
    ).toEqual(matrix([[5.5], [15.5]]));
  });

  test("refuses an input that does not fit the first layer", () => {
    expect(() => mlpForward(network(), seeded([5, 11], 1))).toThrow(
      new RangeError("dense: columns of input and rows of weight must be equal, got 11 and 5"),
    );
  });
});

describe("mlpBackward", () => {
  const gradOutput = seeded([11, 2], 3);

  /** The network, its gradients, and the loss that they are the gradients of. */
  function differentiate() {
    const mlp = network();
    const loss = () => innerProduct(mlpForward(mlp, input).output, gradOutput);
    return { mlp, loss, backward: mlpBackward(mlp, mlpForward(mlp, input), gradOutput) };
  }

  test("gives the numerical gradient of the input", () => {
    const { loss, backward } = differentiate();
    expectClose(backward.gradInput, numericalGradient(loss, input));
  });

  test("gives the numerical gradient of every parameter, in the order of the parameters", () => {
    const { mlp, loss, backward } = differentiate();
    const gradients = gradientList(backward);
    expect(gradients).toHaveLength(6);
    for (const [k, parameter] of parameters(mlp).entries()) {
      expectClose(gradients[k]!, numericalGradient(loss, parameter));
    }
  });

  test("refuses a gradient that has not the shape of the output", () => {
    const mlp = network();
    const message =
      "activateBackward: shapes of z and gradOutput must be equal, got [11, 2] and [2, 11]";
    expect(() => mlpBackward(mlp, mlpForward(mlp, input), seeded([2, 11], 1))).toThrow(
      new RangeError(message),
    );
  });
});

test("parameters are the matrices themselves: weight, bias, weight, bias, …", () => {
  const mlp = network();
  const list = parameters(mlp);
  expect(list).toHaveLength(6);
  for (const [l, { weight, bias }] of mlp.layers.entries()) {
    expect(list[2 * l]).toBe(weight);
    expect(list[2 * l + 1]).toBe(bias);
  }
});

test("countParameters counts weights and biases", () => {
  expect(countParameters(network())).toBe(5 * 7 + 7 + 7 * 3 + 3 + 3 * 2 + 2);
  expect(countParameters(createMlp({ sizes: [784, 64, 64, 10], random: random(1) }))).toBe(55_050);
});
