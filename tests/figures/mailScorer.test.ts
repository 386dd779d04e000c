import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mailScorer, packRows, unpackRows } from "../../src/figures/index.js";
import { random } from "../../src/matrix/index.js";
import { createAttentionClassifier } from "../../src/network/index.js";

describe("packRows", () => {
  test("keeps a number to within half of its row's largest over 127", () => {
    const size = fc.integer({ min: -1e6, max: 1e6 }).map((x) => x / 1e3);
    fc.assert(
      fc.property(fc.array(fc.tuple(size, size, size), { minLength: 1, maxLength: 13 }), (rows) => {
        const data = rows.flat();
        const packed = JSON.parse(JSON.stringify(packRows({ shape: [rows.length, 3], data })));
        unpackRows(packed).data.forEach((x, k) => {
          const row = Math.max(...rows[Math.floor(k / 3)]!.map(Math.abs));
          const slack = (row / 254) * (1 + 1e-5);
          expect(Math.abs(x - data[k]!)).toBeLessThanOrEqual(slack);
        });
      }),
    );
  });

  test("a small row beside a large one keeps its own scale", () => {
    const { data } = unpackRows(packRows({ shape: [2, 2], data: [127, -64, 0.0127, 0.005] }));
    expect([...data.slice(0, 2)]).toEqual([127, -64]);
    expect(data[3]! / data[2]!).toBeCloseTo(50 / 127, 12);
  });

  test("refuses what does not fit", () => {
    expect(() => packRows({ shape: [2, 2], data: [1, 2, 3] })).toThrow(
      new RangeError("packRows: rows · cols and the length of data must be equal, got 4 and 3"),
    );
    const packed = packRows({ shape: [1, 2], data: [1, 2] });
    expect(() => unpackRows({ ...packed, shape: [1, 3] })).toThrow(
      new RangeError("unpackRows: rows · cols and the number of bytes must be equal, got 3 and 2"),
    );
  });
});

describe("mailScorer", () => {
  const model = createAttentionClassifier({
    vocabularySize: 5,
    features: 3,
    keyDim: 2,
    hidden: [7],
    random: random(1),
  });
  const vocabulary = ["", "[UNK]", "free", "money", "now"];
  const mails = [{ name: "one", text: "Free money" }];

  test("packs the classifier with its words", () => {
    const { kind, state } = mailScorer(model, { vocabulary, mails });
    expect(kind).toBe("mail");
    expect(state).toMatchObject({
      vocabulary: "\n[UNK]\nfree\nmoney\nnow",
      length: 128,
      label: "spam",
      mails,
    });
    expect(state.embedding.shape).toEqual([5, 3]);
    expect(state.heads.map(({ query }) => query.weight.shape)).toEqual([
      [3, 2],
      [3, 2],
    ]);
    expect(state.dense.map(({ activation }) => activation)).toEqual(["relu", "identity"]);
  });

  test.each([
    [
      { vocabulary: ["", "a"], mails },
      "rows of the embedding and tokens must be equal, got 5 and 2",
    ],
    [{ vocabulary, mails: [] }, "needs at least one mail, got 0"],
    [{ vocabulary, mails, length: 0 }, "length must be a positive integer, got 0"],
    [
      { vocabulary: ["", "[UNK]", "a\nb", "c", "d"], mails },
      'a token must have no line break, got "a\\nb"',
    ],
  ])("refuses %j", (options, message) => {
    expect(() => mailScorer(model, options)).toThrow(new RangeError(`mailScorer: ${message}`));
  });

  test("refuses dense layers that the page does not have", () => {
    const [first, last] = model.dense.layers;
    const wrong = {
      ...model,
      dense: { layers: [{ ...first!, activation: last!.activation }, last!] },
    };
    expect(() => mailScorer(wrong, { vocabulary, mails })).toThrow(
      new RangeError("mailScorer: the activation of layer 0 must be relu, got identity"),
    );
    expect(() =>
      mailScorer({ ...model, dense: { layers: [first!] } }, { vocabulary, mails }),
    ).toThrow(
      new RangeError("mailScorer: outputs of the classifier and 1 must be equal, got 7 and 1"),
    );
  });
});
