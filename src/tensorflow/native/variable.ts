/** @file A parameter that TensorFlow changes in place, with Adam's memory of it. */

import { BETA1, BETA2, correctedRate, EPSILON, type TrainingState } from "../stepper.js";
import type { Operations, TensorId } from "./operations.js";

/**
 * `correctedRate` with the constants that TensorFlow works with: it takes `1 − beta` of 32-bit numbers,
 * which for 0.999 is off by a part in 77,000. The correction of the first steps has to be that of the
 * same constants.
 */
export function floatRate(rate: number, step: number): number {
  return correctedRate(rate, step, inFloat(BETA1), inFloat(BETA2));
}

function inFloat(beta: number): number {
  return 1 - Math.fround(1 - Math.fround(beta));
}

export interface Parameter {
  /** The value, until it is dropped; one that is not dropped makes the next step copy it. */
  value(): TensorId;
  /** The rows of these indices, shape `[N]`: rows of a matrix, or entries of a vector. */
  rows(indices: TensorId): TensorId;
  /** One step of Adam against `gradient`; `rate` is a scalar, already corrected. */
  apply(gradient: TensorId, rate: TensorId): void;
  /** Copies of value, mean and square. */
  read(): [value: Float32Array, mean: Float32Array, square: Float32Array];
  dispose(): void;
}

/** Copies of what the parameters are after so many steps. */
export function readState(parameters: readonly Parameter[], steps: number): TrainingState {
  const read = parameters.map((parameter) => parameter.read());
  return {
    parameters: read.map(([value]) => value),
    adam: {
      steps,
      mean: read.map(([, mean]) => mean),
      square: read.map(([, , square]) => square),
    },
  };
}

// TensorFlow knows variables by name, in the whole process.
let named = 0;

/** Makes parameters; call `dispose` for its constants when the parameters are gone. */
export function parameterMaker(ops: Operations): {
  make(shape: readonly number[], start: readonly Float32Array[]): Parameter;
  dispose(): void;
} {
  const scalar = (value: number) => ops.keep(ops.tensor(Float32Array.of(value), []));
  const [zero, beta1, beta2, epsilon] = [0, BETA1, BETA2, EPSILON].map(scalar) as [
    TensorId,
    TensorId,
    TensorId,
    TensorId,
  ];
  const kind = [ops.dtype];

  function variable(shape: readonly number[], data: Float32Array): TensorId {
    const name = ops.text("shared_name", `large-models-${named++}`);
    const attributes = [...kind, ops.shape("shape", shape), ops.text("container", ""), name];
    const handle = ops.keep(ops.one("VarHandleOp", [], attributes));
    // A copy: TensorFlow may take the memory of the array itself, and changes it in place.
    const value = ops.tensor(data.slice(), shape);
    ops.many("AssignVariableOp", [handle, value], 0, kind);
    ops.drop(value);
    return handle;
  }

  return {
    make(shape, start) {
      const handles = start.map((data) => variable(shape, data));
      const current = (handle: TensorId) => ops.one("ReadVariableOp", [handle], kind);
      return {
        value: () => current(handles[0]!),
        rows: (indices) => ops.one("ResourceGather", [handles[0]!, indices], kind),
        apply(gradient, rate) {
          // The rate is corrected already: zero for both powers leaves it as it is.
          const inputs = [...handles, zero, zero, rate, beta1, beta2, epsilon, gradient];
          ops.many("ResourceApplyAdam", inputs, 0);
        },
        read() {
          return handles.map((handle) => {
            const value = current(handle);
            const copy = ops.read(value);
            ops.drop(value);
            return copy;
          }) as [Float32Array, Float32Array, Float32Array];
        },
        dispose() {
          for (const handle of handles) {
            ops.many("DestroyResourceOp", [handle], 0);
            ops.drop(handle);
          }
        },
      };
    },
    dispose() {
      for (const id of [zero, beta1, beta2, epsilon]) ops.drop(id);
    },
  };
}
