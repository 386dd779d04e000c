import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { figureFault, renderFigure } from "../../../book/pages/figure.js";
import type { FigureRecord } from "../../../src/lesson/records.js";
import { samples } from "../../figures/samples.js";

const words: FigureRecord = {
  kind: "figure",
  id: "fig:u-curve",
  caption: "Left & right.",
  alt: 'A "U" of errors',
  page: true,
};
const pictures = {
  get: () => ({
    wide: '<svg width="856"><text>wide</text></svg>',
    text: '<svg width="616"><text>text</text></svg>',
    phone: '<svg width="350"><text>phone</text></svg>',
  }),
};
const none = { get: () => undefined };
const read = (html: string): Element => new JSDOM(html).window.document.body.firstElementChild!;
const parts = (figure: Element, selector: string): Element[] => [
  ...figure.querySelectorAll(selector),
];

describe("renderFigure", () => {
  const figure = read(renderFigure(samples.lossCurves!, words, "6.2", pictures));

  test("has both pictures, told by the alternative text", () => {
    expect(figure.outerHTML).toMatch(/^<figure class="page" id="fig:u-curve">/);
    expect(figure.querySelector("figcaption b")!.textContent).toBe("Figure 6.2");
    expect(figure.querySelector("figcaption")!.textContent).toBe("Figure 6.2Left & right.");
    const images = parts(figure, ".drawing > svg");
    expect(images.map((svg) => [svg.getAttribute("class"), svg.textContent])).toEqual([
      ["only-wide", "wide"],
      ["only-narrow", "phone"],
    ]);
    for (const svg of images) {
      expect([svg.getAttribute("role"), svg.getAttribute("aria-label")]).toEqual([
        "img",
        words.alt,
      ]);
    }
  });

  test("takes the picture as wide as the text where it does not stand out to the notes", () => {
    const inText = read(
      renderFigure(samples.lossCurves!, { ...words, page: false }, "6.2", pictures),
    );
    expect(inText.getAttribute("class")).toBeNull();
    expect(inText.querySelector("svg.only-wide")!.textContent).toBe("text");
  });

  test("keeps a place of the right size where there is no picture", () => {
    const bare = read(renderFigure(samples.slider!, words, "", none));
    expect(bare.querySelector("figcaption b")!.textContent).toBe("Figure");
    expect(bare.querySelector(".drawing")!.getAttribute("style")).toBe(
      "--tall:534px;--tall-phone:462px",
    );
    expect(bare.querySelector(".alt")!.textContent).toBe(words.alt);
  });

  test("gives the numbers as a folded table", () => {
    const table = figure.querySelector("details.data table")!;
    expect(parts(table, "th").map((th) => th.textContent)).toEqual([
      ...["epoch", "Adam", "lowest", "highest", "momentum", "lowest", "highest"],
    ]);
    expect(parts(table, "tbody tr")).toHaveLength(7);
    expect(parts(table, "tbody td")[0]!.textContent).toBe("1");
  });

  test("keeps the figure as JSON that no text of it can leave", () => {
    const title = '</script><script>alert("1")</script>';
    const evil = { data: [{ x: [1], y: [2], name: title }], layout: { title: { text: title } } };
    const html = renderFigure(
      evil,
      { ...words, alt: '"><img src=x onerror=alert(2)>' },
      "6.2",
      none,
    );
    const shown = read(html);
    expect(parts(shown, "script")).toHaveLength(1);
    expect(parts(shown, "img")).toHaveLength(0);
    const script = shown.querySelector("script")!;
    expect(script.getAttribute("type")).toBe("application/json");
    expect(JSON.parse(script.textContent!)).toEqual(evil);
  });
});

describe("the table of a figure", () => {
  const rowsOf = (name: string): string[][] => {
    const shown = read(renderFigure(samples[name]!, words, "1.1", none));
    return parts(shown, ".data tr").map((tr) => parts(tr, "th, td").map((td) => td.textContent!));
  };

  test("shows cells by the words of their rows and columns", () => {
    expect(rowsOf("confusionMatrix").slice(0, 2)).toEqual([
      ["true \\ predicted", "0", "1", "2"],
      ["0", "97", "2", "1"],
    ]);
    expect(rowsOf("heatMap")[1]).toEqual(["0", "0.12", "−0.53", "0.9"]);
  });

  test("puts curves with places of their own one below the other", () => {
    const [head, first] = rowsOf("lineChart");
    expect(head).toEqual(["", "step h", "relative error"]);
    expect(first).toEqual(["central", "1 × 10−9", "1 × 10−7"]);
  });

  test("chooses at most 50 rows, evenly, and says so", () => {
    const x = Array.from({ length: 491 }, (_, i) => i);
    const long = { data: [{ x, y: x, name: "line" }], layout: {} };
    const shown = read(renderFigure(long, words, "1.1", none));
    const firsts = parts(shown, "tbody tr").map((tr) => Number(tr.firstElementChild!.textContent));
    expect(firsts).toEqual(Array.from({ length: 50 }, (_, i) => 10 * i));
    expect(shown.querySelector("summary")!.textContent).toContain("50 of 491 rows");
  });

  test("takes the table that a figure brings along", () => {
    expect(rowsOf("network")[0]).toEqual(["from", "to", "weight"]);
    expect(rowsOf("network")[1]).toEqual(["input, 1", "hidden, 1", "0.5"]);
  });

  test("is left out where there are only pixels, and for what is no figure of ours", () => {
    expect(rowsOf("imageGrid")).toEqual([]);
    expect(rowsOf("wideNetwork")).toEqual([]);
    const strange = { data: [null, 7, { type: "heatmap", z: [[1], null] }], layout: { meta: 3 } };
    expect(() => renderFigure(strange, words, "1.1", none)).not.toThrow();
  });
});

test("figureFault names a trace type that no part of plotly draws", () => {
  const of = (...types: string[]) =>
    figureFault({ data: types.map((type) => ({ type })), layout: {} }, none);
  expect(of("surfase")).toBe('figure: no trace type "surfase" is known');
  expect(of("surface", "heatmap")).toBe(
    'figure: "heatmap" cannot be drawn together with a trace in space',
  );
  expect(of("surface", "scatter3d")).toBeNull();
  expect(figureFault({ data: [], layout: {} }, { ...none, fault: () => "broken" })).toBe("broken");
});
