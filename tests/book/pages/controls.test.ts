import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { renderControls } from "../../../book/pages/controls.js";
import type { Choice, Control } from "../../../src/figures/live/control.js";

const choice: Choice = { kind: "choice", name: "head", options: ["1", "2", "<b>3"], value: 2 };
const controls: Control[] = [
  choice,
  { kind: "slider", name: "length", value: 7, range: [1, 29], step: 2, shown: "7 tokens" },
  {
    kind: "buttons",
    name: "decoding",
    shown: "step 1 of 5",
    buttons: [
      { name: "Back", isReady: false },
      { name: "On", isReady: true },
    ],
  },
  { kind: "text", name: "word", value: 'say "a"', longest: 13 },
];
const form = (list: readonly Control[]): HTMLFormElement =>
  new JSDOM(renderControls(list)).window.document.querySelector("form")!;

test("no controls are no form", () => {
  expect(renderControls([])).toBe("");
});

test("each control is a native one, with its name and its value", () => {
  const all = form(controls);
  const radios = [...all.querySelectorAll<HTMLInputElement>("fieldset input")];
  expect(all.querySelector("legend")!.textContent).toBe("head");
  expect(radios.map(({ checked, value }) => [checked, value])).toEqual([
    [false, "0"],
    [false, "1"],
    [true, "2"],
  ]);
  const range = all.querySelector<HTMLInputElement>("input[type=range]")!;
  expect([range.min, range.max, range.step, range.value]).toEqual(["1", "29", "2", "7"]);
  expect(range.getAttribute("aria-valuetext")).toBe("7 tokens");
  const buttons = [...all.querySelectorAll("[role=group][aria-label=decoding] button")];
  expect(buttons.map((one) => one.getAttribute("aria-disabled"))).toEqual(["true", null]);
  const text = all.querySelector<HTMLInputElement>("input[type=text]")!;
  expect([text.value, text.maxLength]).toEqual(['say "a"', 13]);
  expect(all.querySelectorAll("[aria-live=polite]")).toHaveLength(1);
});

test("words of a state stay words", () => {
  expect(form(controls).querySelectorAll("b b, span b")).toHaveLength(0);
  expect(form(controls).querySelector("fieldset")!.textContent).toContain("<b>3");
});

test("more options than fit in a row are a list that opens", () => {
  const options = Array.from({ length: 11 }, (_, i) => `head ${i}`);
  const list = form([{ ...choice, options, value: 7 }]);
  expect(list.querySelectorAll("input")).toHaveLength(0);
  expect(list.querySelector("select")!.value).toBe("7");
});
