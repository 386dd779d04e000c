export {
  type CourseText,
  loadCourseText,
  type Passage,
  type ReaderQuestion,
} from "./courseText/courseText.js";
export { DECLARATION_ARTICLES, type Declaration, loadDeclaration } from "./declaration.js";
export { type Digits, digitMatrix, type IndexRange, sliceDigits } from "./digits.js";
export { centreInk, fitToBox } from "./handwriting.js";
export * from "./mails/index.js";
export { loadMnist, type Mnist } from "./mnist.js";
export {
  chineseNumber,
  englishNumber,
  NUMBER_LIMIT,
  type NumberPair,
  type NumberPairsOptions,
  numberPair,
  numberPairs,
} from "./numberWords.js";
export { moons, type Points, type PointsOptions, spirals } from "./points.js";
export { loadPrices, type Prices } from "./prices.js";
export { loadReviews, type Review } from "./reviews.js";
export { loadSpeakers, type Speakers } from "./speakers.js";
export * from "./text/index.js";
export * from "./translator/index.js";
export * from "./vision/index.js";
