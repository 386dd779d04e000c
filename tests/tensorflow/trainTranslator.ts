/**
 * @file Trains the translator of `src/data/translator/translator.gz`, in TensorFlow, by the course's
 * layers: 1,250 steps of 64, ten minutes of one core. The shipped weights are of 2026-11-29, native
 * TensorFlow 2.21.0 with `TF_ENABLE_ONEDNN_OPTS=1` and `TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL=true`,
 * which halve the time and move the last digits.
 */

import { existsSync } from "node:fs";
import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs";
import { numberPair, padSequences } from "../../src/data/index.js";
import { quantize } from "../../src/data/quantize.js";
import { NUMBER_LANGUAGES } from "../../src/data/translator/languages.js";
import { translatorNumbers } from "../../src/data/translator/numbers.js";
import { TRANSLATOR_SIZES } from "../../src/data/translator/sizes.js";
import type { PackedTranslator } from "../../src/data/translator/translator.js";
import {
  type TranslatorVocabularies,
  translatorSource,
  translatorVocabularies,
} from "../../src/data/translator/vocabularies.js";
import { type Random, random } from "../../src/matrix/index.js";
import { cosineDecay } from "../../src/network/index.js";
import {
  denseLayer,
  fit as fitModel,
  layerNormalization,
  loadModel,
  loadTensorFlow,
  positionalEmbedding,
  saveModel,
  type Tf,
  tokenEmbedding,
  transformerDecoder,
  transformerEncoder,
} from "../../src/tensorflow/index.js";
import { layerNames, namedMatrices } from "./trainedWeights.js";

const EPOCHS = 5;
const STEPS = 250;
const BATCH_SIZE = 64;
const WARM_UP = 150;
const LARGEST_RATE = 5e-3;
/** The share of numbers of so many digits; the short ones are few, and exceptions. */
const SHARES = [0, 0.02, 0.06, 0.14, 0.2, 0.26, 0.32];
const WIDTHS = { source: 11, target: 14 };

/** Encoder and decoder; the names count the layers in the order of the matrices of a `Transformer`. */
function createModel(tf: Tf, vocabularies: TranslatorVocabularies): LayersModel {
  const { features, numHeads, hiddenFeatures, numBlocks } = TRANSLATOR_SIZES;
  const next = layerNames();
  const block = () => ({ numHeads, hiddenFeatures, placement: "pre" as const, ...next() });
  const ids = () => tf.input({ shape: [null], dtype: "int32" });
  const rows = (input: SymbolicTensor, inputDim: number) => {
    const sizes = { inputDim, outputDim: features, maskZero: true };
    const waves = positionalEmbedding(tf, { kind: "sinusoidal", scaleInput: true });
    const table = tokenEmbedding(tf, { ...sizes, ...next() }).apply(input);
    return waves.apply(table) as SymbolicTensor;
  };
  const norm = (x: SymbolicTensor) =>
    layerNormalization(tf, { name: next().name }).apply(x) as SymbolicTensor;
  const [source, target] = [ids(), ids()];
  let read = rows(source, vocabularies.source.tokens.length);
  for (let k = 0; k < numBlocks; ++k) {
    read = transformerEncoder(tf, block()).apply(read) as SymbolicTensor;
  }
  read = norm(read);
  const units = vocabularies.target.tokens.length;
  let said = rows(target, units);
  for (let k = 0; k < numBlocks; ++k) {
    said = transformerDecoder(tf, block()).apply([said, read]) as SymbolicTensor;
  }
  said = norm(said);
  const { name, seed } = next();
  const output = denseLayer(tf, { units, seed });
  output.name = name;
  return tf.model({ inputs: [source, target], outputs: output.apply(said) as SymbolicTensor });
}

/** Numbers to learn from, each in one language, as three arrays of ids. */
function lessons({ source, target }: TranslatorVocabularies, drawn: Random) {
  const [start, end] = [target.ids.get("[START]")!, target.ids.get("[END]")!];
  const pick = <T>(list: readonly T[]): T => list[drawn.integer(list.length)]!;
  const pairs = translatorNumbers().flatMap(({ digits, train }) =>
    Array.from({ length: Math.round(SHARES[digits]! * STEPS * BATCH_SIZE) }, () => {
      const [n, { tag, tokens }] = [pick(train), pick(NUMBER_LANGUAGES)];
      return {
        source: translatorSource(source, tag, numberPair(n).source),
        said: tokens(n).map((token) => target.ids.get(token)!),
      };
    }),
  );
  const rows = (lists: number[][], width: number) => ({
    data: padSequences(lists, width),
    shape: [lists.length, width] as [number, number],
  });
  return {
    inputs: [
      rows(
        pairs.map((pair) => pair.source),
        WIDTHS.source,
      ),
      rows(
        pairs.map(({ said }) => [start, ...said]),
        WIDTHS.target,
      ),
    ],
    labels: padSequences(
      pairs.map(({ said }) => [...said, end]),
      WIDTHS.target,
    ),
    ignoreClass: 0,
  };
}

/**
 * The trained model; a training that was stopped goes on from the last epoch that is in `folder`.
 *
 * @param tell - is given a line after every fiftieth step and every epoch
 */
export async function trainTranslator(
  folder: string,
  tell: (line: string) => void,
): Promise<LayersModel> {
  const { tf, description } = await loadTensorFlow();
  tell(description);
  const vocabularies = translatorVocabularies();
  const falling = cosineDecay({ initialLearningRate: LARGEST_RATE, decaySteps: EPOCHS * STEPS });
  const learningRate = (step: number) => Math.min(1, (step + 1) / WARM_UP) * falling(step);
  const done = (epoch: number) => `${folder}/epoch-${epoch}`;
  let epoch = EPOCHS;
  while (epoch > 0 && !existsSync(`${done(epoch)}/model.json`)) epoch -= 1;
  const model = epoch === 0 ? createModel(tf, vocabularies) : await loadModel(done(epoch));
  while (epoch < EPOCHS) {
    const drawn = random(100 + ++epoch);
    const { epochs } = await fitModel(model, lessons(vocabularies, drawn), {
      epochs: 1,
      batchSize: BATCH_SIZE,
      learningRate,
      random: drawn,
      onBatch: ({ batch, loss, stepsPerSecond }) => {
        if (batch % 50 > 0) return;
        const pace = `${stepsPerSecond.toFixed(1)} steps a second`;
        tell(`epoch ${epoch}, step ${batch} of ${STEPS}: loss ${loss.toFixed(4)}, ${pace}`);
      },
    });
    await saveModel(model, done(epoch));
    const { loss, accuracy } = epochs[0]!;
    tell(`epoch ${epoch} of ${EPOCHS}: loss ${loss.toFixed(4)}, tokens right ${accuracy}`);
  }
  return model;
}

/** The weights in eight bits, in the order of the matrices of a `Transformer`, with the vocabularies. */
export function packTranslator(model: LayersModel): PackedTranslator {
  const { source, target } = translatorVocabularies();
  const matrices = namedMatrices(model).map(quantize);
  return { source: source.tokens, target: target.tokens, matrices };
}
