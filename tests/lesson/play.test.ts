import { afterEach, expect, test, vi } from "vitest";
import { play, type SoundRecord } from "../../src/lesson/index.js";
import { wavBytes } from "../../src/lesson/wav.js";

const sink = Symbol.for("large-models.display");
const host = globalThis as unknown as Record<symbol, unknown>;
afterEach(() => {
  delete host[sink];
  vi.restoreAllMocks();
});

test("a WAV file, byte for byte", () => {
  const bytes = wavBytes([0, 1, -1, 0.5], 8000);
  const words = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  expect(words(0, 4)).toBe("RIFF");
  expect(words(8, 16)).toBe("WAVEfmt ");
  expect(words(36, 40)).toBe("data");
  const view = new DataView(bytes.buffer);
  const at = (place: number) => view.getUint32(place, true);
  expect([at(4), at(16), at(24), at(28), at(40)]).toEqual([44, 16, 8000, 16_000, 8]);
  expect([20, 22, 32, 34].map((place) => view.getUint16(place, true))).toEqual([1, 1, 2, 16]);
  expect([44, 46, 48, 50].map((place) => view.getInt16(place, true))).toEqual([
    0, 32_767, -32_767, 16_384,
  ]);
  expect(bytes).toHaveLength(52);
});

test("refuses what no file can hold", () => {
  expect(() => wavBytes([0.2, 1.5], 8000)).toThrow(
    new RangeError("wavBytes: samples must be in [-1, 1], got 1.5 at index 1"),
  );
  expect(() => wavBytes([Number.NaN], 8000)).toThrow(RangeError);
  expect(() => wavBytes([], 8000)).toThrow(RangeError);
  expect(() => wavBytes([0], 11.5)).toThrow(RangeError);
});

test("shows a player that waits, with its caption, and a record", () => {
  const shown: Record<string, unknown>[] = [];
  host[sink] = (bundle: Record<string, unknown>) => shown.push(bundle);
  play([0, 0.25, -0.25], { caption: 'the "a" of <hod>', sampleRate: 8000 });
  const record = shown[0]!["application/vnd.large-models+json"] as SoundRecord;
  expect(record).toMatchObject({ kind: "sound", caption: 'the "a" of <hod>', seconds: 3 / 8000 });
  expect(Buffer.from(record.wav, "base64")).toEqual(Buffer.from(wavBytes([0, 0.25, -0.25], 8000)));
  const html = shown[0]!["text/html"] as string;
  expect(html).toContain(' aria-label="the &quot;a&quot; of &lt;hod&gt;"');
  expect(html).toContain(`src="data:audio/wav;base64,${record.wav}"`);
  expect(html).not.toContain("autoplay");
});

test("prints its caption outside a notebook, and needs one", () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  play(new Float64Array(11_025), { caption: "nothing" });
  expect(log).toHaveBeenCalledWith("[sound, 1.0 s: nothing]");
  expect(() => play([0], { caption: " " })).toThrow(
    new RangeError('play: needs a caption, got ""'),
  );
});
