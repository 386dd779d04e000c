/**
 * @file Trains the captioner of `src/data/vision/captioner.gz` in TensorFlow, by the course's layers, on
 * boxes that no detector has found: what it is told of them is as wrong as a detector's.
 */

import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs";
import { padSequences } from "../../src/data/index.js";
import { seenRows } from "../../src/data/vision/captioner.js";
import { CAPTION_WORDS, captionOf, MOST_TOLD } from "../../src/data/vision/captions.js";
import { SCENE_SIDE } from "../../src/data/vision/scenes.js";
import { CAPTIONER_SIZES } from "../../src/data/vision/sizes.js";
import { type Random, random } from "../../src/matrix/index.js";
import {
  type Captioner,
  cosineDecay,
  createCaptioner,
  intersectionOverUnion,
  type LabelledBox,
  replaceMatrices,
} from "../../src/network/index.js";
import {
  denseLayer,
  fit as fitModel,
  layerNormalization,
  loadTensorFlow,
  positionalEmbedding,
  type Tf,
  tokenEmbedding,
  transformerDecoder,
  transformerEncoder,
} from "../../src/tensorflow/index.js";
import { layerNames, namedMatrices } from "./trainedWeights.js";

const SCENES = 19_200;
const EPOCHS = 2;
const BATCH_SIZE = 32;
const WARM_UP = 50;
const LARGEST_RATE = 3e-3;
/** Standard deviation of where a side is seen, in pixels. */
const BLUR = 0.7;
/** The longest caption, and its end. */
const WIDTH = 14;

/** The names count the layers in the order of the matrices of a `Captioner`. */
function createModel(tf: Tf): LayersModel {
  const { known, features, numHeads, hiddenFeatures } = CAPTIONER_SIZES;
  const next = layerNames();
  const block = () => ({ numHeads, hiddenFeatures, placement: "pre" as const, ...next() });
  const projection = (units: number) => {
    const { name, seed } = next();
    const layer = denseLayer(tf, { units, seed });
    layer.name = name;
    return layer;
  };
  const norm = (x: SymbolicTensor) =>
    layerNormalization(tf, { name: next().name }).apply(x) as SymbolicTensor;
  const things = tf.input({ shape: [(MOST_TOLD + 1) * known] });
  const words = tf.input({ shape: [null], dtype: "int32" });
  const rows = tf.layers.reshape({ targetShape: [MOST_TOLD + 1, known] }).apply(things);
  let seen = projection(features).apply(rows) as SymbolicTensor;
  for (let k = 0; k < CAPTIONER_SIZES.encoderBlocks; ++k) {
    seen = transformerEncoder(tf, block()).apply(seen) as SymbolicTensor;
  }
  seen = norm(seen);
  const sizes = { inputDim: CAPTION_WORDS.length, outputDim: features, maskZero: true };
  const table = tokenEmbedding(tf, { ...sizes, ...next() }).apply(words);
  const waves = positionalEmbedding(tf, { kind: "sinusoidal", scaleInput: true });
  let said = waves.apply(table) as SymbolicTensor;
  for (let k = 0; k < CAPTIONER_SIZES.decoderBlocks; ++k) {
    said = transformerDecoder(tf, block()).apply([said, seen]) as SymbolicTensor;
  }
  said = norm(said);
  const output = projection(CAPTION_WORDS.length).apply(said) as SymbolicTensor;
  return tf.model({ inputs: [things, words], outputs: output });
}

/** Digits on a sheet as `digitScene` puts them there, their boxes alone. */
function drawObjects(drawn: Random, count: number): LabelledBox[] {
  const objects: LabelledBox[] = [];
  let tallest = 32;
  while (objects.length < count) {
    const height = drawn.uniform(10, tallest);
    const width = height * drawn.uniform(0.3, 1.2);
    const left = drawn.uniform(1, SCENE_SIDE - 1 - width);
    const top = drawn.uniform(1, SCENE_SIDE - 1 - height);
    const box = { left, top, right: left + width, bottom: top + height };
    if (objects.some((other) => intersectionOverUnion(other.box, box) > 0.05)) {
      tallest = Math.max(11, 0.97 * tallest);
      continue;
    }
    objects.push({ box, label: drawn.integer(10) });
  }
  return objects;
}

/** The same as a detector sees them: no side is where it was, by a pixel or so. */
function blurred({ box, label }: LabelledBox, drawn: Random): LabelledBox {
  const by = () => drawn.normal(0, BLUR);
  const { left, top, right, bottom } = box;
  return {
    label,
    box: { left: left + by(), top: top + by(), right: right + by(), bottom: bottom + by() },
  };
}

function lessons(drawn: Random) {
  const width = (MOST_TOLD + 1) * CAPTIONER_SIZES.known;
  const seen = new Float32Array(SCENES * width);
  const said = Array.from({ length: SCENES }, (_, k) => {
    // One scene of forty is empty.
    const count = drawn.integer(40) === 0 ? 0 : 1 + drawn.integer(MOST_TOLD);
    const objects = drawObjects(drawn, count);
    seen.set(seenRows(objects.map((one) => blurred(one, drawn))).data, k * width);
    return captionOf(objects).map((word) => CAPTION_WORDS.indexOf(word));
  });
  const [start, end] = [CAPTION_WORDS.indexOf("[START]"), CAPTION_WORDS.indexOf("[END]")];
  const heard = padSequences(
    said.map((ids) => [start, ...ids]),
    WIDTH,
  );
  const labels = padSequences(
    said.map((ids) => [...ids, end]),
    WIDTH,
  );
  return {
    inputs: [
      { data: seen, shape: [SCENES, width] as const },
      { data: heard, shape: [SCENES, WIDTH] as const },
    ],
    labels,
    ignoreClass: 0,
  };
}

/** @param tell - is given a line after every hundredth step */
export async function trainCaptioner(tell: (line: string) => void): Promise<Captioner> {
  const { tf, description } = await loadTensorFlow();
  tell(description);
  const drawn = random(1);
  const examples = lessons(drawn);
  const model = createModel(tf);
  const decaySteps = EPOCHS * Math.ceil(SCENES / BATCH_SIZE);
  const falling = cosineDecay({ initialLearningRate: LARGEST_RATE, decaySteps });
  await fitModel(model, examples, {
    epochs: EPOCHS,
    batchSize: BATCH_SIZE,
    learningRate: (step) => Math.min(1, (step + 1) / WARM_UP) * falling(step),
    random: drawn,
    onBatch: ({ step, steps, loss }) => {
      if (step % 100 === 0) tell(`step ${step} of ${steps}: loss ${loss.toFixed(4)}`);
    },
  });
  const vocabularySize = CAPTION_WORDS.length;
  return replaceMatrices(
    createCaptioner({ ...CAPTIONER_SIZES, vocabularySize, random: drawn }),
    namedMatrices(model),
  );
}
