export * from "./activations.js";
export * from "./crossEntropy.js";
export * from "./dense.js";
export * from "./initializers.js";
export * from "./labels.js";
export * from "./meanSquaredError.js";
export * from "./mlp.js";
export * from "./softmax.js";
