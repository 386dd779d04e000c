import { describe, expect, test } from "vitest";
import { Matrix, random } from "../../src/matrix/index.js";
import {
  captionerForward,
  createCaptioner,
  decodeTarget,
  dense,
  encoderBlock,
  layerNorm,
} from "../../src/network/index.js";
import { expectClose, seeded } from "../helpers.js";
import { stirred } from "./layers.js";

// S = 5 things of F = 3 numbers, D = 14, W = 11 words.
const captioner = stirred(
  createCaptioner({
    known: 3,
    vocabularySize: 11,
    features: 14,
    numHeads: 2,
    hiddenFeatures: 13,
    encoderBlocks: 1,
    decoderBlocks: 2,
    random: random(1),
  }),
  2,
);
const things = seeded([5, 3], 3);
const words = [1, 7, 4];

describe("captionerForward", () => {
  test("is a Transformer whose source are things in place of tokens", () => {
    const seen = encoderBlock({ input: dense(things, captioner.eye) }, captioner.seen[0]!).output;
    const source = layerNorm(seen, captioner.seenNorm).output;
    const decoder = { tokens: captioner.words, blocks: captioner.said, norm: captioner.saidNorm };
    const decoded = decodeTarget({ source: [0, 0, 0, 0, 0], target: words }, source, decoder);
    const { logits, crossWeights } = captionerForward(things, words, captioner);
    expectClose(logits, dense(decoded.output, captioner.output));
    expect(crossWeights.map((heads) => heads.map(({ shape }) => shape))).toEqual(
      Array(2).fill(Array(2).fill([3, 5])),
    );
  });

  test("what is said later changes nothing before it", () => {
    const before = captionerForward(things, words, captioner).logits;
    const after = captionerForward(things, [1, 7, 9], captioner).logits;
    expect(after.data.subarray(0, 22)).toEqual(before.data.subarray(0, 22));
    expect(after.data.subarray(22)).not.toEqual(before.data.subarray(22));
  });

  test("things stand in no order: turned round, they are told the same", () => {
    const rows = [...Array(5).keys()].map((k) => [...things.data.subarray(3 * k, 3 * k + 3)]);
    const turned = new Matrix(Float64Array.from(rows.reverse().flat()), [5, 3]);
    expectClose(
      captionerForward(turned, words, captioner).logits,
      captionerForward(things, words, captioner).logits,
    );
  });

  test("refuses things of which it knows something else", () => {
    expect(() => captionerForward(seeded([5, 7], 1), [1], captioner)).toThrow(
      new RangeError("dense: columns of input and rows of weight must be equal, got 7 and 3"),
    );
  });
});
