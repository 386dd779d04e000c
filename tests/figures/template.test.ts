import { expect, test } from "vitest";
import { palette } from "../../book/site/client/figureModel.js";
import { darkTokens, lightTokens, type Tokens } from "../../src/figures/index.js";
import { faded, seriesStyles, tint } from "../../src/figures/template.js";

const luminance = (colour: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};
const contrast = (a: string, b: string): number => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
};

test.each([
  ["light", lightTokens],
  ["dark", darkTokens],
])("every %s line and word stands out from the paper", (_, { paper, series, ink2, ink3 }) => {
  for (const colour of series) expect(contrast(colour, paper)).toBeGreaterThan(4.7);
  for (const colour of [ink2, ink3]) expect(contrast(colour, paper)).toBeGreaterThan(4.5);
});

test("the book knows every token by its variable, in both themes", () => {
  const list = ({ paper, ink, ink2, ink3, rule, series }: Tokens): string[] => [
    paper,
    ink,
    ink2,
    ink3,
    rule,
    ...series,
  ];
  expect(palette.map(([, light]) => light)).toEqual(list(lightTokens));
  expect(palette.map(([, , dark]) => dark)).toEqual(list(darkTokens));
});

test("numbers stay legible on the palest and the fullest cell of both themes", () => {
  // A heat map with numbers goes up to this share of its colour.
  const share = 0.42;
  for (const { paper, ink, series } of [lightTokens, darkTokens]) {
    const mix = (colour: string): string =>
      `#${[1, 3, 5]
        .map((at) => {
          const [a, b] = [paper, colour].map((c) => Number.parseInt(c.slice(at, at + 2), 16));
          return Math.round(a! + share * (b! - a!))
            .toString(16)
            .padStart(2, "0");
        })
        .join("")}`;
    for (const colour of series.slice(0, 2)) {
      expect(contrast(ink, mix(colour))).toBeGreaterThan(4.5);
    }
  }
});

test("tint mixes with the paper, faded lets it through", () => {
  expect(tint("#000000", 0)).toBe(lightTokens.paper);
  expect(tint("#0b6e99", 1)).toBe("#0b6e99");
  expect(tint("#0b6e99", 0.5)).toBe("#84b5c9");
  expect(faded("#0b6e99", 0.16)).toBe("rgba(11,110,153,0.16)");
});

test("colour, dash and marker of no two series are the same", () => {
  const styles = seriesStyles("here", 6);
  for (const key of ["colour", "dash", "symbol"] as const) {
    expect(new Set(styles.map((style) => style[key])).size).toBe(6);
  }
  const message = "here: at most 6 series can be told apart, got 7";
  expect(() => seriesStyles("here", 7)).toThrow(new RangeError(message));
});
