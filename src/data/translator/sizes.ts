/** @file The sizes of the shipped translator. */

/** What `createTransformer` is told beside the two vocabularies. */
export const TRANSLATOR_SIZES = {
  features: 48,
  numHeads: 4,
  hiddenFeatures: 96,
  numBlocks: 1,
  placement: "pre",
} as const;
