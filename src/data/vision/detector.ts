/**
 * @file A detector of handwritten digits on a sheet of 48 by 48 pixels, trained and shipped.
 *
 * Source: trained for this course on scenes (`scenes.ts`) of MNIST's training set, in TensorFlow.js, by
 * `COURSE_PACK=1` before `tests/tensorflow/vision.test.ts`; `detector.gz` has its weights in eight bits.
 */

import { random } from "../../matrix/index.js";
import { createDetector, type Detector } from "../../network/index.js";
import { readWeights } from "../weights.js";
import { DETECTOR_SIZES } from "./sizes.js";

const FILE = {
  path: "src/data/vision/detector.gz",
  sha256: "20bbc56a41158f736055a73b83a34ec741c63b84d077b34d3ae42d2824cad635",
};

/**
 * The detector, read from the file that comes with this library and checked byte for byte.
 *
 * `detect(scene.image, detector)` finds the digits of a scene; their labels are 0 to 9.
 *
 * @throws Error if the file is missing or damaged; it names the file and the cure.
 */
export async function loadDetector(): Promise<Detector> {
  const drawn = createDetector({ ...DETECTOR_SIZES, random: random(1) });
  return await readWeights("loadDetector", FILE, drawn);
}
