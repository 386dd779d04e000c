/**
 * @file TensorFlow.js on the best backend that is there: native, WebAssembly, or plain JavaScript.
 *
 * TensorFlow.js is no dependency of this library. It is loaded when it is first asked for.
 */

import { showTensors } from "./inspect.js";
import { mendCpu, mendNative, mendWasm } from "./kernels/register.js";
import { registerLayers } from "./layers/register.js";

/** The whole of TensorFlow.js. */
export type Tf = typeof import("@tensorflow/tfjs");

/**
 * Where the operations run: TensorFlow's own library, WebAssembly, or JavaScript. All give the same
 * numbers up to rounding; each is several times slower than the one before it.
 */
export type Backend = "native" | "wasm" | "cpu";

/** TensorFlow.js, ready to be used. */
export interface TensorFlow {
  readonly tf: Tf;
  readonly backend: Backend;
  /** one line for the reader: which backend, and why not a faster one */
  readonly description: string;
}

interface Host {
  readonly process?: {
    readonly env: Record<string, string | undefined>;
    getBuiltinModule?(name: "node:util"): { isNullOrUndefined?: (value: unknown) => boolean };
  };
}

const host = globalThis as Host;
/** In two steps: behind a firewall the second fails, and npm takes back all that is in one command. */
const install = [
  "npm install @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0",
  "then, several times as fast where its own download is let through, npm install @tensorflow/tfjs-node@4.22.0",
].join("; ");
/**
 * What TensorFlow reads of the environment when it is loaded.
 *
 * The steps of the course are small: on them two threads to an operation take two to three times as
 * long as one, and oneDNN gains nothing. Worse, its products, which TensorFlow uses for its own as
 * well, keep numbers where an arriving signal writes: the stop button would crash the process.
 */
const nativeSettings: Readonly<Record<string, string>> = {
  TF_NUM_INTRAOP_THREADS: "1",
  TF_ENABLE_ONEDNN_OPTS: "0",
  TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL: "false",
  TF_CPP_MIN_LOG_LEVEL: "3",
};
let loading: Promise<TensorFlow> | undefined;

/**
 * Loads TensorFlow.js with the fastest backend that works here, or with the one that the
 * environment variable `COURSE_BACKEND` names; later calls give the same one.
 *
 * @throws Error if TensorFlow.js is not installed, or the backend asked for does not work; it says
 * what to do.
 * @throws RangeError if `COURSE_BACKEND` is none of native, wasm, cpu.
 */
export function loadTensorFlow(): Promise<TensorFlow> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<TensorFlow> {
  const wanted = host.process?.env.COURSE_BACKEND || undefined;
  if (wanted !== undefined && wanted !== "native" && wanted !== "wasm" && wanted !== "cpu") {
    const must = "COURSE_BACKEND must be native, wasm or cpu";
    throw new RangeError(`loadTensorFlow: ${must}, got "${wanted}"`);
  }
  const tf = await loadCore();
  showTensors(tf);
  registerLayers(tf);
  const reasons: string[] = [];
  for (const backend of ["native", "wasm", "cpu"] as const) {
    if (wanted !== undefined && wanted !== backend) continue;
    if (backend === "native" && !host.process) continue; // a page has none, and need not say so
    try {
      const name = await start[backend](tf);
      return { tf, backend, description: [name, ...reasons].join("; ") };
    } catch (cause) {
      const message = firstLine(cause);
      if (wanted !== undefined) {
        const cure = "npm run doctor says more; without COURSE_BACKEND the next best one is taken";
        throw new Error(`loadTensorFlow: no backend "${backend}": ${message}. Cure: ${cure}`, {
          cause,
        });
      }
      reasons.push(`no backend "${backend}": ${message}`);
    }
  }
  throw new Error(`loadTensorFlow: no backend works: ${reasons.join("; ")}`);
}

async function loadCore(): Promise<Tf> {
  try {
    return whole(await import("@tensorflow/tfjs"));
  } catch (cause) {
    const message = `loadTensorFlow: TensorFlow.js cannot be loaded (${firstLine(cause)})`;
    throw new Error(`${message}. Cure: ${install}`, { cause });
  }
}

const start: Record<Backend, (tf: Tf) => Promise<string>> = {
  async native(tf) {
    const { env, getBuiltinModule } = host.process ?? { env: {} };
    for (const [name, value] of Object.entries(nativeSettings)) env[name] ??= value;
    const util = getBuiltinModule?.("node:util");
    // Node 22 warns of a function that tfjs-node 4.22.0 calls, and Node 23 took it away.
    if (util) util.isNullOrUndefined = (value) => value === null || value === undefined;
    await import("@tensorflow/tfjs-node").catch(refuse);
    await use(tf, "tensorflow");
    mendNative(tf);
    const { binding } = tf.backend() as unknown as { binding: { TF_Version: string } };
    return `native TensorFlow ${binding.TF_Version}`;
  },
  async wasm(tf) {
    await import("@tensorflow/tfjs-backend-wasm").catch(refuse);
    await use(tf, "wasm");
    mendWasm(tf);
    return `TensorFlow.js ${tf.version.tfjs} in WebAssembly`;
  },
  async cpu(tf) {
    await use(tf, "cpu");
    // Its first tensor would print an advertisement for tfjs-node.
    (tf.backend() as unknown as { firstUse: boolean }).firstUse = false;
    mendCpu(tf);
    return `TensorFlow.js ${tf.version.tfjs} in JavaScript`;
  },
};

async function use(tf: Tf, name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`the backend ${name} does not start`);
  await tf.ready();
}

/** Where an import has a `catch`, a bundler leaves out what is not installed. */
function refuse(error: unknown): never {
  throw error;
}

/** All of a CommonJS module: its names are only partly visible to an import. */
function whole<T extends object>(module: T): T {
  return (module as { default?: T }).default ?? module;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? "").trim().replace(/[.\s]+$/, "");
}
