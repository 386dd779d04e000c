import { describe, expect, test } from "vitest";
import { add, at, random, row } from "../../src/matrix/index.js";
import {
  countParameters,
  createTransformer,
  decoderBlock,
  decodeTarget,
  dense,
  encoderBlock,
  encodeSource,
  layerNorm,
  matricesOf,
  numericalGradient,
  paddingMask,
  relativeError,
  type Transformer,
  type TransformerOptions,
  tanh,
  tokenRows,
  transformer,
  transformerBackward,
} from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";
import { reversed, stirred } from "./layers.js";

// S = 7 tokens of a vocabulary of 11, T = 3 of one of 13, D = 5, H = 2, K = 1, F = 7, two blocks.
const sizes: Omit<TransformerOptions, "random"> = {
  sourceVocabularySize: 11,
  targetVocabularySize: 13,
  features: 5,
  numHeads: 2,
  keyDim: 1,
  hiddenFeatures: 7,
  numBlocks: 2,
};
const model = (options: Partial<TransformerOptions> = {}) =>
  createTransformer({ ...sizes, random: random(1), ...options });
const input = { source: [3, 1, 4, 1, 10, 0, 6], target: [12, 0, 2] };

describe("createTransformer", () => {
  test("has as many blocks in either stack, and a norm behind them only in pre-norm", () => {
    const post = model();
    expect(Object.keys(post.encoder)).toEqual(["tokens", "blocks"]);
    expect(post.encoder.blocks).toHaveLength(2);
    expect(post.decoder.blocks).toHaveLength(2);
    const { encoder, decoder } = model({ placement: "pre", epsilon: 1e-5 });
    expect([encoder.norm?.epsilon, decoder.norm?.epsilon]).toEqual([1e-5, 1e-5]);
    expect(encoder.blocks[1]!.placement).toBe("pre");
    expect(Object.keys(model({ placement: "pre" }).decoder.norm!)).toEqual(["gain", "bias"]);
  });

  test("draws embeddings of variance 1/D, learned positions only when told", () => {
    const { encoder, decoder } = model({ features: 4, sourceVocabularySize: 2000, longest: 17 });
    const { data, shape } = encoder.tokens.embedding.weight;
    expect(shape).toEqual([2000, 4]);
    const variance = data.reduce((sum, x) => sum + x * x, 0) / data.length;
    expect(Math.abs(4 * variance - 1)).toBeLessThan(5 * Math.sqrt(2 / data.length));
    expect(decoder.tokens.positions!.weight.shape).toEqual([17, 4]);
    expect(Object.keys(model().encoder.tokens)).toEqual(["embedding"]);
  });

  test("draws two different blocks", () => {
    const [first, second] = model().decoder.blocks;
    expect(first).not.toEqual(second);
  });

  test("the base model of 2017 has 44,138,496 parameters in its 6 and 6 blocks", () => {
    // Four projections, a feed-forward network and two norms; in the decoder four projections and a
    // norm more.
    const block = 4 * (512 ** 2 + 512) + 2 * 512 * 2048 + 2048 + 512 + 2 * 1024;
    const decoder = block + 4 * (512 ** 2 + 512) + 1024;
    expect(6 * (block + decoder)).toBe(44_138_496);
    const options = { features: 512, numHeads: 8, hiddenFeatures: 2048, numBlocks: 1 };
    const { encoder, decoder: built } = createTransformer({
      ...options,
      sourceVocabularySize: 2,
      targetVocabularySize: 2,
      random: random(1),
    });
    expect(countParameters(encoder.blocks)).toBe(block);
    expect(countParameters(built.blocks)).toBe(decoder);
  });

  test("refuses what cannot be built", () => {
    const refused = (strange: Partial<TransformerOptions>, message: string) =>
      expect(() => model(strange)).toThrow(new RangeError(message));
    const must = "must be a positive integer, got";
    refused({ sourceVocabularySize: 0 }, `createTransformer: sourceVocabularySize ${must} 0`);
    refused({ numBlocks: 1.5 }, `createTransformer: numBlocks ${must} 1.5`);
    refused({ features: 0 }, `createTransformer: features ${must} 0`);
    refused({ longest: 0 }, `createTransformer: longest ${must} 0`);
    refused({ numHeads: 0 }, `createEncoderBlock: numHeads ${must} 0`);
  });
});

describe("transformer", () => {
  test("post-norm: tokens, blocks, output, and every decoder block looks at the encoder's end", () => {
    const layer = stirred(model(), 2);
    const { encoder, decoder, output } = layer;
    let source = tokenRows(input.source, encoder.tokens);
    for (const block of encoder.blocks) source = encoderBlock({ input: source }, block).output;
    let target = tokenRows(input.target, decoder.tokens);
    for (const block of decoder.blocks) target = decoderBlock({ target, source }, block).output;
    expect(transformer(input, layer).logits).toEqual(dense(target, output));
  });

  test("pre-norm: a norm behind the last block of either stack", () => {
    const layer = stirred(model({ placement: "pre", numBlocks: 1 }), 2);
    const { encoder, decoder, output } = layer;
    const encoded = encoderBlock(
      { input: tokenRows(input.source, encoder.tokens) },
      encoder.blocks[0]!,
    );
    const source = layerNorm(encoded.output, encoder.norm!).output;
    const target = tokenRows(input.target, decoder.tokens);
    const decoded = decoderBlock({ target, source }, decoder.blocks[0]!);
    const logits = dense(layerNorm(decoded.output, decoder.norm!).output, output);
    expect(transformer(input, layer).logits).toEqual(logits);
  });

  test("tells of every block and head who looked at what of the source", () => {
    const { crossWeights, decoder } = transformer(input, stirred(model(), 2));
    expect(crossWeights.map((block) => block.length)).toEqual([2, 2]);
    for (const weights of crossWeights.flat()) {
      expect(weights.shape).toEqual([3, 7]);
      expect(weights.data.reduce((a, b) => a + b)).toBeCloseTo(3, 12);
    }
    expect(crossWeights[1]![1]).toBe(decoder.blocks[1]!.crossAttention.inner.heads[1]!.weights);
  });

  test("says after a prefix what it says within a longer sequence: training may be parallel", () => {
    const layer = stirred(model(), 2);
    const { logits } = transformer(input, layer);
    const prefix = transformer({ ...input, target: [12, 0] }, layer);
    for (const t of [0, 1]) {
      expectClose(row(prefix.logits, t), row(logits, t), { rtol: 1e-12 });
    }
  });

  test("does not see padding: a filled up pair gives the same logits", () => {
    const layer = stirred(model(), 2);
    const filled = { source: [3, 1, 4, 1, 10, 0, 6, 7, 7], target: [12, 0, 2, 7], padding: 7 };
    const { logits } = transformer(input, layer);
    const padded = transformer(filled, layer).logits;
    for (const t of [0, 1, 2]) expectClose(row(padded, t), row(logits, t), { rtol: 1e-12 });
    const seen = transformer({ source: filled.source, target: filled.target }, layer).logits;
    expect(Math.abs(at(seen, 0, 0) - at(logits, 0, 0))).toBeGreaterThan(1e-3);
  });

  test("a token of the target does not see padding before it", () => {
    const layer = stirred(model(), 2);
    const gap = { source: input.source, target: [12, 7, 2], padding: 7 };
    const { logits } = transformer(gap, layer);
    const { weight } = layer.decoder.tokens.embedding;
    weight.data.fill(9, 7 * 5, 8 * 5);
    const changed = transformer(gap, layer).logits;
    for (const t of [0, 2]) expect(row(changed, t)).toEqual(row(logits, t));
    const seen = transformer({ ...gap, padding: 6 }, layer).logits;
    expect(Math.abs(at(seen, 2, 0) - at(logits, 2, 0))).toBeGreaterThan(1e-3);
  });

  test("can be run in two halves, the source once for all targets", () => {
    const layer = stirred(model({ longest: 7 }), 2);
    const { output } = encodeSource({ source: input.source }, layer.encoder);
    const decoded = decodeTarget(input, output, layer.decoder);
    expect(dense(decoded.output, layer.output)).toEqual(transformer(input, layer).logits);
    const empty = { source: [7], target: [1], padding: 7 };
    expect(() => decodeTarget(empty, output, layer.decoder)).toThrow(
      new RangeError("decodeTarget: source must hold a token, got only padding (7)"),
    );
  });

  test("refuses a source of another length than what was made of it, and weights that are none", () => {
    const layer = model();
    const { output } = encodeSource(input, layer.encoder);
    const longer = { ...input, source: [...input.source, 2] };
    expect(() => decodeTarget(longer, output, layer.decoder)).toThrow(
      new RangeError(
        "decodeTarget: the number of source tokens and rows of encoded must be equal, got 8 and 7",
      ),
    );
    layer.output.bias.data[4] = Number.NaN;
    expect(() => transformer(input, layer)).toThrow(
      new RangeError("transformer: logits must be finite, got NaN at index 4"),
    );
  });

  test("refuses tokens that it has no words for, nothing, and nothing but padding", () => {
    const layer = model();
    const refused = (strange: object, message: string) =>
      expect(() => transformer({ ...input, ...strange }, layer)).toThrow(new RangeError(message));
    refused({ source: [0, 11] }, "embedding: token 1 must be an integer in [0, 11), got 11");
    refused({ target: [13] }, "embedding: token 0 must be an integer in [0, 13), got 13");
    refused({ source: [] }, "embedding: the number of tokens must be a positive integer, got 0");
    refused(
      { source: [7, 7], padding: 7 },
      "encodeSource: source must hold a token, got only padding (7)",
    );
    refused(
      { target: [7], padding: 7 },
      "decodeTarget: target must hold a token, got only padding (7)",
    );
    refused(
      { target: [7, 1], padding: 7 },
      "decoderBlock: row 0 of mask must allow a key, got only zeros",
    );
  });
});

describe("transformerBackward", () => {
  const gradLogits = seeded([3, 13], 3);

  /** Fails unless every matrix of the gradient is the numerical one. */
  function expectGradient(input: Parameters<typeof transformer>[0], layer: Transformer) {
    const forward = transformer(input, layer);
    const { gradLayer } = transformerBackward(input, layer, forward, gradLogits);
    const loss = () => innerProduct(transformer(input, layer).logits, gradLogits);
    const gradients = matricesOf(gradLayer);
    const parameters = matricesOf(layer);
    expect(gradients.map(({ shape }) => shape)).toEqual(parameters.map(({ shape }) => shape));
    for (const stack of ["encoder", "decoder"] as const) {
      expect(gradLayer[stack].blocks).toHaveLength(layer[stack].blocks.length);
    }
    for (const [k, parameter] of parameters.entries()) {
      const numerical = numericalGradient(loss, parameter);
      // the bias of keys has no gradient but rounding: compare with the size of all of them
      expectClose(gradients[k]!, numerical, { rtol: 1e-5, atol: 1e-7 });
      if (numerical.data.some((g) => Math.abs(g) > 1e-3)) {
        expect(relativeError(gradients[k]!, numerical)).toBeLessThan(1e-6);
      }
    }
  }

  test.each<[string, Partial<TransformerOptions>]>([
    ["post-norm, waves", { activation: tanh }],
    ["pre-norm, learned positions", { placement: "pre", longest: 7, activation: tanh }],
  ])("is the numerical gradient: %s", (_, options) => {
    const layer = stirred(model({ ...options, epsilon: 0.5 }), 2);
    expectGradient(input, layer);
  });

  test("is the numerical gradient with padding, and a layer written in another order", () => {
    const layer = stirred(
      model({ placement: "pre", numBlocks: 1, activation: tanh, epsilon: 0.5 }),
      2,
    );
    const filled = { source: [3, 1, 7, 7], target: [12, 0, 7], padding: 7 };
    expectGradient(filled, reversed(layer));
  });

  test("gives no gradient to what the padding says", () => {
    const layer = stirred(model({ epsilon: 0.5 }), 2);
    const filled = { source: [3, 1, 7, 7], target: [12, 0, 2], padding: 7 };
    const forward = transformer(filled, layer);
    const { gradLayer } = transformerBackward(filled, layer, forward, gradLogits);
    const { weight } = gradLayer.encoder.tokens.embedding;
    expect(row(weight, 7).data.every((g) => g === 0)).toBe(true);
    expect(row(weight, 3).data.every((g) => g !== 0)).toBe(true);
  });

  test("refuses a gradient of another shape than the logits", () => {
    const layer = model();
    const forward = transformer(input, layer);
    expect(() =>
      transformerBackward(input, layer, forward, add(seeded([3, 11], 1), seeded([3, 11], 2))),
    ).toThrow(
      new RangeError(
        "denseBackward: columns of weight and gradOutput must be equal, got 13 and 11",
      ),
    );
  });
});

test("paddingMask and the Transformer agree on who is a token", () => {
  const layer = stirred(model({ numBlocks: 1 }), 2);
  const { blocks } = encodeSource({ source: [3, 7, 1], padding: 7 }, layer.encoder);
  for (const { weights } of blocks[0]!.attention.inner.heads) {
    const mask = paddingMask(3, [true, false, true]);
    for (const [k, allowed] of mask.data.entries()) {
      expect(weights.data[k] === 0).toBe(allowed === 0);
    }
  }
});
