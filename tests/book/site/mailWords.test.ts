import { expect, test } from "vitest";
import { coloured, largest } from "../../../book/site/client/mailWords.js";

const text = "<b>Free</b> now, & later";
const words = [
  { start: 3, end: 7, isKnown: true },
  { start: 12, end: 15, isKnown: false },
];

test("each word has its share of the largest, and the rest stays as it is", () => {
  expect(coloured(text, words, [0.5, -0.25])).toBe(
    '&#60;b&#62;<span style="--share:1.00">Free</span>&#60;/b&#62; ' +
      '<span class="unknown below" style="--share:0.50">now</span>' +
      '<span class="unread">, &#38; later</span>',
  );
});

test("without weights nothing is coloured, and nothing breaks", () => {
  expect(coloured("now", [{ start: 0, end: 3, isKnown: true }], [])).toBe(
    '<span style="--share:0.00">now</span>',
  );
  expect(coloured("", [], [])).toBe("");
  expect(coloured("one", [{ start: 0, end: 3, isKnown: true }], [null])).toContain("0.00");
});

test("names the largest five by size, whatever their sign", () => {
  const seven = Array.from({ length: 7 }, (_, k) => ({ start: k, end: k + 1, isKnown: true }));
  expect(largest("abcdefg", seven, [0.1, -0.7, 0.2, 0, 0.3, -0.4, 0.5], 3)).toBe(
    "“b” −0.700, “g” 0.500, “f” −0.400, “e” 0.300, “c” 0.200",
  );
  expect(largest("a", seven, [null], 3)).toBe("there is no other word");
});
