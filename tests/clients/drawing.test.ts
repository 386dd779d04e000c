import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Artist, type Drawing, drawFigures } from "../../book/pages/drawFigures.js";
import { type PlotlyFigure, palette } from "../../book/site/client/figureModel.js";
import { samples } from "../figures/samples.js";

const projectRoot = fileURLToPath(new URL("../../", import.meta.url));
const kinds = Object.entries(samples);
const reported: string[] = [];
const report = (line: string): void => void reported.push(line);
let cacheFolder: string;
let artist: Artist;

beforeAll(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), "course-drawings-"));
  artist = drawFigures({ projectRoot, cacheFolder, report });
});
afterAll(async () => {
  await artist.close();
  await rm(cacheFolder, { recursive: true, force: true });
});

const drawingOf = async (figure: PlotlyFigure): Promise<Drawing> => {
  const drawn = await artist.draw([figure]);
  expect(drawn.fault(figure)).toBeUndefined();
  return drawn.get(figure)!;
};
const read = (svg: string): SVGSVGElement => new JSDOM(svg).window.document.querySelector("svg")!;

describe.each(kinds)("%s", (_, figure) => {
  test("is drawn for page, text and telephone, in variables of the page", async () => {
    const { wide, text, phone } = await drawingOf(figure);
    const sizes = [wide, text, phone].map((svg) => Number(read(svg).getAttribute("width")));
    expect(sizes).toEqual([856, 616, 350]);
    expect(wide).toContain("var(--");
    for (const [, light] of palette) {
      const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(light.slice(at, at + 2), 16));
      expect(wide).not.toContain(light);
      expect(wide).not.toContain(`rgb(${r}, ${g}, ${b})`);
    }
  });

  test("holds nothing that runs, links or loads", async () => {
    const svg = read((await drawingOf(figure)).wide);
    expect(svg.querySelectorAll("a, script, style, foreignObject, use")).toHaveLength(0);
    for (const element of svg.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        expect(name.startsWith("on")).toBe(false);
        if (name === "href") expect(value).toMatch(/^data:image\/(png|webp);base64,/);
        for (const [, inside] of value.matchAll(/url\(([^)]*)\)/g)) expect(inside).toMatch(/^#f/);
      }
    }
  });

  test("uses only ids that it has", async () => {
    const { wide, text } = await drawingOf(figure);
    const ids = [...wide.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const used = [...wide.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id);
    expect(new Set(used)).toEqual(new Set(ids));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(text).not.toContain(`"${id}"`);
  });
});

test("a heat map is drawn as cells, each with so much of its colour", async () => {
  const svg = read((await drawingOf(samples.heatMap!)).wide);
  const cells = [...svg.querySelectorAll("rect")].filter((one) => one.style.fillOpacity !== "");
  // 0.42 is the fullest share where numbers are printed; the largest number is 0.9.
  const shares = cells.map((cell) => [cell.style.fill, Number(cell.style.fillOpacity)]);
  expect(shares).toContainEqual(["var(--s1)", expect.closeTo(0.42, 2)]);
  expect(shares).toContainEqual(["var(--s2)", expect.closeTo((0.42 * 0.53) / 0.9, 2)]);
  expect(cells).toHaveLength(6);
  expect(svg.querySelector("image")).toBeNull();
});

test("a large heat map is a mask of one point a cell, in the colour of the theme", async () => {
  const { wide, phone } = await drawingOf(samples.largeHeatMap!);
  for (const svg of [wide, phone].map(read)) {
    const mask = svg.querySelector("mask image")!;
    const bytes = Buffer.from(mask.getAttribute("href")!.split(",")[1]!, "base64");
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([29, 23]);
  }
});

test("a drawing in space has one picture for each theme, and its words as text", async () => {
  const svg = read((await drawingOf(samples.surfaceInSpace!)).wide);
  const images = [...svg.querySelectorAll("image")];
  expect(images.map((image) => image.getAttribute("class"))).toEqual(["in-light", "in-dark"]);
  expect(images[0]!.getAttribute("href")).not.toBe(images[1]!.getAttribute("href"));
  expect(svg.textContent).toContain("fast");
});

test("what was drawn once is found again, without a browser", async () => {
  await artist.draw(kinds.map(([, figure]) => figure));
  const other = drawFigures({ projectRoot, cacheFolder, report, browser: null });
  for (const [, figure] of kinds) {
    expect((await other.draw([figure])).get(figure)).toEqual(await drawingOf(figure));
  }
  const fresh = { data: [{ x: [1, 2], y: [3, 4] }], layout: {} };
  const last = drawFigures({ projectRoot, cacheFolder, report, browser: null });
  const known = kinds.map(([, figure]) => figure);
  const recalled = await last.recall([...known, fresh, null]);
  for (const figure of known) expect(recalled.get(figure)).toEqual(await drawingOf(figure));
  expect([recalled.get(fresh), recalled.get(null), recalled.fault(null)]).toEqual(Array(3));
  expect(reported).toEqual([]);
  expect((await other.draw([fresh])).get(fresh)).toBeUndefined();
  expect((await other.draw([fresh])).fault(fresh)).toBeUndefined();
  expect(reported).toContain(
    "figures: no browser to draw with, so each page draws its own when seen",
  );
});

describe("a figure from an untrusted output", () => {
  const tricks = [
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(2)">link</a>',
    '<span style="fill:url(http://outside.test/x)">span</span>',
    "</text></svg><script>alert(3)</script>",
  ];

  test("keeps its words as words", async () => {
    const [first, second, third, fourth] = tricks;
    const { wide } = await drawingOf({
      data: [{ x: [1, 2], y: [3, 4], name: first, text: tricks, mode: "lines+text" }],
      layout: {
        title: { text: first },
        xaxis: { title: { text: second } },
        annotations: [
          { text: third, x: 1, y: 3, showarrow: false },
          { text: fourth, x: 1, y: 3, showarrow: false },
        ],
        images: [{ source: "http://outside.test/x.png", x: 0, y: 0, sizex: 1, sizey: 1 }],
      },
    });
    const svg = read(wide);
    expect(svg.querySelectorAll("img, a, script, image")).toHaveLength(0);
    expect(wide).not.toMatch(/javascript:|outside\.test|<script/);
    const handlers = [...svg.querySelectorAll("*")].flatMap(({ attributes }) =>
      [...attributes].filter(({ name }) => name.startsWith("on")),
    );
    expect(handlers).toEqual([]);
    expect(svg.textContent).toContain("link");
  });

  test.each<[string, PlotlyFigure]>([
    ['figure: no trace type "surfase" is known', { data: [{ type: "surfase" }], layout: {} }],
    [
      "plotly: nothing but axes was drawn",
      { data: [{ x: [null], y: [null] }], layout: { xaxis: { range: [0, 1] } } },
    ],
  ])("is refused: %s", async (message, figure) => {
    const drawn = await artist.draw([figure]);
    expect(drawn.get(figure)).toBeUndefined();
    expect(drawn.fault(figure)).toBe(message);
    expect(reported).toContain(`figures: ${message}`);
  });

  test("is refused if it is no figure at all", async () => {
    for (const strange of [null, 7, "text", {}, { data: 1, layout: {} }]) {
      const drawn = await artist.draw([strange]);
      expect(drawn.fault(strange)).toBe("a plotly figure has data and a layout");
    }
  });
});
