/** @file Looks into figures as a reader of their JSON would. */

import type { Figure } from "../../src/figures/index.js";

// biome-ignore lint/suspicious/noExplicitAny: tests look into plain plotly objects
type Anything = any;

export const layoutOf = (figure: Figure): Anything => figure.layout;

export const traces = (figure: Figure): Anything[] => figure.data;

/** The traces that say something to a pointer. */
export const speaking = (figure: Figure): Anything[] =>
  traces(figure).filter(({ hoverinfo }) => hoverinfo !== "skip");

/** The words on a figure, with what is in `layout.meta` for narrower pages left out. */
export const wordsOf = (figure: Figure): string[] =>
  layoutOf(figure).annotations.map(({ text }: { text: string }) => text);

export const annotation = (figure: Figure, text: string): Anything =>
  layoutOf(figure).annotations.find((one: { text: string }) => one.text === text);
