/** @file Calling and replacing the kernels of TensorFlow.js: the functions behind its operations. */

import type { TensorInfo } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";

/** What a kernel is given. */
export interface KernelCall {
  readonly inputs: Record<string, TensorInfo>;
  readonly attrs: Record<string, unknown>;
  readonly backend: KernelBackend;
}

/** What the kernels below ask of a backend. */
export interface KernelBackend {
  readSync(dataId: object): Float32Array | Int32Array | Uint8Array;
  write(values: Float32Array | Int32Array, shape: number[], dtype: string): object;
  disposeData(dataId: object): boolean;
}

/** Calls another kernel. */
export type CallKernel = (
  kernel: string,
  inputs: Record<string, TensorInfo>,
  attrs?: object,
) => TensorInfo;

/** Sets `kernel` of one backend, in place of what it may have there. */
export function setKernel(
  tf: Tf,
  backendName: string,
  kernelName: string,
  kernel: (call: KernelCall) => TensorInfo,
): void {
  if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
  const kernelFunc = (call: object) => kernel(call as KernelCall);
  tf.registerKernel({ kernelName, backendName, kernelFunc });
}

/** Runs `work`; of all that it made by its `call`, only its result is left. */
export function withKernels(
  tf: Tf,
  backendName: string,
  backend: KernelBackend,
  work: (call: CallKernel) => TensorInfo,
): TensorInfo {
  const made: TensorInfo[] = [];
  const call: CallKernel = (kernel, inputs, attrs = {}) => {
    const { kernelFunc } = tf.getKernel(kernel, backendName);
    const output = kernelFunc({
      inputs: inputs as never,
      attrs: attrs as never,
      backend: backend as never,
    }) as TensorInfo;
    made.push(output);
    return output;
  };
  const result = work(call);
  for (const output of made) if (output !== result) backend.disposeData(output.dataId);
  return result;
}
