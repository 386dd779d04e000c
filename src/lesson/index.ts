export { type CheckOptions, check, type Rogue } from "./check.js";
export { type ClaimOptions, claim } from "./claim.js";
export type { Numbers } from "./compare.js";
export { type ErratumOptions, erratum } from "./erratum.js";
export { exercise, type Judge, solution } from "./exercise.js";
export { type PlayOptions, play } from "./play.js";
export { type Progress, progress } from "./progress.js";
export * from "./records.js";
export {
  type Showable,
  type ShowableFigure,
  type ShowableMatrix,
  type Shown,
  type ShowOptions,
  show,
  showLive,
} from "./show.js";
export { isQuick, size } from "./size.js";
export {
  mean,
  median,
  predictionInterval,
  quantile,
  standardDeviation,
  studentProbability,
  studentQuantile,
  wilsonInterval,
} from "./statistics.js";
