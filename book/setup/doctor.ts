/** @file What is there, which rung it leads to, what it takes on disk, and what could be better. */

import { join } from "node:path";
import { message } from "../message.js";
import { findCompiler, noCompiler } from "./addon.js";
import { findBrowser } from "./browser.js";
import { nativeEnvironment } from "./environment.js";
import { bytes, readJson, sizeOf } from "./files.js";
import { findPython, noInstaller, noPython } from "./interpreter.js";
import { chosenBackend } from "./native.js";
import { placesOf } from "./places.js";
import { reporter } from "./report.js";
import { tryNative } from "./trial.js";
import { fits } from "./wheels.js";
import { realWorld, type Setting, type World } from "./world.js";

/** One thing looked at. */
export interface DoctorRow {
  readonly what: string;
  readonly found: string;
  /** what to do about it; only where something is missing */
  readonly cure?: string;
}

/** Looks at this machine and changes nothing. */
export async function doctor(
  projectRoot: string,
  world: World = realWorld(),
): Promise<DoctorRow[]> {
  const places = placesOf(projectRoot, world.env);
  const report = reporter("doctor", () => undefined);
  const setting: Setting = { places, world, report, signal: undefined };
  const rows = [platform(world), { what: "Node", found: process.version }, await npm(setting)];
  rows.push(await python(setting), await compiler(setting));
  rows.push(...(await backend(setting)), await browser());
  for (const [what, folder] of [
    ["disk: node_modules", join(projectRoot, "node_modules")],
    ["disk: tools of the tests", join(projectRoot, "tests/node_modules")],
    ["disk: other Nodes of the tests", join(projectRoot, "tests/nodes/node_modules")],
    ["disk: native TensorFlow", places.native],
    ["disk: kept downloads", places.wheels],
    ["disk: .venv", places.venv],
    ["disk: .course in all", places.home],
  ] as const) {
    rows.push({ what, found: bytes(await sizeOf(folder)) });
  }
  rows.push({ what: "disk: free", found: bytes(await world.freeBytes(places.home)) });
  return rows;
}

function platform(world: World): DoctorRow {
  const found = `${world.platform} ${world.arch}`;
  if (fits(world)) return { what: "platform", found };
  const cure =
    "untested: native TensorFlow comes by tfjs-node's own download or not at all; WebAssembly serves everywhere";
  return { what: "platform", found, cure };
}

async function npm({ world }: Setting): Promise<DoctorRow> {
  const script = world.env.npm_execpath;
  const result = script
    ? await world.run(process.execPath, [script, "--version"], { limitSeconds: 20 })
    : await world.run("npm", ["--version"], { limitSeconds: 20 });
  if (result.code === 0) return { what: "npm", found: result.stdout.trim() };
  return { what: "npm", found: "none", cure: "it comes with Node: https://nodejs.org" };
}

async function python(setting: Setting): Promise<DoctorRow> {
  const found = await findPython(setting);
  if (found === null) {
    return { what: "Python", found: "none", cure: noPython("JupyterLab").message };
  }
  const row = { what: "Python", found: `${found.version.join(".")} (${found.command})` };
  if (found.hasPip && found.hasVenv) return row;
  return { ...row, cure: noInstaller("JupyterLab", found).message };
}

async function compiler(setting: Setting): Promise<DoctorRow> {
  const found = await findCompiler(setting);
  if (found) return { what: "C++ compiler", found: found.version };
  return { what: "C++ compiler", found: "none", cure: noCompiler.message };
}

async function backend(setting: Setting): Promise<DoctorRow[]> {
  const { places, world } = setting;
  let chosen: string | null;
  try {
    chosen = chosenBackend(world.env);
  } catch (error) {
    return [{ what: "TensorFlow", found: "none", cure: message(error) }];
  }
  if (chosen === "wasm" || chosen === "cpu") {
    return [{ what: "TensorFlow", found: `${chosen}, by COURSE_BACKEND (rung 4)` }];
  }
  const trial = await tryNative(setting);
  if (!trial.loads) {
    const refused = await readJson<{ reason: string }>(join(places.native, "official.json"));
    const why = [trial.reason, refused.reason].filter(Boolean).join("; ");
    const rung2 = "npm start tries tfjs-node's own download (rung 2)";
    const lacks = [
      ...((await findPython(setting))?.hasPip ? [] : ["Python with pip"]),
      ...((await findCompiler(setting)) ? [] : ["a C++ compiler"]),
    ];
    const cure =
      lacks.length === 0 || !fits(world)
        ? `${rung2}${fits(world) ? ", then builds it (rung 3)" : ""}`
        : `${rung2}; building it (rung 3) needs ${lacks.join(" and ")}, see above`;
    return [{ what: "TensorFlow", found: `WebAssembly (rung 4): ${why}`, cure }];
  }
  const { TF_NUM_INTRAOP_THREADS: ours } = nativeEnvironment();
  const threads = world.env.TF_NUM_INTRAOP_THREADS ?? ours;
  const row = { what: "TF_NUM_INTRAOP_THREADS", found: `${threads}` };
  const cure = `unset it: on the small steps of the course ${ours} is two to three times faster`;
  return [
    { what: "TensorFlow", found: `native, ${trial.version} (rung 1)` },
    threads === ours ? row : { ...row, cure },
  ];
}

async function browser(): Promise<DoctorRow> {
  try {
    const found = await findBrowser();
    if (found) return { what: "browser", found: found.executablePath };
    const cure =
      "figures are drawn when they are seen; npm test brings a browser, or install Chromium";
    return { what: "browser", found: "none", cure };
  } catch (error) {
    return { what: "browser", found: "none", cure: message(error) };
  }
}
