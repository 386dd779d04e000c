/** @file Sounds in a browser: the players of the book, and the button that lets a figure be heard. */

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vowelPlane } from "../../src/figures/index.js";
import { wavBytes } from "../../src/lesson/wav.js";
import { SAMPLE_RATE, steadyVowel } from "../../src/sound/speak.js";
import { chapter, code, notebook, opener, record } from "../book/pages/cells.js";
import { launchBrowser } from "./browser.js";
import { openFigures } from "./figurePage.js";
import { openSampleSite, type SampleSite } from "./pagesSite.js";

const silent = "This browser plays no sound here.";
const patient = { timeout: 20_000 };

describe("a player", () => {
  const rate = 8000;
  const tone = Array.from(
    { length: 3 * rate },
    (_, n) => 0.5 * Math.sin((2 * Math.PI * 440 * n) / rate),
  );
  const whole = wavBytes(tone, rate);
  /** as no browser knows it: the number of its form, byte 20, is nobody's */
  const strange = whole.map((byte, i) => (i === 20 ? 0x99 : byte));
  const path = "en/16-sounds/index.html";

  let site: SampleSite;
  beforeAll(async () => {
    const shown = [whole, strange].map((bytes, i) => {
      const wav = Buffer.from(bytes).toString("base64");
      return code("play(…);", [record({ kind: "sound", caption: `sound ${i}`, seconds: 3, wav })]);
    });
    const cells = [opener("Sounds", ["A:6"]), ...shown];
    site = await openSampleSite(() => [chapter("16-sounds", notebook("Sounds", ["A:6"], cells))]);
  });
  afterAll(() => site?.close());

  test("plays its sound when the keyboard says so, and not before", async () => {
    const page = await site.open(path);
    const player = page.locator("audio").first();
    const now = () =>
      player.evaluate(
        (one: HTMLAudioElement) => [one.paused, one.currentTime, one.duration] as const,
      );
    await expect.poll(async () => (await now())[2], patient).toBeCloseTo(3, 2);
    expect(await now()).toEqual([true, 0, expect.any(Number)]);
    await player.focus();
    await page.keyboard.press("Space");
    await expect.poll(async () => (await now())[1], patient).toBeGreaterThan(0.2);
    expect((await now())[0]).toBe(false);
    // What the browser makes of the file is the tone.
    const heard = await player.evaluate(async (one: HTMLAudioElement) => {
      const bytes = Uint8Array.from(atob(one.src.split(",")[1]!), (letter) => letter.charCodeAt(0));
      const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes.buffer);
      return [...sound.getChannelData(0).slice(0, 40)];
    });
    for (const [n, sample] of heard.entries()) expect(sample).toBeCloseTo(tone[n]!, 3);
    await page.context().close();
  });

  test("that cannot play says so in words", async () => {
    const page = await site.open(path);
    await page.getByText(silent).waitFor(patient);
    expect(await page.locator("audio").count()).toBe(1);
    expect(await page.getByText("sound 1").isVisible()).toBe(true);
    await page.context().close();
  });
});

describe("the button under a figure", () => {
  const state = { first: 730, second: 1090, pitch: 120 };
  const live = { kind: "vowel-plane", state };
  const shown = { name: "vowels", figure: vowelPlane(state), page: false, live };

  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  async function on(look: (page: Page) => Promise<void>): Promise<void> {
    const { page, context, faults } = await openFigures(browser, [shown]);
    await look(page);
    expect(faults).toEqual([]);
    await context.close();
  }
  const press = (page: Page) => page.getByRole("button", { name: "Hear it" }).click();

  test("plays the vowel that the library makes of the state", () =>
    on(async (page) => {
      await page.evaluate(() => {
        const own = AudioBufferSourceNode.prototype.start;
        AudioBufferSourceNode.prototype.start = function (...times) {
          const { buffer, context } = this;
          const heard = [...buffer!.getChannelData(0)];
          Object.assign(globalThis, { heard, heardAt: [buffer!.sampleRate, context.state] });
          own.apply(this, times);
        };
      });
      await press(page);
      await page.waitForFunction(() => "heard" in globalThis, undefined, patient);
      const { heard, heardAt } = await page.evaluate(() => {
        const all = globalThis as unknown as { heard: number[]; heardAt: [number, string] };
        return { heard: all.heard, heardAt: all.heardAt };
      });
      expect(heardAt).toEqual([SAMPLE_RATE, "running"]);
      const vowel = steadyVowel([730, 1090, 2500], 120, heard.length / SAMPLE_RATE);
      expect(heard).toEqual([...Float32Array.from(vowel)]);
      expect(Math.max(...heard.map(Math.abs))).toBeGreaterThan(0.1);
      expect(await page.getByText(silent).count()).toBe(0);
    }));

  test.each([
    ["has no sound", "delete globalThis.AudioContext"],
    [
      "does not open its loudspeaker",
      "AudioContext.prototype.resume = () => new Promise(() => {}); Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' })",
    ],
  ])("says so where the browser %s", (_, script) =>
    on(async (page) => {
      await page.evaluate(script);
      await press(page);
      await page.getByText(silent).waitFor(patient);
      await press(page);
      expect(await page.getByText(silent).count()).toBe(1);
    }),
  );
});
