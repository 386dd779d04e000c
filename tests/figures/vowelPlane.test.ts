import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type VowelPlane, vowelPlane } from "../../src/figures/index.js";
import { liveKind } from "../../src/figures/live/index.js";
import { vowelPlaneKind as kind } from "../../src/figures/live/vowelPlane.js";

const book: VowelPlane = { first: 700, second: 1100, pitch: 120 };

describe("vowelPlane", () => {
  test("draws three loops of eight vowels, and says which is nearest", () => {
    const { data, layout } = vowelPlane(book) as unknown as {
      data: { name?: string; x: number[]; y: number[] }[];
      layout: { meta: { table: { rows: unknown[][] } } };
    };
    expect(data.slice(0, 3).map(({ name, x }) => [name, x.length])).toEqual([
      ["men", 8],
      ["women", 8],
      ["children", 8],
    ]);
    expect([data[0]!.x[0], data[0]!.y[0]]).toEqual([270, 2290]);
    expect(layout.meta.table.rows).toEqual([
      ["chosen", 700, 1100],
      ["nearest: hod, men", 730, 1090],
    ]);
  });

  test("refuses a second resonance that is not above the first", () => {
    expect(() => vowelPlane({ ...book, second: 650, first: 640 })).toThrow(
      new RangeError(
        "vowelPlane: needs first 200 to 1100, second 600 to 3400 and 100 above the first, pitch 80 to 320, got 640, 650 and 120",
      ),
    );
  });
});

describe("vowel-plane", () => {
  test("is found, reads a state and takes nothing else along", () => {
    expect(liveKind("vowel-plane")).toBe(kind);
    expect(kind.read({ ...book, more: 1 })).toEqual(book);
  });

  test.each([null, { ...book, first: "700" }, { ...book, pitch: 20 }, { ...book, second: 1e9 }])(
    "refuses %j",
    (state) => {
      expect(() => kind.read(state)).toThrow(/^vowel-plane: the state must be/);
    },
  );

  test("dragged to where it is, it stays; keys move it; the second stays above the first", () => {
    expect(kind.move(book, 0, kind.handles(book)[0]!.at!)).toEqual(book);
    expect(kind.step(book, 0, 1, -1)).toEqual({ ...book, first: 720, second: 1050 });
    expect(kind.move(book, 0, [990, 700])).toEqual({ ...book, first: 990, second: 1090 });
    expect(kind.set(book, 0, 200)).toEqual({ ...book, pitch: 200 });
    expect(kind.set(book, 0, 5000)).toBe(book);
    expect(kind.set(book, 1, 0)).toBe(book);
  });

  test("sounds as it is: other places, other samples, of one length", () => {
    const low = kind.sound!(book);
    const high = kind.sound!({ ...book, second: 2300 });
    expect(low.sampleRate).toBe(11_025);
    expect(low.samples.length).toBe(high.samples.length);
    expect(Array.from(low.samples)).not.toEqual(Array.from(high.samples));
  });

  test("whatever is dragged where, the state can be read, drawn, heard and said", () => {
    const far = fc.double({ min: -9000, max: 9000, noNaN: true });
    fc.assert(
      fc.property(far, far, fc.integer({ min: 80, max: 320 }), (x, y, pitch) => {
        const state = kind.set(kind.move(book, 0, [x, y]), 0, pitch);
        expect(kind.read(JSON.parse(JSON.stringify(state)))).toEqual(state);
        expect(JSON.stringify(kind.figure(state))).not.toMatch(/NaN/);
        expect(kind.words(state)).toMatch(/^\d+ and \d+ hertz at a pitch of \d+; nearest to /);
        expect(Array.from(kind.sound!(state).samples).every((s) => Math.abs(s) <= 1)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
