export { type Backend, loadTensorFlow, type TensorFlow, type Tf } from "./backend.js";
export type { EarlyStopOptions } from "./earlyStop.js";
export { evaluateModel, modelGradients } from "./evaluate.js";
export type {
  LabelledExamples,
  LabelledImages,
  LabelledInputs,
  LabelledRows,
  Rows,
} from "./examples.js";
export { type FitBatchRecord, type FitHistory, type FitOptions, fit } from "./fit.js";
export * from "./keras/index.js";
export * from "./layers/index.js";
export { type DenseLayerOptions, denseLayer, type Layer, modelFromMlp } from "./layers.js";
export type { ActivationName } from "./network.js";
export { loadModel, type PackedModel, packModel, saveModel, unpackModel } from "./save.js";
export { getWeights, type MatrixLike, setWeights, type Weights } from "./weights.js";
