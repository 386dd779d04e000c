/** @file What a writer of pages draws: a reader waits for the first pages, not for pictures. */

import { expect, test, vi } from "vitest";
import type { OpenOptions } from "../../../book/course/open.js";
import { createWriter } from "../../../book/course/write.js";
import { renderBook } from "../../../book/site/renderBook.js";

const artist = vi.hoisted(() => ({
  draw: vi.fn(async () => ({ get: () => undefined })),
  recall: vi.fn(async () => ({ get: () => undefined })),
  canDraw: vi.fn(async () => true),
  close: vi.fn(),
}));
vi.mock("../../../book/pages/drawFigures.js", () => ({ drawFigures: () => artist }));
vi.mock("../../../book/site/assets.js", () => ({ loadAssets: async () => ({ files: new Map() }) }));
vi.mock("../../../book/site/write.js", () => ({ writeSite: async () => [] }));
vi.mock("../../../book/site/renderBook.js", () => ({
  renderBook: vi.fn(async (_, { painter }) => {
    await painter.canDraw();
    await painter.draw(["a figure"]);
    return { files: new Map(), kept: new Set(), made: new Map(), isBare: true, problems: [] };
  }),
}));

const calls = () =>
  [artist.draw, artist.recall, artist.canDraw].map((one) => one.mock.calls.length);
const signal = new AbortController().signal;

test.each([
  ["a live book draws nothing at first, and what is missing after it", true, [0, 1, 0], [1, 1, 1]],
  ["a build draws at once", false, [1, 0, 1], [2, 0, 2]],
])("%s", async (_, live, first, second) => {
  vi.clearAllMocks();
  const silent = { report: () => undefined, onPage: () => undefined };
  const options: OpenOptions = { site: "nowhere", quick: false, live, signal, ...silent };
  const writer = createWriter(options, () => "wasm");
  expect(writer.isBare()).toBe(false);
  await writer.write([]);
  expect(writer.isBare()).toBe(true);
  expect(calls()).toEqual(first);
  await writer.write([]);
  expect(calls()).toEqual(second);
  expect(artist.draw).toHaveBeenLastCalledWith(["a figure"], signal);
  expect(renderBook).toHaveBeenCalledTimes(2);
});
