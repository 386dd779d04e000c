/**
 * @file Products of many pairs of matrices on the WebAssembly backend, as attention needs them.
 *
 * Its own kernel has a fast path for one pair only, and multiplies several along one that is many times
 * slower. Here every pair takes the fast path: the backend is shown each matrix where it lies.
 *
 * Letters for shapes: `N` pairs of matrices, `M × K` and `K × P`.
 */

import type { TensorInfo } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";
import { type KernelBackend, type KernelCall, setKernel } from "./kernel.js";

/** What of the WebAssembly backend is used here. */
interface WasmBackend extends KernelBackend {
  dataIdNextNumber: number;
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  makeOutput(shape: readonly number[], dtype: string): TensorInfo;
  readonly wasm: {
    cwrap(name: string, result: null, types: readonly string[]): (...args: unknown[]) => void;
    readonly tfjs: {
      registerTensor(id: number, size: number, memoryOffset: number): void;
      disposeData(id: number): void;
    };
  };
}

/** Below so many multiplications a pair, showing it takes longer than it saves. */
const WORTHWHILE = 4096;
const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** Replaces the kernel of `matMul`. */
export function mendBatchMatMul(tf: Tf): void {
  const { kernelFunc } = tf.getKernel("BatchMatMul", "wasm");
  setKernel(tf, "wasm", "BatchMatMul", (given) => {
    const { a, b } = given.inputs as { a: TensorInfo; b: TensorInfo };
    const { transposeA, transposeB } = given.attrs;
    const [M = 1, K = 1] = a.shape.slice(-2);
    const P = b.shape.at(-1)!;
    const ahead = a.shape.slice(0, -2);
    const N = ahead.reduce((size, length) => size * length, 1);
    const isSame = ahead.join() === b.shape.slice(0, -2).join();
    const isWorthwhile = N > 1 && isSame && M * K * P >= WORTHWHILE;
    if (transposeA || transposeB || !isWorthwhile) return kernelFunc(given as never) as TensorInfo;
    return multiplyPairs(given, { a, b, shape: [...ahead, M, P] }, [N, M, K, P]);
  });
}

function multiplyPairs(
  { backend }: KernelCall,
  { a, b, shape }: { a: TensorInfo; b: TensorInfo; shape: readonly number[] },
  [N, M, K, P]: readonly [number, number, number, number],
): TensorInfo {
  const wasm = backend as WasmBackend;
  const types = "number array number number array number number number number".split(" ");
  const multiply = wasm.wasm.cwrap("BatchMatMul", null, types);
  const { registerTensor, disposeData } = wasm.wasm.tfjs;
  const output = wasm.makeOutput(shape, "float32");
  const operands = [
    { info: a, size: M * K },
    { info: b, size: K * P },
    { info: output, size: M * P },
  ].map(({ info, size }) => ({ size, start: wasm.dataIdMap.get(info.dataId).memoryOffset }));
  const [shapeA, shapeB] = [bytesOf([1, M, K]), bytesOf([1, K, P])];
  for (let n = 0; n < N; ++n) {
    const ids = operands.map(({ size, start }) => {
      const id = wasm.dataIdNextNumber++;
      registerTensor(id, size, start + n * size * BYTES);
      return id;
    });
    multiply(ids[0], shapeA, 3, ids[1], shapeB, 3, 0, 0, ids[2]);
    // What was prepared for the second matrix ends with it.
    for (const id of ids) disposeData(id);
  }
  return output;
}

function bytesOf(shape: readonly number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(shape).buffer);
}
