// @ts-check
/**
 * @file What runs before anything is installed: Node's own modules only.
 *
 * It checks Node, installs what the command needs, compiles what changed, and hands over to the
 * compiled command line. Two of them at once take turns; a dead one's lock is taken over.
 */

import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { optimizeLate } from "./setup/optimizeLate.mjs";
import { watchParent } from "./setup/parent.mjs";
import { run, stage, stop } from "./setup/stage.mjs";
import { isStamped, keyOf, sources, stamp } from "./setup/stamp.mjs";
import { takeTurn } from "./setup/turn.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command = "help", ...args] = process.argv.slice(2);
const needsTestTools = ["test", "test:full", "unit", "mutate", "bench", "package"].includes(
  command,
);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

/** @param {string} folder @param {string} what */
async function install(folder, what) {
  const key = keyOf(root, [join(folder, "package.json"), join(folder, "package-lock.json")]);
  const file = join(root, folder, "node_modules", ".course-stamp");
  if (isStamped(file, key)) return;
  await stage(`Installing ${what}`, async () => {
    const npm =
      process.env.npm_execpath ??
      join(dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js");
    // Not `npm ci`: it refuses a lock written where only one platform's packages are served.
    const line = "install --no-save --no-audit --no-fund --ignore-scripts --loglevel=error";
    await run(
      [npm, ...line.split(" ")],
      join(root, folder),
      `npm could not install ${what}: is its registry reachable, is the disk full?`,
    );
    stamp(file, key);
  });
}

/** @param {string[]} files @param {string} project @param {string} what @param {string} made */
async function compile(files, project, what, made) {
  const key = keyOf(root, files);
  const file = join(root, "build", `${what}.stamp`);
  const isThere = existsSync(join(root, made));
  if (isThere && isStamped(file, key)) return;
  // It remembers what it has written, and would not write that again.
  if (!isThere) rmSync(join(root, `build/${what}.tsbuildinfo`), { force: true });
  await stage(`Compiling the ${what}`, async () => {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    // `npm test` checks the types; a reader need not wait for that.
    await run([tsc, "-p", project, "--noCheck"], root, `The ${what} does not compile.`);
    stamp(file, key);
  });
}

if (major < 20 || (major === 20 && minor < 19)) {
  stop(
    `This course needs Node 20.19 or newer; this is ${process.version}. Install a newer Node (https://nodejs.org) and try again.`,
  );
}
optimizeLate();
const unwatch = watchParent(() => process.exit(1));
const release = await takeTurn(join(root, "build"), stop);
try {
  await install(".", "the course");
  if (needsTestTools) await install("tests", "the tools of the tests");
  const configs = ["package.json", "package-lock.json", "tsconfig.json"];
  const library = [...sources(root, "src", /\.ts$/), ...configs, "tsconfig.build.json"];
  const book = [...sources(root, "book", /\.m?[jt]s$/), ...library, "book/tsconfig.json"];
  await compile(library, "tsconfig.build.json", "library", "dist/index.js");
  await compile(book, "book/tsconfig.json", "book", "build/book/cli.js");
} finally {
  release();
  unwatch();
}
process.setSourceMapsEnabled(true);
const { main } = await import(pathToFileURL(join(root, "build/book/cli.js")).href);
process.exitCode = await main(command, args);
