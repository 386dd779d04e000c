/**
 * @file Trains the detector of `src/data/vision/detector.gz` in TensorFlow: scenes of the first 55,000
 * digits of MNIST's training set.
 *
 * The loss of Redmon et al. (2016) in the form of their second paper: cross-entropy of whether a cell
 * holds a middle, and where it does, squares of the box's four numbers and cross-entropy of the class.
 */

import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from "@tensorflow/tfjs";
import { loadMnist, sliceDigits } from "../../src/data/index.js";
import { digitScene, SCENE_SIDE, type Scene } from "../../src/data/vision/scenes.js";
import { DETECTOR_SIZES } from "../../src/data/vision/sizes.js";
import { random } from "../../src/matrix/index.js";
import { cosineDecay, createDetector, type Detector } from "../../src/network/index.js";
import { loadTensorFlow, type Tf } from "../../src/tensorflow/index.js";
import { variablesOf, withVariables } from "./trainedWeights.js";

/** Scenes are drawn anew as long as there is time for it: half of the work is drawing them. */
const SCENES = 12_000;
const STEPS = 2000;
const BATCH_SIZE = 48;
const WARM_UP = 100;
const LARGEST_RATE = 4e-3;
const BOX_WEIGHT = 5;
/** The last 5,000 of the training set are kept for whoever wants to try something. */
export const LEARNED = { start: 0, end: 55_000 };

const GRID = 6;
const CELL = SCENE_SIDE / GRID;
const { classes, typicalSide } = DETECTOR_SIZES;
const SAID = 5 + classes;

/** What the cells of a scene should say, row after row of `GRID · GRID` cells: `SAID` numbers each. */
function wanted({ objects }: Scene): Float32Array {
  const answer = new Float32Array(GRID * GRID * SAID);
  for (const { box, label } of objects) {
    const [x, y] = [(box.left + box.right) / 2 / CELL, (box.top + box.bottom) / 2 / CELL];
    const [col, row] = [Math.floor(x), Math.floor(y)];
    const cell = answer.subarray(SAID * (GRID * row + col), SAID * (GRID * row + col + 1));
    cell.fill(0);
    const sides = [box.right - box.left, box.bottom - box.top];
    cell.set([1, x - col, y - row, ...sides.map((side) => Math.log(side / typicalSide))]);
    cell[5 + label] = 1;
  }
  return answer;
}

interface Lesson {
  readonly image: Float32Array;
  readonly answer: Float32Array;
}

const lessonOf = (scene: Scene): Lesson => ({
  image: Float32Array.from(scene.image.data),
  answer: wanted(scene),
});

/** The detector's logits, in TensorFlow. */
function graphOf(tf: Tf, weights: readonly Tensor[], images: Tensor4D): Features {
  let map = images;
  DETECTOR_SIZES.convolutions.forEach(({ outputs, stride }, l) => {
    const kernel = weights[2 * l]!.reshape([3, 3, map.shape[3], outputs]) as Tensor4D;
    map = tf
      .conv2d(map, kernel, stride, "same")
      .add(weights[2 * l + 1]!)
      .relu();
  });
  const [weight, bias] = weights.slice(-2) as [Tensor2D, Tensor2D];
  const features = map.reshape([-1, map.shape[3]]) as Tensor2D;
  const output = features
    .matMul(weight)
    .add(bias)
    .reshape([-1, GRID * GRID, SAID]) as Tensor3D;
  return { features, output };
}

interface Features {
  /** the grid, one row a cell of all scenes */
  readonly features: Tensor2D;
  readonly output: Tensor3D;
}

function lossOf(tf: Tf, output: Tensor3D, target: Tensor3D): Tensor {
  const part = (of: Tensor3D, from: number, size: number) => of.slice([0, 0, from], [-1, -1, size]);
  const there = part(target, 0, 1);
  // −log σ(±t), written so that a large t stays finite
  const t = part(output, 0, 1);
  const whether = t.relu().sub(t.mul(there)).add(t.abs().neg().exp().log1p());
  const middle = part(output, 1, 2)
    .sigmoid()
    .sub(part(target, 1, 2))
    .square();
  const sides = part(output, 3, 2)
    .sub(part(target, 3, 2))
    .square();
  const boxes = middle.add(sides).sum(2, true).mul(BOX_WEIGHT);
  const what = tf.logSoftmax(part(output, 5, classes)).mul(part(target, 5, classes));
  const each = whether.add(boxes.sub(what.sum(2, true)).mul(there));
  return each.sum().div(output.shape[0]);
}

/** @param tell - is given a line after every hundredth step */
export async function trainDetector(tell: (line: string) => void): Promise<Detector> {
  const { tf, description } = await loadTensorFlow();
  tell(description);
  const digits = sliceDigits((await loadMnist()).train, LEARNED);
  const drawn = random(1);
  const detector = createDetector({ ...DETECTOR_SIZES, random: drawn });
  const weights = variablesOf(tf, detector);
  const falling = cosineDecay({ initialLearningRate: LARGEST_RATE, decaySteps: STEPS });
  const adam = tf.train.adam(LARGEST_RATE);
  const pool: Lesson[] = [];
  let sum = 0;
  for (let step = 0; step < STEPS; ++step) {
    const scenes = Array.from({ length: BATCH_SIZE }, () => {
      if (pool.length < SCENES) pool.push(lessonOf(digitScene({ digits, random: drawn })));
      return pool.length < SCENES ? pool.at(-1)! : pool[drawn.integer(SCENES)]!;
    });
    (adam as unknown as { learningRate: number }).learningRate =
      falling(step) * Math.min(1, (step + 1) / WARM_UP);
    const loss = adam.minimize(
      () => {
        const images = tf.stack(
          scenes.map(({ image }) => tf.tensor3d(image, [SCENE_SIDE, SCENE_SIDE, 1])),
        );
        const target = tf.stack(
          scenes.map(({ answer }) => tf.tensor2d(answer, [GRID * GRID, SAID])),
        );
        return lossOf(
          tf,
          graphOf(tf, weights, images as Tensor4D).output,
          target as Tensor3D,
        ).asScalar();
      },
      true,
      weights,
    )!;
    sum += loss.dataSync()[0]!;
    loss.dispose();
    if ((step + 1) % 100 > 0) continue;
    tell(`step ${step + 1} of ${STEPS}: loss ${(sum / 100).toFixed(3)}`);
    sum = 0;
  }
  return withVariables(detector, weights);
}
