/// <reference lib="dom" />
/** @file The compiled kernel with its types; what its functions do is said in `assembly/`. */

import { KERNEL_BASE64 } from "./kernelBytes.js";

/** The exports of `assembly/index.ts`; addresses and strides are in bytes. */
export interface Kernel {
  heapBase(): number;
  listRows(
    x: number,
    xStride: number,
    rows: number,
    cols: number,
    lists: number,
    ends: number,
  ): void;
  listBytes(
    bytes: number,
    values: number,
    rows: number,
    cols: number,
    lists: number,
    ends: number,
  ): void;
  listColumns(
    lists: number,
    ends: number,
    rows: number,
    cols: number,
    columnLists: number,
    columnEnds: number,
  ): void;
  multiply(
    lists: number,
    stride: number,
    ends: number,
    w: number,
    bias: number,
    out: number,
    rows: number,
    width: number,
  ): void;
  activate(kind: number, z: number, bytes: number): void;
  activateBackward(kind: number, output: number, grad: number, bytes: number): void;
  softmaxCrossEntropy(
    logits: number,
    labels: number,
    grad: number,
    rows: number,
    classes: number,
    stride: number,
  ): number;
  adam(
    parameters: number,
    gradients: number,
    means: number,
    squares: number,
    bytes: number,
    stepSize: number,
    oneMinusBeta1: number,
    oneMinusBeta2: number,
    epsilon: number,
  ): void;
  transpose(
    a: number,
    aStride: number,
    out: number,
    outStride: number,
    rows: number,
    cols: number,
  ): void;
  sumRows(a: number, out: number, rows: number, width: number): void;
  addRows(a: number, stride: number, out: number, rows: number, width: number): void;
  clear(out: number, bytes: number): void;
  product(
    a: number,
    aRow: number,
    aCol: number,
    b: number,
    bRow: number,
    start: number,
    startRow: number,
    out: number,
    outRow: number,
    rows: number,
    inner: number,
    cols: number,
  ): void;
  softmaxRows(
    scores: number,
    stride: number,
    rows: number,
    keys: number,
    width: number,
    scale: number,
    causal: number,
    share: number,
    mean: number,
  ): void;
  softmaxRowsBackward(
    weights: number,
    stride: number,
    rows: number,
    width: number,
    factor: number,
    grad: number,
  ): void;
  addTableRows(table: number, indices: number, count: number, width: number, out: number): void;
  addToTableRows(rows: number, indices: number, count: number, width: number, table: number): void;
  binaryCrossEntropy(
    logits: number,
    labels: number,
    grad: number,
    rows: number,
    stride: number,
  ): number;
}

/** What is used of a `WebAssembly.Memory`: a name that not every TypeScript project knows. */
export interface Pages {
  /** another one after every growth */
  readonly buffer: ArrayBuffer;
  /** makes it longer by so many pages of 64 KiB */
  grow(pages: number): number;
}

let compiled: WebAssembly.Module | undefined;

/** A kernel with a memory of its own; synchronous, so that a cell can call it as any function. */
export function createKernel(): { kernel: Kernel; pages: Pages } {
  compiled ??= new WebAssembly.Module(
    Uint8Array.from(atob(KERNEL_BASE64), (character) => character.charCodeAt(0)),
  );
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return { kernel: exports as unknown as Kernel, pages: memory };
}
