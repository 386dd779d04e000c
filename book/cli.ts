/** @file The commands: each is a file in `commands/`, loaded when it is asked for. */

/** Runs a command with the rest of its line; resolves with the exit code of the process. */
export type Command = (args: readonly string[]) => Promise<number>;

interface Entry {
  readonly does: string;
  readonly load: () => Promise<{ command: Command }>;
}

const commands: Record<string, Entry> = {
  start: {
    does: "serve the book and run its chapters  [--port N]",
    load: () => import("./commands/start.js"),
  },
  build: {
    does: "run the chapters and write the site  --out DIR",
    load: () => import("./commands/build.js"),
  },
  test: { does: "all tests, quick sizes", load: () => import("./commands/test.js") },
  "test:full": { does: "all tests, full sizes", load: () => import("./commands/testFull.js") },
  unit: {
    does: "the fast tests: no kernel, Python, browser",
    load: () => import("./commands/unit.js"),
  },
  mutate: {
    does: "break src/network and src/matrix on purpose",
    load: () => import("./commands/mutate.js"),
  },
  lab: {
    does: "JupyterLab on your own copy in work/  [--edit] [--port N]",
    load: () => import("./commands/lab.js"),
  },
  check: {
    does: "refuse what is not a clean notebook  [--documents FILE]",
    load: () => import("./commands/check.js"),
  },
  tidy: { does: "repair what is not a clean notebook", load: () => import("./commands/tidy.js") },
  bench: {
    does: "program 1 in seven ways, timed side by side  [--json] [--save]",
    load: () => import("./commands/bench.js"),
  },
  package: { does: "pack the library  [--out DIR]", load: () => import("./commands/package.js") },
  doctor: { does: "what is there, and what to do", load: () => import("./commands/doctor.js") },
};

/** Errors whose message is written for whoever reads it; any other is a fault of ours. */
const ours = ["CourseError", "NotebookError", "BookError", "SetupProblem"];

/** Runs one command line; the exit code is 2 for a command that is not known. */
export async function main(name: string, args: readonly string[]): Promise<number> {
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) {
    console.error(name === "help" ? "Commands:" : `There is no command "${name}". Commands:`);
    for (const [known, { does }] of Object.entries(commands)) {
      console.error(`  npm run ${known.padEnd(10)} ${does}`);
    }
    return name === "help" ? 0 : 2;
  }
  try {
    const { command } = await entry.load();
    return await command(args);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isOurs = ours.includes(error.name);
    const isUsage = "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
    console.error(`\n${isOurs || isUsage ? error.message : error.stack}`);
    if (isUsage) console.error(`npm run ${name}: ${entry.does}`);
    return isUsage ? 2 : 1;
  }
}
