import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createVocabulary,
  decodeTokens,
  encodeTokens,
  PADDING,
  padSequences,
  UNKNOWN,
} from "../../../src/data/index.js";

const sequences = [
  ["to", "be", "or", "not", "to", "be"],
  ["be", "it", "so"],
];

describe("createVocabulary", () => {
  test("0 pads, 1 is unknown, then by count, ties in order of the alphabet", () => {
    const { tokens, counts, ids } = createVocabulary(sequences);
    expect(tokens).toEqual(["", "[UNK]", "be", "to", "it", "not", "or", "so"]);
    expect(counts).toEqual([0, 0, 3, 2, 1, 1, 1, 1]);
    expect([...ids.values()]).toEqual([2, 3, 4, 5, 6, 7]);
    expect([PADDING, UNKNOWN]).toEqual([0, 1]);
  });

  test("keeps maxTokens and minCount, counts what it leaves out, and puts special ones first", () => {
    const few = createVocabulary(sequences, { maxTokens: 5, special: ["[START]"] });
    expect(few.tokens).toEqual(["", "[UNK]", "[START]", "be", "to"]);
    expect(few.counts).toEqual([0, 4, 0, 3, 2]);
    expect(createVocabulary(sequences, { minCount: 2 }).tokens).toEqual(["", "[UNK]", "be", "to"]);
    const named = createVocabulary([["", "[UNK]", "a"]], { special: ["a"] });
    expect([named.tokens, named.counts]).toEqual([
      ["", "[UNK]", "a"],
      [0, 2, 1],
    ]);
  });

  test("tokens become ids and come back; unknown ones as [UNK]", () => {
    const vocabulary = createVocabulary(sequences);
    expect(encodeTokens(vocabulary, ["so", "what", "be", ""])).toEqual([7, 1, 2, 1]);
    expect(decodeTokens(vocabulary, Int32Array.of(7, 1, 2, 0))).toEqual(["so", "[UNK]", "be", ""]);
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (tokens) => {
        const own = createVocabulary([tokens]);
        expect(decodeTokens(own, encodeTokens(own, tokens))).toEqual(tokens);
      }),
    );
  });

  test("says what it cannot take", () => {
    const vocabulary = createVocabulary(sequences);
    const cases: [() => unknown, string][] = [
      [() => createVocabulary([[]]), "createVocabulary: sequences must have a token, got none"],
      [
        () => createVocabulary(sequences, { maxTokens: 2, special: ["a"] }),
        "createVocabulary: maxTokens must be at least 3, for padding, unknown and special ones, got 2",
      ],
      [
        () => createVocabulary(sequences, { special: ["a", "a"] }),
        'createVocabulary: special tokens must differ, also from "" and "[UNK]", got ["a","a"]',
      ],
      [
        () => createVocabulary(sequences, { minCount: 0 }),
        "createVocabulary: minCount must be a positive integer, got 0",
      ],
      [
        () => decodeTokens(vocabulary, [2, 8]),
        "decodeTokens: id 1 must be an integer in [0, 8), got 8",
      ],
      [
        () => decodeTokens(vocabulary, [Number.NaN]),
        "decodeTokens: id 0 must be an integer in [0, 8), got NaN",
      ],
    ];
    for (const [make, message] of cases) expect(make).toThrow(new RangeError(message));
  });
});

describe("padSequences", () => {
  test("fills up with 0 behind, and cuts behind", () => {
    expect(padSequences([[5, 7], [2, 3, 5, 7], Uint8Array.of(11)], 3)).toEqual(
      Int32Array.of(5, 7, 0, 2, 3, 5, 11, 0, 0),
    );
  });

  test("says what it cannot take", () => {
    const cases: [() => unknown, string][] = [
      [() => padSequences([], 3), "the number of sequences must be a positive integer, got 0"],
      [
        () => padSequences([[2], []], 3),
        "the length of sequence 1 must be a positive integer, got 0",
      ],
      [() => padSequences([[2, 0]], 3), "id 1 of sequence 0 must be a positive integer, got 0"],
      [() => padSequences([[2]], 0), "length must be a positive integer, got 0"],
    ];
    for (const [make, message] of cases) {
      expect(make).toThrow(new RangeError(`padSequences: ${message}`));
    }
  });
});
