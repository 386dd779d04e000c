/** @file What doctor says of a machine that has everything, and of one that has nothing. */

import { afterEach, beforeEach, expect, test } from "vitest";
import { doctor } from "../../book/setup/doctor.js";
import { prepareNative } from "../../book/setup/native.js";
import { type Machine, machine, wheel } from "./machine.js";

let it: Machine;
beforeEach(() => {
  it = machine();
});
afterEach(() => it.remove());

const rows = async () =>
  Object.fromEntries(
    (await doctor(it.root, it.world)).map(({ what, found, cure }) => [what, { found, cure }]),
  );

test("finds everything on a whole machine", async () => {
  const report = () => undefined;
  await prepareNative({ projectRoot: it.root, report, world: it.world, wheels: [wheel] });
  const found = await rows();
  expect(found).toMatchObject({
    platform: { found: "linux x64" },
    Node: { found: process.version },
    npm: { found: "11.0.0" },
    Python: { found: "3.11.7 (python3)" },
    "C++ compiler": { found: "g++ 12" },
    TensorFlow: { found: "native, TensorFlow 2.21.0 (rung 1)" },
    TF_NUM_INTRAOP_THREADS: { found: "1" },
    "disk: free": { found: "5.0 GB" },
  });
  for (const what of ["platform", "Python", "C++ compiler", "TensorFlow"]) {
    expect(found[what]!.cure, what).toBeUndefined();
  }
});

test("says what to do about everything that is missing, and changes nothing", async () => {
  Object.assign(it, { python: "none", hasCompiler: false });
  it.env.TF_NUM_INTRAOP_THREADS = "2";
  const found = await rows();
  expect(found.Python!.cure).toContain("apt install python3");
  expect(found["C++ compiler"]!.cure).toContain("apt install g++");
  expect(found.TensorFlow!.found).toBe("WebAssembly (rung 4): the addon of tfjs-node is not there");
  expect(found.TensorFlow!.cure).toContain("npm start tries");
  expect(it.ran).not.toContain("official download");
});

test("says that more threads are slower", async () => {
  const report = () => undefined;
  await prepareNative({ projectRoot: it.root, report, world: it.world, wheels: [wheel] });
  it.env.TF_NUM_INTRAOP_THREADS = "2";
  expect((await rows()).TF_NUM_INTRAOP_THREADS).toEqual({
    found: "2",
    cure: "unset it: on the small steps of the course 1 is two to three times faster",
  });
});

test("names the backend that COURSE_BACKEND chose, or refuses it", async () => {
  it.env.COURSE_BACKEND = "cpu";
  expect((await rows()).TensorFlow!.found).toBe("cpu, by COURSE_BACKEND (rung 4)");
  it.env.COURSE_BACKEND = "gpu";
  expect((await rows()).TensorFlow!.cure).toContain("must be native, wasm or cpu");
});

test("says that other platforms are untested", async () => {
  const world = { ...it.world, platform: "win32" };
  const [platform] = await doctor(it.root, world);
  expect(platform!.cure).toMatch(/^untested: /);
});
