import { describe, expect, test } from "vitest";
import { add, matrix, random, row, zeros } from "../../src/matrix/index.js";
import {
  type BlockOptions,
  countParameters,
  createDecoderBlock,
  createEncoderBlock,
  encoderBlock,
  encoderBlockBackward,
  feedForward,
  layerNorm,
  matricesOf,
  multiHeadAttention,
  numericalGradient,
  paddingMask,
  tanh,
} from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";
import { expectGradients, reversed, stirred } from "./layers.js";

// S = 5 tokens, D = 3, H = 2, K = 7, F = 11.
const sizes = { features: 3, numHeads: 2, keyDim: 7, hiddenFeatures: 11 };
const block = (options: Partial<BlockOptions> = {}) =>
  stirred(createEncoderBlock({ ...sizes, random: random(1), ...options }), 2);
const input = seeded([5, 3], 3);
const mask = paddingMask(5, [true, true, false, true, true]);

describe("createEncoderBlock", () => {
  test("takes the width over the heads as width of a head, and places norms behind, unless told", () => {
    const options = { features: 6, numHeads: 3, hiddenFeatures: 11, random: random(1) };
    const { attention, placement, attentionNorm, feedForward } = createEncoderBlock(options);
    expect(attention.heads.map(({ key }) => key.weight.shape)).toEqual([
      [6, 2],
      [6, 2],
      [6, 2],
    ]);
    expect(placement).toBe("post");
    expect(attentionNorm).toEqual({ gain: matrix([[1, 1, 1, 1, 1, 1]]), bias: zeros([1, 6]) });
    expect(Object.keys(attentionNorm)).toEqual(["gain", "bias"]);
    expect(feedForward.hidden.activation.name).toBe("relu");
  });

  test("takes what it is told", () => {
    const told = block({ placement: "pre", epsilon: 1e-5, activation: tanh });
    expect(told.placement).toBe("pre");
    expect([told.attentionNorm.epsilon, told.feedForwardNorm.epsilon]).toEqual([1e-5, 1e-5]);
    expect(told.feedForward.hidden.activation).toBe(tanh);
    expect(told.attention.heads[1]!.value.weight.shape).toEqual([3, 7]);
  });

  test("with the sizes 512, 8 heads, 1024 has 2,102,784 parameters", () => {
    const options = { features: 512, numHeads: 8, hiddenFeatures: 1024, random: random(1) };
    expect(countParameters(createEncoderBlock(options))).toBe(2_102_784);
  });

  test.each([createEncoderBlock, createDecoderBlock])(
    "refuses what cannot be built: %o",
    (create) => {
      const refused = (strange: object, message: string) =>
        expect(() => create({ ...sizes, random: random(1), ...strange })).toThrow(
          new RangeError(`${create.name}: ${message}`),
        );
      refused({ numHeads: 0 }, "numHeads must be a positive integer, got 0");
      refused({ features: 1.5 }, "features must be a positive integer, got 1.5");
      refused({ hiddenFeatures: -1 }, "hiddenFeatures must be a positive integer, got -1");
      refused({ keyDim: undefined }, "numHeads must divide features, got 2 and 3");
      refused({ epsilon: -1 }, "epsilon must be positive and finite, got -1");
      refused({ placement: "Pre" }, 'placement must be "pre" or "post", got Pre');
    },
  );
});

describe("encoderBlock", () => {
  test("post-norm: attention, sum, norm; feed-forward, sum, norm", () => {
    const layer = block();
    const attended = multiHeadAttention(
      { query: input, key: input, value: input, mask },
      layer.attention,
    );
    const x = layerNorm(add(input, attended.output), layer.attentionNorm).output;
    const fed = feedForward(x, layer.feedForward);
    expect(encoderBlock({ input, mask }, layer).output).toEqual(
      layerNorm(add(x, fed.output), layer.feedForwardNorm).output,
    );
  });

  test("pre-norm: norm, attention, sum; norm, feed-forward, sum", () => {
    const layer = block({ placement: "pre" });
    const n = layerNorm(input, layer.attentionNorm).output;
    const attended = multiHeadAttention({ query: n, key: n, value: n }, layer.attention);
    const x = add(input, attended.output);
    const fed = feedForward(layerNorm(x, layer.feedForwardNorm).output, layer.feedForward);
    expect(encoderBlock({ input }, layer).output).toEqual(add(x, fed.output));
  });

  test("pre-norm with all parameters zero lets the tokens through", () => {
    const layer = block({ placement: "pre" });
    for (const { data } of matricesOf(layer)) data.fill(0);
    expect(encoderBlock({ input }, layer).output).toEqual(input);
  });

  test("lets no token see what fills up the sequence", () => {
    const layer = block();
    const before = encoderBlock({ input, mask }, layer).output;
    const other = add(input, zeros([5, 3]));
    other.data.fill(9, 2 * 3, 3 * 3);
    const after = encoderBlock({ input: other, mask }, layer).output;
    for (const i of [0, 1, 3, 4]) expect(row(after, i)).toEqual(row(before, i));
  });
});

test.each([
  ["pre", block({ placement: "pre", activation: tanh })],
  ["post", block({ placement: "post", activation: tanh })],
  ["post, written in another order", reversed(block({ activation: tanh }))],
])("encoderBlockBackward is the numerical gradient: %s", (_, layer) => {
  const gradOutput = seeded([5, 3], 4);
  const forward = () => encoderBlock({ input, mask }, layer);
  const loss = () => innerProduct(forward().output, gradOutput);
  const backward = encoderBlockBackward({ input, mask }, layer, forward(), gradOutput);
  expectClose(backward.gradInput, numericalGradient(loss, input), { rtol: 1e-5 });
  expectGradients(layer, backward.gradLayer, loss, { rtol: 1e-5 });
});
