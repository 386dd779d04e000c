export { type LanguageTag, NUMBER_LANGUAGES, type NumberLanguage } from "./languages.js";
export { type NumbersOfLength, translatorNumbers } from "./numbers.js";
export { loadNumberTranslator, type NumberTranslator } from "./translator.js";
export { translatorSource } from "./vocabularies.js";
