import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeBytePairs,
  encodeBytePairs,
  FIRST_BYTE,
  FIRST_MERGE,
  trainBytePairs,
} from "../../../src/data/index.js";
import { byteIds, mergePair, textPieces } from "../../../src/data/text/bytePairs.js";

const byte = (letter: string) => FIRST_BYTE + letter.charCodeAt(0);
const unicode = fc.string({ unit: "binary", minLength: 1, maxLength: 37 });
const trained = fc.tuple(
  fc.array(unicode, { minLength: 1, maxLength: 5 }),
  fc.integer({ min: 1, max: 23 }),
);

/** The same by the book: all pairs counted anew before each merge. */
function trainSlowly(texts: readonly string[], merges: number): [number, number][] {
  let pieces = texts.flatMap((text) => textPieces("test", text)).map(byteIds);
  const learned: [number, number][] = [];
  while (learned.length < merges) {
    const counts = new Map<string, number>();
    for (const ids of pieces) {
      for (let i = 1; i < ids.length; ++i) {
        const pair = JSON.stringify([ids[i - 1], ids[i]]);
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    }
    const ranked = [...counts]
      .map(([pair, count]) => ({ pair: JSON.parse(pair) as [number, number], count }))
      .sort((a, b) => b.count - a.count || a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1]);
    const best = ranked[0];
    if (!best || best.count < 2) break;
    pieces = pieces.map((ids) => mergePair(ids, best.pair, FIRST_MERGE + learned.length));
    learned.push(best.pair);
  }
  return learned;
}

describe("byte-pair encoding", () => {
  test("merges what can be counted by hand", () => {
    // lo, ow and we come three times: l has the smallest id. Then ow is gone, and we comes before (lo)w.
    // Then e(we), (we)s, (lo)w, ne and st come twice: e has the smallest id.
    const bytePairs = trainBytePairs(["low", "lower", "newest", "newest", "low"], 3);
    const [lo, we, ewe] = [FIRST_MERGE, FIRST_MERGE + 1, FIRST_MERGE + 2];
    expect(bytePairs.merges).toEqual([
      [byte("l"), byte("o")],
      [byte("w"), byte("e")],
      [byte("e"), we],
    ]);
    expect(encodeBytePairs(bytePairs, "lower low")).toEqual(
      [lo, we, byte("r"), byte(" "), lo, byte("w")], // biome-ignore format: two words
    );
    expect(encodeBytePairs(bytePairs, "newew")).toEqual([byte("n"), ewe, byte("w")]);
    expect(decodeBytePairs(bytePairs, [ewe, lo])).toBe("ewelo");
  });

  test("learns as by counting anew, whatever the order of the texts", () => {
    fc.assert(
      fc.property(trained, ([texts, merges]) => {
        const { merges: learned } = trainBytePairs(texts, merges);
        expect(learned).toEqual(trainSlowly(texts, merges));
        expect(trainBytePairs([...texts].reverse(), merges).merges).toEqual(learned);
      }),
    );
    const overlapping = ["aaaaaaa aaa aaaa", "abababab bababa"];
    expect(trainBytePairs(overlapping, 7).merges).toEqual(trainSlowly(overlapping, 7));
  });

  test("gives every text back, to the letter", () => {
    fc.assert(
      fc.property(trained, unicode, ([texts, merges], text) => {
        const bytePairs = trainBytePairs(texts, merges);
        for (const one of [text, ...texts]) {
          const ids = encodeBytePairs(bytePairs, one);
          expect(decodeBytePairs(bytePairs, ids)).toBe(one);
          expect(Math.max(...ids)).toBeLessThan(FIRST_MERGE + bytePairs.merges.length);
          expect(Math.min(...ids)).toBeGreaterThanOrEqual(FIRST_BYTE);
        }
      }),
    );
    const bytePairs = trainBytePairs(["的的的"], 5);
    for (const text of ["\uFEFFa", "\0", "\r\n\t  x  ", "👩‍👩‍👧 é e\u0301 \u{10FFFF}"]) {
      expect(decodeBytePairs(bytePairs, encodeBytePairs(bytePairs, text))).toBe(text);
    }
  });

  test("one merge less makes no text shorter, and merges only within a piece", () => {
    fc.assert(
      fc.property(trained, ([texts, merges]) => {
        const bytePairs = trainBytePairs(texts, merges);
        const fewer = { merges: bytePairs.merges.slice(0, -1) };
        for (const text of texts) {
          const ids = encodeBytePairs(bytePairs, text);
          expect(ids.length).toBeLessThanOrEqual(encodeBytePairs(fewer, text).length);
          const apart = textPieces("test", text).flatMap((one) => encodeBytePairs(bytePairs, one));
          expect(apart).toEqual(ids);
        }
      }),
    );
    expect(textPieces("test", "It's 3.50, 中文!\n\n  ok")).toEqual([
      "It",
      "'",
      "s",
      " 3",
      ".",
      "50",
      ",",
      " 中文",
      "!",
      "\n",
      "\n",
      " ",
      " ok",
    ]);
  });

  test("padding gives nothing, bytes that are no UTF-8 the sign for it", () => {
    const bytePairs = { merges: [] };
    expect(decodeBytePairs(bytePairs, [byte("a"), 0, 0])).toBe("a");
    expect(decodeBytePairs(bytePairs, [1, FIRST_BYTE + 0xe4])).toBe("\uFFFD\uFFFD");
  });

  test("says what it cannot take", () => {
    const bytePairs = trainBytePairs(["aa aa"], 1);
    const unicode = "text must be Unicode, got half of a pair of surrogates at index";
    const cases: [() => unknown, string][] = [
      [() => encodeBytePairs(bytePairs, ""), 'encodeBytePairs: text must have a character, got ""'],
      [() => encodeBytePairs(bytePairs, "😀\uD83D!"), `encodeBytePairs: ${unicode} 2`],
      [() => trainBytePairs(["a", "\uDE00"], 1), `trainBytePairs: ${unicode} 0`],
      [() => trainBytePairs(["a", ""], 1), 'trainBytePairs: text must have a character, got ""'],
      [
        () => trainBytePairs([], 1),
        "trainBytePairs: the number of texts must be a positive integer, got 0",
      ],
      [() => trainBytePairs(["a"], 0), "trainBytePairs: merges must be a positive integer, got 0"],
      [
        () => decodeBytePairs(bytePairs, [2, 259]),
        "decodeBytePairs: id 1 must be an integer in [0, 259), got 259",
      ],
      [
        () => decodeBytePairs(bytePairs, [Number.NaN]),
        "decodeBytePairs: id 0 must be an integer in [0, 259), got NaN",
      ],
    ];
    for (const [make, message] of cases) expect(make).toThrow(new RangeError(message));
    expect(() =>
      decodeBytePairs(
        {
          merges: [
            [99, 100],
            [259, 2],
          ],
        },
        [2],
      ),
    ).toThrow(
      new RangeError("decodeBytePairs: ids of merge 1 must be an integer in [0, 259), got 259"),
    );
  });
});
