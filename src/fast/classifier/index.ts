export {
  fastClassifierGradients,
  fastEvaluateClassifier,
  fastPredictClassifier,
} from "./evaluate.js";
export {
  createFastClassifier,
  type FastClassifier,
  type FastClassifierOptions,
  toClassifier,
} from "./fastClassifier.js";
export { type FastClassifierForward, fastClassifierForward } from "./forward.js";
export type { ClassifierParameters } from "./readable.js";
export type { LabeledTokenIds, TokenIds } from "./texts.js";
export { type FastTrainClassifierOptions, fastTrainClassifier } from "./train.js";
