import { expect, test } from "vitest";
import { matrix, toRows } from "../../src/matrix/index.js";
import { tokenRows, tokenRowsBackward } from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";
import { expectGradients, reversed } from "./layers.js";

// T = 5 tokens of a vocabulary of 7, D = 3; token 2 comes twice.
const tokens = [2, 6, 2, 0, 5];
const embedding = { weight: seeded([7, 3], 1) };
const positions = { weight: seeded([11, 3], 2) };

test("tokenRows are embeddings times √D, plus waves", () => {
  const weight = matrix([
    [0, 0, 0, 0],
    [1, 2, 3, 4],
  ]);
  expectClose(
    tokenRows([1, 0], { embedding: { weight } }),
    matrix([
      [2, 5, 6, 9],
      [Math.sin(1), Math.cos(1), Math.sin(0.01), Math.cos(0.01)],
    ]),
    { rtol: 1e-14 },
  );
});

test("tokenRows take learned positions where there are such", () => {
  const [first, , third] = toRows(tokenRows(tokens, { embedding, positions })) as [
    number[],
    number[],
    number[],
  ];
  const moved = first.map((x, j) => x - positions.weight.data[j]! + positions.weight.data[6 + j]!);
  expectClose(matrix([third]), matrix([moved]), { rtol: 1e-13 });
});

test.each([
  ["learned positions", { embedding, positions }],
  ["learned positions, written first", reversed({ embedding, positions })],
  ["waves", { embedding }],
])("tokenRowsBackward is the numerical gradient with %s", (_, layer) => {
  const gradOutput = seeded([5, 3], 3);
  const loss = () => innerProduct(tokenRows(tokens, layer), gradOutput);
  expectGradients(layer, tokenRowsBackward(tokens, layer, gradOutput).gradLayer, loss);
});

test("tokenRows refuse a token out of the vocabulary, too many tokens, positions of another width", () => {
  expect(() => tokenRows([0, 7], { embedding })).toThrow(
    new RangeError("embedding: token 1 must be an integer in [0, 7), got 7"),
  );
  const short = { embedding, positions: { weight: seeded([3, 3], 1) } };
  expect(() => tokenRows(tokens, short)).toThrow(
    new RangeError("learnedPositions: length must be at most the number of positions, got 5 and 3"),
  );
  const wide = { embedding, positions: { weight: seeded([11, 5], 1) } };
  const message = "columns of embedding and positions must be equal, got 3 and 5";
  expect(() => tokenRows(tokens, wide)).toThrow(new RangeError(`tokenRows: ${message}`));
  expect(() => tokenRowsBackward(tokens, wide, seeded([5, 3], 1))).toThrow(
    new RangeError(`tokenRowsBackward: ${message}`),
  );
});
