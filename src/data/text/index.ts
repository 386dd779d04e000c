export {
  type BytePairs,
  decodeBytePairs,
  encodeBytePairs,
  FIRST_BYTE,
  FIRST_MERGE,
} from "./bytePairs.js";
export { characterTokens } from "./characters.js";
export { type GptTokenizer, loadGptTokenizer } from "./gptTokenizer.js";
export { padSequences } from "./padding.js";
export { trainBytePairs } from "./trainBytePairs.js";
export {
  createVocabulary,
  decodeTokens,
  encodeTokens,
  PADDING,
  UNKNOWN,
  type Vocabulary,
  type VocabularyOptions,
} from "./vocabulary.js";
export { wordTokens } from "./words.js";
