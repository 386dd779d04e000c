export { characterTokens } from "./characters.js";
export { padSequences } from "./padding.js";
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
