/** @file Small grey images with boxes on them, side by side, each with a caption. */

import { nameFont } from "./annotations.js";
import { namePlaces } from "./boxNames.js";
import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { greyImage } from "./greyImage.js";
import { checkNumbers, round5 } from "./numbers.js";
import type { Unpacked } from "./packed.js";
import { sheetLayout } from "./sheet.js";
import { lightTokens } from "./template.js";

/** A box on an image, in its pixels. */
export interface NamedBox {
  readonly box: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
  /** stands over a corner, or under it where another name or ink is in the way: "3 · 0.97" */
  readonly name: string;
  /** whose colour it has, counted from 0; defaults to the first */
  readonly series?: number;
}

/** An image with what was found on it. */
export interface BoxedImage {
  /** shape `[rows, cols]`, entries in [0, 1], 1 is ink */
  readonly image: Unpacked;
  readonly boxes: readonly NamedBox[];
  /** a few words under it; defaults to none */
  readonly caption?: string;
}

export interface BoxedImagesOptions {
  /** Images in a row on a wide page; defaults to 4, on a telephone half of it. */
  readonly columns?: number;
}

const gap = 16;
/** Pixels over each image, for the names of what stands at its upper edge. */
const head = 20;
const largest = 320;

/**
 * Each image in ink on paper, its boxes outlined in the colour of their series, row by row.
 *
 * @throws RangeError unless there is an image, all have one shape, and all numbers are finite.
 */
export function boxedImages(
  images: readonly BoxedImage[],
  { columns = 4 }: BoxedImagesOptions = {},
): Figure {
  const where = "boxedImages";
  const shape = images[0]?.image.shape;
  if (!shape) throw new RangeError(`${where}: needs at least one image, got none`);
  if (!Number.isInteger(columns) || columns < 1) {
    throw new RangeError(`${where}: columns must be a whole number above 0, got ${columns}`);
  }
  for (const [i, { image, boxes }] of images.entries()) {
    if (image.shape.join() !== shape.join()) {
      const got = `[${shape.join(", ")}] and [${image.shape.join(", ")}]`;
      throw new RangeError(`${where}: shapes of image 0 and image ${i} must be equal, got ${got}`);
    }
    checkNumbers(where, `pixels of image ${i}`, image.data);
    for (const { name, box, series = 0 } of boxes) {
      if (lightTokens.series[series] === undefined) {
        const must = `series of ${name} must be one of ${lightTokens.series.length}`;
        throw new RangeError(`${where}: ${must}, got ${series}`);
      }
      const { left, top, right, bottom } = box;
      checkNumbers(where, `the sides of ${name} on image ${i}`, [left, top, right, bottom]);
    }
  }
  const rows = images.flatMap(({ boxes }, i) =>
    boxes.map(({ name, box }) => [
      String(i + 1),
      name,
      ...[box.left, box.top, box.right, box.bottom].map((side) => side.toFixed(1)),
    ]),
  );
  const table = { columns: ["image", "box", "left", "top", "right", "bottom"], rows };
  return forEachCanvas({ table }, (canvas) => lay(canvas, images, columns));
}

function lay(
  canvas: Canvas,
  images: readonly BoxedImage[],
  most: number,
): { data: object[]; layout: object } {
  const columns = Math.min(
    images.length,
    canvas.name === "phone" ? Math.max(1, Math.ceil(most / 2)) : most,
  );
  const [height, width] = images[0]!.image.shape;
  const side = Math.min(largest, Math.floor((canvas.width + gap) / columns) - gap);
  const zoom = side / width;
  const hasCaptions = images.some(({ caption }) => caption !== undefined);
  const pitch = head + height * zoom + (hasCaptions ? 28 : 8);
  const corner = (i: number) => ({
    x: 1 + (i % columns) * (side + gap),
    y: head + Math.floor(i / columns) * pitch,
  });
  const total = Math.ceil(Math.ceil(images.length / columns) * pitch);
  const grey = images.map(({ image }, i) => pixels(image, corner(i), zoom));
  const outlines = images.flatMap(({ boxes }, i) =>
    boxes.map((one) => outline(one, corner(i), zoom)),
  );
  const names = images.flatMap((one, i) => {
    const places = namePlaces(one.image, one.boxes, zoom);
    return one.boxes.map(({ name, series = 0 }, k) => ({
      text: name,
      showarrow: false,
      font: nameFont(lightTokens.series[series]!),
      x: round5(corner(i).x + places[k]!.x),
      xanchor: "center",
      y: round5(corner(i).y + places[k]!.y),
      yanchor: "middle",
    }));
  });
  const captions = images.flatMap(({ caption }, i) =>
    caption === undefined
      ? []
      : {
          text: caption,
          showarrow: false,
          font: { color: lightTokens.ink2 },
          x: round5(corner(i).x),
          xanchor: "left",
          y: round5(corner(i).y + height * zoom + 3),
          yanchor: "top",
        },
  );
  return {
    data: [...grey, ...outlines],
    layout: { ...sheetLayout(canvas, total), annotations: [...names, ...captions] },
  };
}

function pixels({ data, shape }: Unpacked, { x, y }: Place, zoom: number): object {
  const bytes = Uint8Array.from(data, (ink) => Math.round(255 * Math.max(0, Math.min(1, ink))));
  return { ...greyImage(bytes, shape, { x, y, wide: zoom, high: zoom }), hoverinfo: "skip" };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function outline({ name, box, series = 0 }: NamedBox, { x, y }: Place, zoom: number): object {
  const { left, top, right, bottom } = box;
  return {
    type: "scatter",
    mode: "lines",
    x: [left, right, right, left, left].map((at) => round5(x + at * zoom)),
    y: [top, top, bottom, bottom, top].map((at) => round5(y + at * zoom)),
    line: { color: lightTokens.series[series]!, width: 1.5 },
    hoverinfo: "text",
    text: name,
    cliponaxis: false,
  };
}
