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
}

let compiled: WebAssembly.Module | undefined;

/** A kernel of its own on `memory`; synchronous, so that a cell can call it as any other function. */
export function createKernel(memory: WebAssembly.Memory): Kernel {
  compiled ??= new WebAssembly.Module(
    Uint8Array.from(atob(KERNEL_BASE64), (character) => character.charCodeAt(0)),
  );
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return exports as unknown as Kernel;
}
