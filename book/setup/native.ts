/**
 * @file Native TensorFlow by four rungs; each is tried only when those before it failed.
 *
 * 1 the addon is there and loads; 2 tfjs-node's own download; 3 the addon built from the npm
 * package's sources against TensorFlow's wheel; 4 TensorFlow.js in WebAssembly, which needs nothing.
 * Whatever is interrupted is made again from its last whole step.
 */

import { rm } from "node:fs/promises";
import { compileAddon, findCompiler, noCompiler, placeAddon } from "./addon.js";
import { tensorFlowLibraries } from "./libraries.js";
import { officialDownload } from "./official.js";
import { type Places, placesOf } from "./places.js";
import { SetupProblem } from "./problem.js";
import { reporter } from "./report.js";
import { tryNative } from "./trial.js";
import { fits, wheels as pinnedWheels, TENSORFLOW, type Wheel } from "./wheels.js";
import { realWorld, type Setting, type World } from "./world.js";

export type Backend = "native" | "wasm" | "cpu";

export interface Native {
  readonly backend: Backend;
  readonly rung: 1 | 2 | 3 | 4;
  /** one line: what is there, or why it is not native */
  readonly reason: string;
}

export interface NativeOptions {
  projectRoot: string;
  /** is given plain lines of progress */
  report: (line: string) => void;
  signal?: AbortSignal | undefined;
  /** defaults to the machine as it is */
  world?: World;
  /** defaults to the pinned wheels of TensorFlow */
  wheels?: readonly Wheel[];
}

/**
 * The best backend that this machine can have, made ready.
 *
 * @throws SetupProblem if `COURSE_BACKEND=native` and it cannot be had.
 * @throws RangeError if `COURSE_BACKEND` is none of native, wasm, cpu.
 * @throws the reason of `signal`.
 */
export async function prepareNative(options: NativeOptions): Promise<Native> {
  const { projectRoot, signal, world = realWorld(), wheels = pinnedWheels } = options;
  const chosen = chosenBackend(world.env);
  if (chosen === "wasm" || chosen === "cpu") {
    return { backend: chosen, rung: 4, reason: `COURSE_BACKEND=${chosen}` };
  }
  const places: Places = placesOf(projectRoot, world.env);
  const report = reporter("native TensorFlow", options.report);
  const setting: Setting = { places, world, report, signal };
  const done = (rung: 1 | 2 | 3, how: string): Native => {
    if (rung > 1) report.line(`ready after ${Math.round(report.seconds())} s: ${how}`);
    return { backend: "native", rung, reason: how };
  };

  const present = await tryNative(setting);
  if (present.loads) return done(1, present.version);
  const reasons: string[] = [present.reason];
  const rungs = {
    2: { make: () => officialDownload(setting), how: "by tfjs-node's own download" },
    3: { make: () => build(wheels, setting), how: `built against TensorFlow ${TENSORFLOW}` },
  } as const;
  for (const rung of [2, 3] as const) {
    const { make, how } = rungs[rung];
    try {
      const folder = await make();
      await placeAddon(folder, setting);
      const trial = await tryNative(setting);
      if (trial.loads) return done(rung, `${trial.version}, ${how}`);
      reasons.push(trial.reason);
      // Kept, it would be found and fail at every start.
      await rm(folder, { recursive: true, force: true });
    } catch (error) {
      signal?.throwIfAborted();
      reasons.push(error instanceof Error ? error.message : String(error));
    }
    report.line(`rung ${rung} failed: ${reasons.at(-1)}`);
  }
  const reason = reasons.slice(1).join("; ");
  if (chosen === "native") {
    throw new SetupProblem(`COURSE_BACKEND=native, but native TensorFlow cannot be had: ${reason}`);
  }
  report.line("going on with WebAssembly: the same numbers, several times slower");
  return { backend: "wasm", rung: 4, reason };
}

/** What `COURSE_BACKEND` asks for; `null` if it is not set. */
export function chosenBackend(env: World["env"]): Backend | null {
  const chosen = env.COURSE_BACKEND || null;
  if (chosen === null || chosen === "native" || chosen === "wasm" || chosen === "cpu")
    return chosen;
  throw new RangeError(`COURSE_BACKEND must be native, wasm or cpu, got "${chosen}"`);
}

async function build(wheels: readonly Wheel[], setting: Setting): Promise<string> {
  const { platform, arch, hasGlibc } = setting.world;
  if (!fits(setting.world)) {
    const libc = platform === "linux" && !hasGlibc ? " without glibc" : "";
    throw new SetupProblem(
      `building is known for Linux x64 with glibc, this is ${platform} ${arch}${libc}`,
    );
  }
  // Asked for before 274 MB are downloaded in vain.
  if ((await findCompiler(setting)) === null) throw noCompiler;
  const folder = await tensorFlowLibraries(wheels, setting);
  await compileAddon(folder, setting);
  return folder;
}
