/**
 * @file The light entry `large-models`: everything but TensorFlow, which is `large-models/tensorflow`.
 */

export * from "./data/index.js";
export * from "./fast/index.js";
export * from "./figures/index.js";
export * from "./lesson/index.js";
export * from "./matrix/index.js";
export * from "./network/index.js";
export * from "./sound/index.js";
