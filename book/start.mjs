// @ts-check
/**
 * @file What runs before anything is installed: Node's own modules only.
 *
 * It checks Node, installs what the command needs, compiles what changed, and hands over to the
 * compiled command line. Two of them at once take turns; a dead one's lock is taken over.
 */

import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isStamped, keyOf, sources, stamp } from "./setup/stamp.mjs";
import { takeTurn } from "./setup/turn.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command = "help", ...args] = process.argv.slice(2);
const needsTestTools = ["test", "test:full", "unit", "mutate", "bench", "package"].includes(
  command,
);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

/** @param {string} message @returns {never} */
function stop(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

/** @param {string} what @param {() => void} work */
function stage(what, work) {
  const start = performance.now();
  console.error(`${what} …`);
  work();
  console.error(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/** @param {string} folder @param {string} what */
function install(folder, what) {
  const key = keyOf(root, [join(folder, "package.json"), join(folder, "package-lock.json")]);
  const file = join(root, folder, "node_modules", ".course-stamp");
  if (isStamped(file, key)) return;
  stage(`Installing ${what}`, () => {
    const npm =
      process.env.npm_execpath ??
      join(dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js");
    // Not `npm ci`: it refuses a lock written where only one platform's packages are served.
    const line = "install --no-save --no-audit --no-fund --ignore-scripts --loglevel=error";
    run([npm, ...line.split(" ")], join(root, folder), `npm could not install ${what}.`);
    stamp(file, key);
  });
}

/** @param {string[]} files @param {string} project @param {string} what */
function compile(files, project, what) {
  const key = keyOf(root, files);
  const file = join(root, "build", `${what}.stamp`);
  if (isStamped(file, key)) return;
  stage(`Compiling the ${what}`, () => {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    // `npm test` checks the types; a reader need not wait for that.
    run([tsc, "-p", project, "--noCheck"], root, `The ${what} does not compile.`);
    stamp(file, key);
  });
}

/** @param {string[]} line @param {string} cwd @param {string} failure */
function run(line, cwd, failure) {
  const { status, signal } = spawnSync(process.execPath, line, { cwd, stdio: ["ignore", 2, 2] });
  if (signal !== null) stop(`Stopped by ${signal}. Nothing is lost: give the same command again.`);
  if (status !== 0) {
    stop(`${failure} Its message is above. Nothing is lost: mend the cause and start again.`);
  }
}

if (major < 20 || (major === 20 && minor < 19)) {
  stop(
    `This course needs Node 20.19 or newer; this is ${process.version}. Install a newer Node (https://nodejs.org) and try again.`,
  );
}
const release = await takeTurn(join(root, "build"), stop);
try {
  install(".", "the course");
  if (needsTestTools) install("tests", "the tools of the tests");
  const configs = ["package.json", "package-lock.json", "tsconfig.json"];
  const library = [...sources(root, "src", /\.ts$/), ...configs, "tsconfig.build.json"];
  const book = [...sources(root, "book", /\.ts$/), ...configs, "book/tsconfig.json"];
  compile(library, "tsconfig.build.json", "library");
  compile(book, "book/tsconfig.json", "book");
} finally {
  release();
}
process.setSourceMapsEnabled(true);
const { main } = await import(pathToFileURL(join(root, "build/book/cli.js")).href);
process.exitCode = await main(command, args);
