/** @file Pictures of figures, drawn as the book draws them. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawFigures } from "../../book/pages/drawFigures.js";
import type { FigurePictures } from "../../book/pages/figure.js";
import { projectRoot } from "../../book/paths.js";
import type { PlotlyFigure } from "../../book/site/client/figureModel.js";

/**
 * Draws the figures with nothing in the cache.
 *
 * @throws Error if there is anything to report.
 */
export async function drawOnce(figures: readonly PlotlyFigure[]): Promise<FigurePictures> {
  const cacheFolder = await mkdtemp(join(tmpdir(), "course-drawings-"));
  const report = (line: string): never => {
    throw new Error(line);
  };
  try {
    const artist = drawFigures({ projectRoot, cacheFolder, report });
    const pictures = await artist.draw([...figures]);
    await artist.close();
    return pictures;
  } finally {
    await rm(cacheFolder, { recursive: true, force: true });
  }
}
