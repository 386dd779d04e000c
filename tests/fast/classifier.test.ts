import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  type ClassifierParameters,
  createFastClassifier,
  fastPredictClassifier,
  toClassifier,
} from "../../src/fast/index.js";
import { map, random } from "../../src/matrix/index.js";
import {
  createAttentionClassifier,
  createEmbedding,
  createMlp,
  matricesOf,
  relu,
} from "../../src/network/index.js";
import { seeded } from "../helpers.js";
import { reversed, stirred } from "../network/layers.js";
import { drawTexts } from "./texts.js";

// A vocabulary of 23, D = 5, H = 3, K = 7, dense 11 and 13.
const sizes = { vocabularySize: 23, features: 5, numHeads: 3, keyDim: 7, hidden: [11, 13] };
const model = () => stirred(createAttentionClassifier({ ...sizes, random: random(1) }), 2);
const positions = createEmbedding({ vocabularySize: 7, features: 5, random: random(1) });

describe("createFastClassifier and toClassifier", () => {
  test.each<[string, ClassifierParameters]>([
    ["as written", model()],
    ["written in another order", reversed(model())],
    ["with positions", { positions, ...model() }],
    [
      "without attention",
      { embedding: model().embedding, dense: createMlp({ sizes: [5, 7, 1], random: random(1) }) },
    ],
  ])("bring back the structure and the parameters, rounded to float32: %s", (_, classifier) => {
    const back = toClassifier(createFastClassifier(classifier));
    const rounded = matricesOf(classifier).map((matrix) => map(matrix, Math.fround));
    expect(matricesOf(back)).toEqual(rounded);
    expect(JSON.stringify(Object.keys(back))).toBe(JSON.stringify(Object.keys(classifier)));
  });

  test("two classifiers share nothing, and a larger batch loses nothing", () => {
    const [one, other] = [createFastClassifier(model()), createFastClassifier(model())];
    const before = toClassifier(one);
    fastPredictClassifier(other, drawTexts(31, 29, 23).input);
    const { input } = drawTexts(3, 5, 23);
    const logits = fastPredictClassifier(one, input);
    fastPredictClassifier(one, drawTexts(31, 29, 23).input);
    expect(fastPredictClassifier(one, input)).toEqual(logits);
    expect(toClassifier(one)).toEqual(before);
  });

  test("takes no more memory for texts that fit", () => {
    const fast = createFastClassifier(model());
    const run = (texts: number, length: number) => {
      fastPredictClassifier(fast, drawTexts(texts, length, 23).input);
      return fast.memory.mark();
    };
    const [many, long] = [run(32, 3), run(2, 71)];
    expect(long).toBeGreaterThan(many);
    expect([run(32, 71), run(5, 19), run(32, 71), run(2, 71)]).toEqual([long, long, long, long]);
  });

  test("prints its sizes and the steps it has made", () => {
    const words = "FastClassifier of 23 tokens (5 features, 3 heads, dense 11-13-1), 0 steps";
    expect(String(createFastClassifier(model()))).toBe(words);
    expect(inspect(createFastClassifier(model()))).toBe(words);
    const { embedding } = model();
    const dense = createMlp({ sizes: [5, 1], random: random(1) });
    expect(String(createFastClassifier({ embedding, positions, dense }))).toBe(
      "FastClassifier of 23 tokens (5 features, 7 positions, no attention, dense 1), 0 steps",
    );
  });

  test("says what cannot be", () => {
    const good = model();
    const [first, second, third] = good.attention.heads;
    const heads = (head: object) => ({
      ...good,
      attention: { ...good.attention, heads: [first!, second!, { ...third!, ...head }] },
    });
    const layers = (layers: ClassifierParameters["dense"]["layers"]) => ({
      ...good,
      dense: { layers },
    });
    const last = good.dense.layers.at(-1)!;
    const refused: [ClassifierParameters, string][] = [
      [
        { ...good, attention: { ...good.attention, heads: [] } },
        "the number of heads must be a positive integer, got 0",
      ],
      [
        heads({ key: { weight: seeded([5, 3], 1), bias: seeded([1, 3], 1) } }),
        "shapes of the weights of the query of head 0 and the key of head 2 must be equal, got [5, 7] and [5, 3]",
      ],
      [
        heads({ value: { weight: third!.value.weight } }),
        "either all values have a bias or none, got both",
      ],
      [
        heads({ query: { weight: seeded([3, 7], 1) } }),
        "features that reach the query of head 2 and rows of its weight must be equal, got 5 and 3",
      ],
      [
        { ...good, embedding: { weight: map(good.embedding.weight, () => 1e39) } },
        "matrix 0 in float32 must be finite, got Infinity at index 0",
      ],
      [
        { ...good, positions: { weight: seeded([7, 3], 1) } },
        "columns of embedding and positions must be equal, got 5 and 3",
      ],
      [layers([]), "the number of dense layers must be a positive integer, got 0"],
      [
        layers([good.dense.layers[0]!]),
        "columns of the last dense layer and 1 must be equal, got 11 and 1",
      ],
      [
        layers([...good.dense.layers.slice(0, 2), { ...last, activation: relu }]),
        "the last activation must be identity, got relu",
      ],
      [
        layers([
          { ...good.dense.layers[0]!, activation: { ...relu, name: "swish" } },
          ...good.dense.layers.slice(1),
        ]),
        "an activation must be one of identity, relu, sigmoid, tanh, got swish",
      ],
    ];
    for (const [wrong, message] of refused) {
      expect(() => createFastClassifier(wrong)).toThrow(
        new RangeError(`createFastClassifier: ${message}`),
      );
    }
  });
});

describe("fastPredictClassifier", () => {
  test("says what does not fit", () => {
    const fast = createFastClassifier({ ...model(), positions });
    const shape = [2, 3] as const;
    const refused: [Parameters<typeof fastPredictClassifier>[1], string][] = [
      [
        { data: [1, 2, 3, 4, 23, 0], shape },
        "token 1 of text 1 must be an integer in [0, 23), got 23",
      ],
      [
        { data: [1, 2, -1, 4, 2, 0], shape },
        "token 2 of text 0 must be an integer in [0, 23), got -1",
      ],
      [
        { data: [1, 2, 1.5, 4, 2, 0], shape },
        "token 2 of text 0 must be an integer in [0, 23), got 1.5",
      ],
      [{ data: [1, 2, 3, 0, 0, 0], shape }, "text 1 must hold a token, got only padding (0)"],
      [
        { data: [1, 2], shape },
        "texts · length and the number of tokens must be equal, got 6 and 2",
      ],
      [{ data: [], shape: [0, 3] }, "the number of texts must be a positive integer, got 0"],
      [{ data: [], shape: [3, 0] }, "the length of the texts must be a positive integer, got 0"],
      [
        { data: [1, 2, 3, 4, 5, 6, 7, 8], shape: [1, 8] },
        "texts must be at most as long as the 7 positions, got 8",
      ],
    ];
    for (const [input, message] of refused) {
      expect(() => fastPredictClassifier(fast, input)).toThrow(
        new RangeError(`fastPredictClassifier: ${message}`),
      );
    }
  });

  test("refuses logits that have overflown, and goes on with the next text", () => {
    const layer = model();
    layer.embedding.weight.data.fill(3e38, 5 * 4, 5 * 5); // token 4
    const fast = createFastClassifier(layer);
    const good = { data: [1, 2, 3], shape: [1, 3] } as const;
    const before = fastPredictClassifier(fast, good);
    expect(() => fastPredictClassifier(fast, { data: [4, 2, 4, 3, 1], shape: [1, 5] })).toThrow(
      new RangeError("fastPredictClassifier: logits must be finite, got NaN at index 0"),
    );
    expect(fastPredictClassifier(fast, good)).toEqual(before);
  });
});
