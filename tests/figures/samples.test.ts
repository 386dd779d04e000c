import { expect, test } from "vitest";
import { mixtureOf, palette } from "../../book/site/client/figureModel.js";
import { lightTokens } from "../../src/figures/index.js";
import { samples } from "./samples.js";

const kinds = Object.entries(samples);

test.each(kinds)("%s is plain JSON without a number that is none", (_, figure) => {
  const text = JSON.stringify(figure);
  expect(JSON.parse(text)).toEqual(figure);
  expect(text.length).toBeLessThan(60_000);
});

test.each(kinds)("%s has no colour but tokens and their mixtures with the paper", (_, figure) => {
  const colours = JSON.stringify(figure).match(/#[\da-f]{6}\b|rgba?\([^)]*\)/gi) ?? [];
  expect(colours).toContain(lightTokens.paper);
  for (const colour of new Set(colours)) {
    const rgb = colour.startsWith("#")
      ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
      : colour
          .match(/[\d.]+/g)!
          .slice(0, 3)
          .map(Number);
    expect(mixtureOf(rgb, palette), colour).not.toBeNull();
  }
});

test.each(kinds)("%s has its size and no legend", (_, figure) => {
  const { template, height } = figure.layout as { template: { layout: object }; height: number };
  expect(template.layout).toMatchObject({ showlegend: false, paper_bgcolor: "#fdfcf9" });
  expect(height).toBeGreaterThan(80);
});
