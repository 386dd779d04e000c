export { type KerasEntry, listKeras } from "./list.js";
export { type ReadKerasOptions, readKeras, readKerasWeights } from "./read.js";
export { writeKeras, writeKerasWeights } from "./write.js";
