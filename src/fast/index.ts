export * from "./classifier/index.js";
export { fastEvaluate, fastGradients, fastPredict } from "./evaluate.js";
export type { ByteExamples, FastExamples, FastInput } from "./examples.js";
export { createFastMlp, type FastMlp, toMlp } from "./fastMlp.js";
export { type FastTrainOptions, fastTrain } from "./train.js";
