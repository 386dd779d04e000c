/** @file Small grey images side by side, each with a caption. */

import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { greyImage } from "./greyImage.js";
import { textWidth } from "./labels.js";
import { checkEqual, checkNumbers, checkRange, extent } from "./numbers.js";
import { sheetLayout } from "./sheet.js";
import { lightTokens } from "./template.js";

export interface ImageGridOptions {
  /**
   * Images in a row; defaults to 10. On a narrow page there are fewer, unless they were asked for and
   * have no captions: then a row may mean something, and the images become smaller.
   */
  readonly columns?: number;
  /** Pixels from top to bottom of an image; defaults to the root of their number. */
  readonly rows?: number;
  /** A word or two under each image; defaults to none. */
  readonly captions?: readonly string[];
  /** Sets the caption in the colour of errors; defaults to never. */
  readonly isWrong?: (image: number) => boolean;
  /** Values of paper and ink; defaults to 0 and the largest value. */
  readonly range?: readonly [number, number];
}

/**
 * Each image in ink on paper, row by row of pixels.
 *
 * @param images - flat lists of pixels, all of one length
 * @throws RangeError unless the images are of one size that `rows` divides and captioned one by one, all
 * pixels are finite, and the range rises.
 */
export function imageGrid(
  images: readonly ArrayLike<number>[],
  options: ImageGridOptions = {},
): Figure {
  const where = "imageGrid";
  const pixels = images[0]?.length ?? 0;
  if (pixels === 0)
    throw new RangeError(`${where}: needs at least one image with pixels, got none`);
  const { rows = Math.sqrt(pixels), columns = 10, captions = [], isWrong = () => false } = options;
  images.forEach((image, i) => {
    checkEqual(where, `pixels of image 0 and image ${i}`, pixels, image.length);
    checkNumbers(where, `pixels of image ${i}`, image);
  });
  if (!Number.isInteger(rows) || rows < 1 || pixels % rows !== 0) {
    throw new RangeError(
      `${where}: rows must divide the ${pixels} pixels of an image, got ${rows}`,
    );
  }
  if (!Number.isInteger(columns) || columns < 1) {
    throw new RangeError(`${where}: columns must be a whole number above 0, got ${columns}`);
  }
  if (captions.length > 0) checkEqual(where, "images and captions", images.length, captions.length);
  const range = options.range ?? [0, Math.max(0, extent(images)[1]) || 1];
  checkRange(where, "range", range);
  const bytes = images.map((image) => inkBytes(image, range));
  const isWhole = options.columns !== undefined && captions.length === 0;
  return forEachCanvas({}, (canvas) =>
    lay(canvas, { bytes, rows, columns, isWhole, captions, isWrong }),
  );
}

interface Parts {
  readonly bytes: Uint8Array[];
  readonly rows: number;
  readonly columns: number;
  /** keeps its columns, whatever the width */
  readonly isWhole: boolean;
  readonly captions: readonly string[];
  readonly isWrong: (image: number) => boolean;
}

const gap = 8;

function lay(canvas: Canvas, parts: Parts): { data: object[]; layout: object } {
  const { bytes, rows, captions, isWrong } = parts;
  const across = bytes[0]!.length / rows;
  const widest = Math.max(0, ...captions.map((caption) => textWidth(caption)));
  const smallest = parts.isWhole ? 12 : Math.max(canvas.name === "phone" ? 44 : 32, widest);
  const fit = Math.max(1, Math.floor((canvas.width + gap) / (smallest + gap)));
  const columns = Math.min(parts.columns, fit, bytes.length);
  const width = Math.min(84, Math.floor((canvas.width + gap) / columns) - gap);
  const height = Math.round((width * rows) / across);
  const pitch = { x: width + gap, y: height + (captions.length > 0 ? 28 : gap) };
  const place = (i: number): { x: number; y: number } => ({
    x: (i % columns) * pitch.x,
    y: Math.floor(i / columns) * pitch.y,
  });
  const total = Math.ceil(bytes.length / columns) * pitch.y;
  return {
    data: bytes.map((data, i) => ({
      ...greyImage(data, [rows, across], {
        ...place(i),
        wide: width / across,
        high: height / rows,
      }),
      name: captions[i] ?? String(i),
      hovertemplate:
        captions[i] === undefined ? "%{z}<extra></extra>" : "%{fullData.name}<extra></extra>",
    })),
    layout: {
      ...sheetLayout(canvas, total),
      annotations: captions.map((caption, i) => ({
        text: caption,
        showarrow: false,
        font: { color: isWrong(i) ? lightTokens.series[1]! : lightTokens.ink2 },
        x: place(i).x + width / 2,
        y: place(i).y + height + 2,
        yanchor: "top",
      })),
    },
  };
}

function inkBytes(image: ArrayLike<number>, [paper, ink]: readonly [number, number]): Uint8Array {
  return Uint8Array.from(image, (value) =>
    Math.round(255 * Math.max(0, Math.min(1, (value - paper) / (ink - paper)))),
  );
}
