import { describe, expect, test } from "vitest";
import { add, map, multiply, random, row } from "../../src/matrix/index.js";
import {
  type BlockOptions,
  causalMask,
  createDecoderBlock,
  type DecoderInput,
  decoderBlock,
  decoderBlockBackward,
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

// T = 5 tokens of the target, S = 7 of the source, D = 3, H = 2, K = 11, F = 13.
const sizes = { features: 3, numHeads: 2, keyDim: 11, hiddenFeatures: 13 };
const block = (options: Partial<BlockOptions> = {}) =>
  stirred(createDecoderBlock({ ...sizes, random: random(1), ...options }), 2);
const target = seeded([5, 3], 3);
const source = seeded([7, 3], 4);
const targetMask = paddingMask(5, [true, false, true, true, true]);
const sourceMask = paddingMask(5, [true, true, true, false, true, true, false]);
const masked: DecoderInput = { target, source, targetMask, sourceMask };

describe("decoderBlock", () => {
  test("post-norm: looks back, looks at the source, thinks; each summed, then normalised", () => {
    const layer = block();
    const mask = multiply(causalMask(5), targetMask);
    const back = multiHeadAttention(
      { query: target, key: target, value: target, mask },
      layer.selfAttention,
    );
    const x = layerNorm(add(target, back.output), layer.selfAttentionNorm).output;
    const cross = multiHeadAttention(
      { query: x, key: source, value: source, mask: sourceMask },
      layer.crossAttention,
    );
    const y = layerNorm(add(x, cross.output), layer.crossAttentionNorm).output;
    const fed = feedForward(y, layer.feedForward).output;
    const forward = decoderBlock(masked, layer);
    expect(forward.output).toEqual(layerNorm(add(y, fed), layer.feedForwardNorm).output);
    expect(forward.crossAttention.inner.heads.map(({ weights }) => weights)).toEqual(
      cross.heads.map(({ weights }) => weights),
    );
  });

  test("pre-norm: each normalised, then summed; the source comes as it is", () => {
    const layer = block({ placement: "pre" });
    const n = layerNorm(target, layer.selfAttentionNorm).output;
    const back = multiHeadAttention(
      { query: n, key: n, value: n, mask: causalMask(5) },
      layer.selfAttention,
    );
    const x = add(target, back.output);
    const query = layerNorm(x, layer.crossAttentionNorm).output;
    const cross = multiHeadAttention({ query, key: source, value: source }, layer.crossAttention);
    const y = add(x, cross.output);
    const fed = feedForward(layerNorm(y, layer.feedForwardNorm).output, layer.feedForward).output;
    expect(decoderBlock({ target, source }, layer).output).toEqual(add(y, fed));
  });

  test("pre-norm with all parameters zero lets the tokens through", () => {
    const layer = block({ placement: "pre" });
    for (const { data } of matricesOf(layer)) data.fill(0);
    expect(decoderBlock({ target, source }, layer).output).toEqual(target);
  });

  test("a token is deaf to what comes after it, and hears all of the source", () => {
    const layer = block();
    const before = decoderBlock({ target, source }, layer).output;
    const later = map(target, (x) => x);
    later.data[3 * 3] = 9;
    const after = decoderBlock({ target: later, source }, layer).output;
    for (const i of [0, 1, 2]) expect(row(after, i)).toEqual(row(before, i));
    for (const i of [3, 4]) expect(row(after, i)).not.toEqual(row(before, i));
    const other = map(source, (x) => x);
    other.data[6 * 3] = 9;
    const heard = decoderBlock({ target, source: other }, layer).output;
    for (const i of [0, 4]) expect(row(heard, i)).not.toEqual(row(before, i));
  });

  test("does not see what fills up target or source", () => {
    const layer = block();
    const before = decoderBlock(masked, layer).output;
    const [otherTarget, otherSource] = [map(target, (x) => x), map(source, (x) => x)];
    otherTarget.data.fill(9, 1 * 3, 2 * 3);
    otherSource.data.fill(9, 3 * 3, 4 * 3);
    const after = decoderBlock(
      { ...masked, target: otherTarget, source: otherSource },
      layer,
    ).output;
    for (const i of [0, 2, 3, 4]) expect(row(after, i)).toEqual(row(before, i));
  });

  test("refuses masks that do not fit", () => {
    const refused = (strange: Partial<DecoderInput>, message: string) =>
      expect(() => decoderBlock({ target, source, ...strange }, block())).toThrow(
        new RangeError(message),
      );
    const got = (a: number, b: number) => `must be equal, got ${a} and ${b}`;
    refused(
      { targetMask: causalMask(7) },
      `decoderBlock: rows of targetMask and target ${got(7, 5)}`,
    );
    refused(
      { targetMask: paddingMask(5, [true, true]) },
      `decoderBlock: columns of targetMask and rows of target ${got(2, 5)}`,
    );
    refused(
      { targetMask: paddingMask(5, [false, true, true, true, true]) },
      "decoderBlock: row 0 of mask must allow a key, got only zeros",
    );
    refused(
      { sourceMask: causalMask(5) },
      `multiHeadAttention: columns of mask and rows of key ${got(5, 7)}`,
    );
    refused(
      { source: seeded([7, 5], 1) },
      `multiHeadAttention: columns of key and rows of the key weight of head 0 ${got(5, 3)}`,
    );
  });
});

test.each([
  ["pre, without masks", block({ placement: "pre", activation: tanh }), { target, source }],
  ["post, with masks", block({ activation: tanh }), masked],
  ["post, written in another order", reversed(block({ activation: tanh })), masked],
])("decoderBlockBackward is the numerical gradient: %s", (_, layer, input) => {
  const gradOutput = seeded([5, 3], 5);
  const forward = () => decoderBlock(input, layer);
  const loss = () => innerProduct(forward().output, gradOutput);
  const backward = decoderBlockBackward(input, layer, forward(), gradOutput);
  expectClose(backward.gradTarget, numericalGradient(loss, target), { rtol: 1e-5 });
  expectClose(backward.gradSource, numericalGradient(loss, source), { rtol: 1e-5 });
  expectGradients(layer, backward.gradLayer, loss, { rtol: 1e-5 });
});
