export {
  type AttentionHeadsOptions,
  attentionHeads,
  type HeadsState,
  type LiveHeads,
} from "./attentionHeads.js";
export { type AttentionLinesOptions, attentionLines } from "./attentionLines.js";
export { type AttentionMapOptions, attentionMap } from "./attentionMap.js";
export { attentionQuery, turningQuery } from "./attentionQuery.js";
export type { AxisOptions } from "./axes.js";
export {
  type BoxedImage,
  type BoxedImagesOptions,
  boxedImages,
  type NamedBox,
} from "./boxedImages.js";
export {
  breakEven,
  firstBreakEven,
  monthlyCosts,
  type RentOrBuild,
} from "./breakEven.js";
export { type ConfusionMatrixOptions, confusionMatrix } from "./confusionMatrix.js";
export { type CostCurves, costCurves, type LayerCost, layerCost } from "./costCurves.js";
export { type DecisionBoundary, decisionBoundary, type LabelledPoint } from "./decisionBoundary.js";
export {
  type DecodingState,
  type DecodingStep,
  decodingSteps,
  type LiveDecoding,
} from "./decodingSteps.js";
export {
  type DendrogramLeaf,
  type DendrogramOptions,
  dendrogram,
  type Merge,
} from "./dendrogram.js";
export {
  type CanvasDetector,
  type CanvasLayer,
  type DetectionCanvas,
  detectionCanvas,
} from "./detectionCanvas.js";
export { type DigitPad, type DigitReader, digitPad } from "./digitPad.js";
export type { Figure, FigureFrame } from "./figure.js";
export type { Grid } from "./grid.js";
export { type HeadGalleryOptions, headGallery } from "./headGallery.js";
export { type HeatMapOptions, heatMap } from "./heatMap.js";
export { type ImageGridOptions, imageGrid } from "./imageGrid.js";
export { type GraphPart, layerGraph } from "./layerGraph.js";
export { type LineChart, lineChart, type Series } from "./lineChart.js";
export {
  type MailScorer,
  type MailScorerOptions,
  mailScorer,
  type PackedHead,
  type PackedProjection,
} from "./mailScorer.js";
export type { Mark } from "./marks.js";
export { type NetworkDiagram, networkDiagram } from "./networkDiagram.js";
export type { NeuronPlane } from "./neuron.js";
export { neuronPlane } from "./neuronPlane.js";
export { readable } from "./numbers.js";
export { type PackedMatrix, packMatrix, type Unpacked, unpackMatrix } from "./packed.js";
export { type PackedRows, packRows, unpackRows } from "./packedRows.js";
export type { QueryPlane } from "./query.js";
export { type Rectangle, type RectanglesOptions, rectangles } from "./rectangles.js";
export { type SeedRow, type SeedStripOptions, seedStrip } from "./seedStrip.js";
export { type Slope, type SlopeChartOptions, slopeChart } from "./slopeChart.js";
export { type DescentPath, type SurfaceWithPaths, surfaceWithPaths } from "./surfaceWithPaths.js";
export {
  atTemperature,
  openness,
  type Temperature,
  temperature,
} from "./temperature.js";
export { darkTokens, lightTokens, type Tokens, template } from "./template.js";
export {
  type CalledCounts,
  calledCounts,
  type ThresholdCurves,
  thresholdCurves,
} from "./thresholdCurves.js";
export {
  billDevices,
  billOf,
  dollars,
  type TrainedModel,
  type TrainingBill,
  trainingBill,
} from "./trainingBill.js";
export {
  accuracyCurves,
  lossCurves,
  type Runs,
  type TrainingCurveOptions,
} from "./trainingCurves.js";
export { turningNeuron } from "./turningNeuron.js";
export { type VowelPlane, vowelPlane } from "./vowelPlane.js";
export { type WeightedTokensOptions, weightedTokens } from "./weightedTokens.js";
export { type SliderOptions, withSlider } from "./withSlider.js";
