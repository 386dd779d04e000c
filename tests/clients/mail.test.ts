/** @file A mail typed in the page: a classifier of the documents' size scores it there, in a Worker. */

import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { mailScorer, weightedTokens } from "../../src/figures/index.js";
import { at, random } from "../../src/matrix/index.js";
import { attentionClassifier, createAttentionClassifier } from "../../src/network/index.js";
import { chapter, code, display, notebook, opener, text } from "../book/pages/cells.js";
import { openSampleSite, phone, type SampleSite, wide } from "./pagesSite.js";
import { expectClean, onFigure, patient } from "./sheets.js";

const path = "en/09-mnist/index.html";
const known = ["free", "money", "now", "the", "kernel", "stops", "click", "here"];
const vocabulary = [
  "",
  "[UNK]",
  ...known,
  ...Array.from({ length: 10_000 - 2 - known.length }, (_, i) => `word${i}`),
];
const mails = [
  { name: "an advertisement", text: "FREE money, now! Click here & <b>gain</b>." },
  { name: "a question", text: "The kernel stops here." },
];
const model = createAttentionClassifier({ vocabularySize: 10_000, random: random(3) });
// As far from 0 as training takes them, so that words differ.
model.embedding.weight.data.forEach((x, k, all) => {
  all[k] = 40 * x;
});
const forward = (words: readonly string[]) => {
  const tokens = words.map((word) => Math.max(1, vocabulary.indexOf(word)));
  return attentionClassifier({ tokens }, model);
};
const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
const first = ["free", "money", "now", "click", "here", "b", "gain", "b"];

let site: SampleSite;
beforeAll(async () => {
  const shown = display({
    "application/vnd.plotly.v1+json": weightedTokens(["free", "money"], [0.6, 0.4]),
    "application/vnd.large-models+json": {
      kind: "figure",
      id: "fig:mail",
      caption: "A mail.",
      alt: "A mail with its attention.",
      page: false,
      live: mailScorer(model, { vocabulary, mails }),
    },
  });
  const cells = [opener("Mails", ["A:5.1"]), code("show(…);", [shown]), text("After it.")];
  site = await openSampleSite(() => [chapter("09-mnist", notebook("Mails", ["A:5.1"], cells))]);
});
afterAll(() => site?.close());
afterEach(() => {
  expect(site.complaints()).toEqual([]);
});

const onSheet = (look: (page: Page) => Promise<void>, settings?: BrowserContextOptions) =>
  onFigure(site, { path, figure: ".mail", ready: ".mail .words span" }, look, settings);

const score = async (page: Page): Promise<number> =>
  Number(await page.locator(".score b").textContent());
const read = (page: Page) => page.locator(".mail .read").textContent();
const shares = (page: Page): Promise<[string, number][]> =>
  page
    .locator(".words span:not(.unread)")
    .evaluateAll((all) =>
      all.map((one) => [
        one.textContent!,
        Number((one as HTMLElement).style.getPropertyValue("--share")),
      ]),
    );

test("begins with the chapter's mail, scored as the library scores it, and where it looked", () =>
  onSheet(async (page) => {
    const { logit, attention } = forward(first);
    expect(Math.abs((await score(page)) - sigmoid(logit.data[0]!))).toBeLessThan(0.01);
    const got = first.map((_, j) =>
      attention.heads.reduce(
        (sum, { weights }) => sum + first.reduce((s, _, i) => s + at(weights, i, j), 0),
        0,
      ),
    );
    const most = Math.max(...got);
    const drawn = await shares(page);
    expect(drawn.map(([word]) => word.toLowerCase())).toEqual(first);
    for (const [j, [, share]] of drawn.entries())
      expect(Math.abs(share - got[j]! / most)).toBeLessThan(0.03);
    // What is typed stays words.
    expect(await page.locator(".mail .words b").count()).toBe(0);
    expect(await read(page)).toMatch(/^logit [−\d.]+; 8 words read, 3 of them unknown$/);
    expect(await page.locator(".drawing > .alt").isVisible()).toBe(false);
  }));

test("a mail that is typed gets its score and its attention within a second", () =>
  onSheet(
    async (page) => {
      const sheet = page.getByLabel("Type a mail, or paste one");
      const long = Array.from({ length: 200 }, (_, i) => `word${i}`);
      const begin = Date.now();
      await sheet.fill(long.join(" "));
      await expect
        .poll(() => read(page), { interval: 20 })
        .toMatch(/; 128 words read; 72 behind the first 128 are not$/);
      expect(Date.now() - begin).toBeLessThan(1000);
      const { logit } = forward(long.slice(0, 128));
      expect(Math.abs((await score(page)) - sigmoid(logit.data[0]!))).toBeLessThan(0.01);
      expect(await page.locator(".words .unread").textContent()).toMatch(/^ word128 /);
      await sheet.press("Control+End");
      await sheet.press("Control+Shift+Home");
      await page.keyboard.type("now");
      await expect.poll(() => read(page), patient).toMatch(/; 1 word read$/);
      expect(await page.locator("[aria-live]").last().textContent()).toMatch(
        /^probability of spam [01]\.\d\d$/,
      );
    },
    { viewport: phone },
  ));

test("leaves each word out in turn, blue where the logit loses, red where it gains", () =>
  onSheet(async (page) => {
    await page.getByLabel("what the logit loses without them").check();
    const said = page.locator(".mail .most");
    await expect.poll(() => said.textContent(), patient).toMatch(/^Most: “/);
    const whole = forward(first).logit.data[0]!;
    const effects = first.map(
      (_, k) => whole - forward(first.filter((_, j) => j !== k)).logit.data[0]!,
    );
    const largest = effects.indexOf([...effects].sort((a, b) => Math.abs(b) - Math.abs(a))[0]!);
    expect((await said.textContent())!.toLowerCase()).toContain(`most: “${first[largest]}”`);
    const below = await page
      .locator(".words span")
      .evaluateAll((all) => all.map((one) => one.classList.contains("below")));
    effects.forEach((effect, k) => {
      if (Math.abs(effect) > 0.05) expect(below[k]).toBe(effect < 0);
    });
    // The choice holds for the next mail; an only word has nothing to compare with.
    await page.getByLabel("Type a mail, or paste one").fill("money");
    await expect.poll(() => said.textContent(), patient).toBe("Most: there is no other word");
  }));

test("takes another mail of the chapter, or none", () =>
  onSheet(async (page) => {
    await page.getByRole("button", { name: "a question" }).click();
    await expect.poll(() => read(page), patient).toMatch(/; 4 words read$/);
    await page.getByRole("button", { name: "an empty sheet" }).click();
    await expect.poll(() => page.locator(".score b").textContent(), patient).toBe("no word yet");
    expect(await page.locator(".words span").count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
    await page.keyboard.type("!!! …");
    await page.waitForTimeout(300);
    expect(await page.locator(".score b").textContent()).toBe("no word yet");
  }));

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  test.each([
    ["wide", wide],
    ["phone", phone],
  ])(
    "axe finds nothing, nothing is wider than the page, targets are wide enough: %s",
    (_, viewport) =>
      onSheet(
        async (page) => {
          await page.getByLabel("what the logit loses without them").check();
          await expect.poll(() => page.locator(".most").textContent(), patient).toMatch(/^Most/);
          await expectClean(page, viewport);
          for (const target of await page.locator(".mail :is(button, .choice label)").all()) {
            const box = (await target.boundingBox())!;
            expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
          }
        },
        { colorScheme, viewport },
      ),
  );
});

test.each([
  ["wide", wide],
  ["phone", phone],
])(
  "nothing moves when the sheet takes the place of the picture, or is typed on: %s",
  async (_, viewport) => {
    const page = await site.open("index.html", { viewport });
    let release: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      release = done;
    });
    await page.route("**/figures/*.json", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(site.address + path);
    await page.evaluate(() => document.fonts.ready);
    await page.locator(".awaits").waitFor();
    const height = async () => (await page.locator("figure").boundingBox())!.height;
    const before = await height();
    release();
    await page.locator(".mail .words span").first().waitFor(patient);
    expect(await height()).toBeCloseTo(before, 0);
    await page.getByLabel("Type a mail, or paste one").fill("money now ".repeat(300));
    await expect.poll(() => read(page), patient).toContain("128 words read");
    expect(await height()).toBeCloseTo(before, 0);
    await page.context().close();
  },
);

test("without scripts, without its numbers and in print, the picture stays", async () => {
  const bare = await site.open(path, { javaScriptEnabled: false });
  expect(await bare.locator(".drawing > .alt").isVisible()).toBe(true);
  expect(await bare.locator(".mail, textarea").count()).toBe(0);
  await bare.context().close();

  await onSheet(async (page) => {
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".mail").isVisible()).toBe(false);
    expect(await page.locator(".drawing > .alt").isVisible()).toBe(true);
  });

  const page = await site.open("index.html");
  await page.route("**/mailWorker.js", (route) => route.abort());
  await page.goto(site.address + path);
  await page.locator("figure").scrollIntoViewIfNeeded();
  await page.locator(".not-live").waitFor();
  expect(await page.locator(".drawing > .alt").isVisible()).toBe(true);
  expect(site.complaints().length).toBeGreaterThan(0);
  await page.context().close();
});
