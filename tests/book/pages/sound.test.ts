import { expect, test } from "vitest";
import { recordOf } from "../../../book/pages/records.js";
import { soundPlayer } from "../../../book/pages/sound.js";
import { policy } from "../../../book/site/policy.js";
import type { SoundRecord } from "../../../src/lesson/records.js";
import { wavBytes } from "../../../src/lesson/wav.js";

const wav = Buffer.from(wavBytes([0, 0.5, -0.5], 8000)).toString("base64");
const record: SoundRecord = { kind: "sound", caption: 'the "a" <of> hod', seconds: 3 / 8000, wav };
const bundle = (content: unknown) => ({ "application/vnd.large-models+json": content });

test("a player that waits, named by its caption, which is text", () => {
  expect(recordOf(bundle(record))).toEqual(record);
  expect(soundPlayer(record)).toBe(
    `<div class="sound"><audio controls preload="metadata" aria-label="the &quot;a&quot; &lt;of&gt; hod" src="data:audio/wav;base64,${wav}"></audio><p>the &quot;a&quot; &lt;of&gt; hod</p></div>`,
  );
});

test.each(['UklGR"><script>', "AAAA", "", 7, "https://example.org/a.wav", `${wav}"`])(
  "what is no WAV file in base64 is no sound: %j",
  (other) => {
    expect(recordOf(bundle({ ...record, wav: other }))).toBeNull();
  },
);

test("the page may play what stands in it, and nothing from elsewhere", () => {
  expect(policy.split("; ")).toContain("media-src data:");
});
