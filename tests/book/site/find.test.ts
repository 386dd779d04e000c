/** @file Finding words on the page of the documents. */

import { JSDOM } from "jsdom";
import { afterEach, expect, test, vi } from "vitest";
import { startFind } from "../../../book/site/client/find.js";

afterEach(() => void vi.unstubAllGlobals());

function page() {
  const { window } =
    new JSDOM(`<p class="find" hidden><input id="find"><span role="status"></span></p>
<section class="group"><div class="entry">A:1/1 Background</div><ul><li class="entry">A:1/2 Demand grows abroad</li></ul></section>
<section class="group"><div class="entry">A:4.1/1 Formula of abroad</div></section>`);
  vi.stubGlobal("document", window.document);
  startFind();
  const { document } = window;
  const input = document.querySelector("input")!;
  return {
    document,
    type(words: string) {
      input.value = words;
      input.dispatchEvent(new window.Event("input"));
      const shown = [...document.querySelectorAll<HTMLElement>(".entry:not([hidden])")];
      const groups = [...document.querySelectorAll<HTMLElement>(".group")];
      return {
        entries: shown.map(({ textContent }) => textContent!.split(" ")[0]),
        groups: groups.map(({ hidden }) => !hidden),
        said: document.querySelector("[role=status]")!.textContent,
      };
    },
  };
}

test("the field is there when scripts run, and without words everything is", () => {
  const { document, type } = page();
  expect(document.querySelector<HTMLElement>(".find")?.hidden).toBe(false);
  const all = { entries: ["A:1/1", "A:1/2", "A:4.1/1"], groups: [true, true], said: "" };
  expect(type("  ")).toEqual(all);
});

test("only entries with all the words stay, and groups that have one", () => {
  const { type } = page();
  expect(type("ABROAD")).toEqual({
    entries: ["A:1/2", "A:4.1/1"],
    groups: [true, true],
    said: "2 of 3",
  });
  expect(type("abroad demand")).toEqual({
    entries: ["A:1/2"],
    groups: [true, false],
    said: "1 of 3",
  });
  expect(type("")).toMatchObject({ entries: ["A:1/1", "A:1/2", "A:4.1/1"], said: "" });
});

test("a page without the field is left alone", () => {
  vi.stubGlobal("document", new JSDOM("<p>").window.document);
  expect(startFind).not.toThrow();
});
