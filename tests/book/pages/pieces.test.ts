/** @file The small pieces: code, formulas, numbers, drawings. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ansiToHtml } from "../../../book/pages/ansi.js";
import { highlight } from "../../../book/pages/highlight.js";
import { escapeHtml, slug } from "../../../book/pages/html.js";
import { matricesRow, numberFormat } from "../../../book/pages/matrices.js";
import { memoise } from "../../../book/pages/memo.js";
import { niceAxis, strip } from "../../../book/pages/strip.js";
import { renderTex } from "../../../book/pages/tex.js";
import { splitLabels } from "../../../book/pages/texLabels.js";
import { duration, scientific, twoDigits } from "../../../book/pages/words.js";

test("highlighting changes no character of the code", () => {
  const plain = (html: string) => html.replace(/<\/?i[^>]*>/g, "");
  const word = fc.constantFrom("const", "x", '"a<b"', "`y`", "// &", "\n", " ", "1e-3", "<T>", "{");
  fc.assert(
    fc.property(
      fc.array(word).map((words) => words.join("")),
      (code) => {
        expect(plain(highlight(code))).toBe(escapeHtml(code));
      },
    ),
  );
});

test("keywords, types that are built in, literals and comments have a class, names have none", () => {
  expect(highlight('const a: number = f(b as Matrix, 1, "s"); // c')).toBe(
    '<i class="tk">const</i> a: <i class="tk">number</i> = f(b <i class="tk">as</i> Matrix, <i class="tn">1</i>, <i class="ts">&quot;s&quot;</i>); <i class="tc">// c</i>',
  );
});

test("an escape is part of its text", () => {
  expect(highlight("'\\n'")).toBe("<i class=\"ts\">'\\n'</i>");
});

test("terminal colours are classes, the rest is escaped", () => {
  expect(ansiToHtml("a \u001b[31mb<c\u001b[39m \u001b[1md\u001b[22m")).toBe(
    'a <span class="ansi-red-fg">b&lt;c</span> <span class="ansi-bold">d</span>',
  );
});

describe("slug", () => {
  test.each([
    ["How would you notice?", "how-would-you-notice"],
    ["What’s ReLU′(0)", "whats-relu-0"],
    ["误差为什么是 U 形", "误差为什么是-u-形"],
  ])("%s", (words, expected) => {
    expect(slug(words)).toBe(expected);
  });

  test("is its own slug", () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        expect(slug(slug(words))).toBe(slug(words));
      }),
    );
  });
});

describe("formulas", () => {
  test("labels are taken out of the formula", () => {
    expect(splitLabels("a = b \\label{eq:a} \\label {def:b} + c")).toEqual({
      tex: "a = b + c",
      labels: ["eq:a", "def:b"],
    });
  });

  test("carry MathML and their TeX", () => {
    expect(renderTex("x^2", false).html).toContain('<annotation encoding="application/x-tex">x^2');
  });

  test("are not trusted with links", () => {
    expect(renderTex("\\href{javascript:steal()}{x}", false).html).not.toContain("href=");
  });
});

describe("memoise", () => {
  test("makes a result once and forgets the least used", () => {
    const made: string[] = [];
    const upper = memoise(2, (key: string) => {
      made.push(key);
      return key.toUpperCase();
    });
    for (const key of ["a", "b", "a", "c", "a", "b"]) expect(upper(key)).toBe(key.toUpperCase());
    expect(made).toEqual(["a", "b", "c", "b"]);
  });
});

describe("numbers in words", () => {
  test.each([
    [scientific(3.1e-15), "3e-15"],
    [scientific(0), "0"],
    [scientific(null), "not a number"],
    [twoDigits(1.3456), "1.3"],
    [twoDigits(-0.0014), "−0.0014"],
    [twoDigits(3.6e-7), "3.6e−7"],
    [twoDigits(2e12), "2e12"],
    [twoDigits(0), "0"],
    [duration(0.2), "1 s"],
    [duration(38.4), "38 s"],
    [duration(125), "2 min 5 s"],
    [duration(120), "2 min"],
  ])("%s", (given, expected) => {
    expect(given).toBe(expected);
  });
});

describe("matrices", () => {
  test.each([
    [
      [1, -2, 3],
      ["1", "−2", "3"],
    ],
    [
      [0.5, 0.25],
      ["0.50", "0.25"],
    ],
    [
      [-0.00986, 0.01972],
      ["−0.00986", "0.01972"],
    ],
    [
      [123.456, 0.001],
      ["123.5", "0.0"],
    ],
    [
      [1000.5, -0.001],
      ["1001", "0"],
    ],
    [
      [1e-9, 2.5e-8],
      ["1.00e−9", "2.50e−8"],
    ],
    [
      [1, null],
      ["1", "NaN"],
    ],
    [[0], ["0"]],
  ])("%j", (data, expected) => {
    const format = numberFormat(data);
    expect(data.map(format)).toEqual(expected);
  });

  test("all entries have as many decimals", () => {
    const entry = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((k) => k / 1000);
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), (data) => {
        const format = numberFormat(data);
        const decimals = data.map((value) => format(value).split(".")[1]?.length ?? 0);
        expect(new Set(decimals).size).toBe(1);
      }),
    );
  });

  test("a large one shows its first rows and columns, and the last", () => {
    const data = Array.from({ length: 13 * 11 }, (_, k) => k);
    const html = matricesRow({
      kind: "matrices",
      matrices: [{ name: "A", shape: [13, 11], data }],
    });
    expect(html).toContain('<span class="mx-name">A 13×11</span>');
    expect(html.match(/<tr>/g)).toHaveLength(9);
    expect(html).toContain("<td>6</td><td>⋯</td><td>10</td></tr>");
    expect(html).toContain("<td>⋮</td><td>⋱</td><td>⋮</td></tr>");
    expect(html).toMatch(/<td>132<\/td><td>…?.*<td>142<\/td><\/tr><\/tbody>/);
  });
});

describe("the drawing of a claim", () => {
  const finite = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((k) => k / 10_000);

  test("has enough ticks, all on the axis, at even distances", () => {
    fc.assert(
      fc.property(finite, finite, fc.constantFrom(3, 4), (a, b, least) => {
        const axis = niceAxis(Math.min(a, b), Math.max(a, b), least);
        expect(axis.ticks.length).toBeGreaterThanOrEqual(least);
        expect(axis.ticks.length).toBeLessThanOrEqual(3 * least);
        for (const tick of axis.ticks) {
          expect(axis.place(tick)).toBeGreaterThanOrEqual(-1e-9);
          expect(axis.place(tick)).toBeLessThanOrEqual(1 + 1e-9);
        }
        expect(new Set(axis.ticks.map(axis.label)).size).toBe(axis.ticks.length);
      }),
    );
  });

  test("of equal values goes a little to either side of them", () => {
    const { ticks, label, place } = niceAxis(1, 1, 3);
    expect(ticks.map(label)).toEqual(["0.99", "1.00", "1.01"]);
    expect(place(1)).toBeCloseTo(0.5, 12);
  });

  const claim = {
    kind: "claim",
    id: "claim:a",
    title: "A",
    source: "A:5.4",
    printed: 0.9,
    values: [0.5, 0.6, 0.7],
    estimate: 0.6,
    interval: [0.2, 1] as [number, number],
    seeds: 3,
    verdict: "reproduced",
    because: "So.",
  } as const;
  const record = { ...claim, values: [...claim.values] };

  test("says in words what it shows", () => {
    expect(strip(record, 616, "only-wide")).toContain(
      'aria-label="3 seeds between 0.5 and 0.7; 95 % prediction interval 0.2 to 1; the printed 0.9 lies inside."',
    );
    expect(strip({ ...record, printed: 1.1 }, 616, "w")).toContain("the printed 1.1 lies outside.");
    expect(strip({ ...record, printed: null }, 616, "w")).toContain('interval 0.2 to 1."');
    expect(strip({ ...record, interval: null }, 616, "w")).toContain('0.7; printed 0.9."');
  });

  test("keeps the label of the printed value off that of the interval", () => {
    const height = (printed: number) =>
      /height="(\d+\.?\d*)"/.exec(strip({ ...record, printed }, 616, "w"))![1];
    expect(height(0.95)).toBe("112.5");
    expect(height(0.3)).toBe("135");
  });

  test("leads the line of the printed value past the label of the interval", () => {
    fc.assert(
      fc.property(fc.nat(120), fc.constantFrom(350, 616), (hundredths, width) => {
        const svg = strip({ ...record, printed: hundredths / 100 }, width, "w");
        const line = Number(/class="printed" d="M([\d.]+)/.exec(svg)![1]);
        const [, x, words] = /class="an" x="([\d.]+)"[^>]*>([^<]*)</.exec(svg)!;
        const [start, end] = [Number(x), Number(x) + 6.9 * words!.length];
        expect(line <= start || line >= end - 0.1).toBe(true);
      }),
    );
  });

  test("draws every part within its width", () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 2, maxLength: 11 }), finite, (values, printed) => {
        const svg = strip({ ...record, values, printed, interval: [-7, 7] }, 350, "only-narrow");
        for (const [, x] of svg.matchAll(/(?:cx|x)="([-\d.]+)"/g)) {
          expect(Number(x)).toBeGreaterThanOrEqual(0);
          expect(Number(x)).toBeLessThanOrEqual(350);
        }
      }),
    );
  });
});
