/** @file What the compiled kernel exports; `kernel.ts` gives it its types. */

export { activate, activateBackward } from "./activations";
export { adam } from "./adam";
export { binaryCrossEntropy } from "./binaryCrossEntropy";
export { listBytes, listColumns, listRows } from "./lists";
export { multiply } from "./multiply";
export { product } from "./product";
export { addRows, clear, sumRows, transpose } from "./rows";
export { softmaxCrossEntropy } from "./softmaxCrossEntropy";
export { softmaxRows, softmaxRowsBackward } from "./softmaxRows";
export { addTableRows, addToTableRows } from "./tableRows";

/** The first address that the kernel does not use itself. */
export function heapBase(): usize {
  return __heap_base;
}
