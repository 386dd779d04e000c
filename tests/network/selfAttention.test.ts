import { expect, test } from "vitest";
import { random } from "../../src/matrix/index.js";
import {
  causalMask,
  createMultiHeadAttention,
  multiHeadAttention,
  numericalGradient,
  selfAttention,
  selfAttentionBackward,
} from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";
import { expectGradients, stirred } from "./layers.js";

// T = 7 tokens, D = 5, H = 3, K = 2, O = 11.
const sizes = { features: 5, numHeads: 3, keyDim: 2, outputFeatures: 11 };
const layer = stirred(createMultiHeadAttention({ ...sizes, random: random(1) }), 2);
const input = seeded([7, 5], 3);

test("self-attention has one matrix as query, key and value", () => {
  const tokens = { query: input, key: input, value: input };
  expect(selfAttention({ input }, layer)).toEqual(multiHeadAttention(tokens, layer));
  const mask = causalMask(7);
  expect(selfAttention({ input, mask }, layer)).toEqual(
    multiHeadAttention({ ...tokens, mask }, layer),
  );
});

test.each([
  ["with a causal mask", { input, mask: causalMask(7) }],
  ["without a mask", { input }],
])("selfAttentionBackward is the numerical gradient %s", (_, sequence) => {
  const gradOutput = seeded([7, 11], 4);
  const forward = () => selfAttention(sequence, layer);
  const loss = () => innerProduct(forward().output, gradOutput);
  const backward = selfAttentionBackward(sequence, layer, forward(), gradOutput);
  expectClose(backward.gradInput, numericalGradient(loss, input));
  expectGradients(layer, backward.gradLayer, loss);
});
