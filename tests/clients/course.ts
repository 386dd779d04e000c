/** @file `npm start` as a reader gives it, and what of it is still running. */

import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { projectRoot } from "../../book/paths.js";

const npm =
  process.env.npm_execpath ??
  join(dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js");

export interface RunningCourse {
  readonly process: ChildProcess;
  /** what it has printed so far */
  readonly printed: { stdout: string; stderr: string };
  /** its exit code, or the signal that ended it */
  readonly exit: Promise<number | NodeJS.Signals | null>;
}

/** Gives `npm run COMMAND -- …` in a process group of its own, as a terminal does. */
export function npmRun(command: string, args: readonly string[], env: Env): RunningCourse {
  return follow([npm, "run", command, "--", ...args], env);
}

/** What the npm script of the same name runs, without npm and its shell around it. */
export function withoutNpm(command: string, args: readonly string[], env: Env): RunningCourse {
  return follow([join(projectRoot, "book/start.mjs"), command, ...args], env);
}

type Env = Readonly<Record<string, string>>;

function follow(line: readonly string[], env: Env): RunningCourse {
  const child = spawn(process.execPath, line, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed.stderr += text;
  });
  const exit = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal));
  });
  return { process: child, printed, exit };
}

/** The last line that is not empty. */
export function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}

/** Ctrl-C: SIGINT to all processes of the terminal's group. */
export function pressCtrlC(running: RunningCourse): void {
  process.kill(-running.process.pid!, "SIGINT");
}

/** Process ids and command lines of all that have this folder in this variable. */
export function processesOf(
  folder: string,
  variable = "COURSE_HOME",
): { pid: number; line: string }[] {
  return processIds()
    .filter((pid) => readProc(pid, "environ").split("\0").includes(`${variable}=${folder}`))
    .map((pid) => ({ pid, line: lineOf(pid) }));
}

/** Ids of a process, its children, and theirs: a browser's overwrite their environment. */
export function familyOf(pid: number): number[] {
  const parents = processIds().map((child) => {
    const [, parent = ""] = /^\d+ \(.*\) \S (\d+)/s.exec(readProc(child, "stat")) ?? [];
    return [child, Number(parent)] as const;
  });
  const family = [pid];
  for (const member of family) {
    family.push(...parents.flatMap(([child, parent]) => (parent === member ? [child] : [])));
  }
  return family;
}

/** The command line of a process; empty when it has ended, also where nobody has noticed. */
export function lineOf(pid: number): string {
  return readProc(pid, "cmdline").replaceAll("\0", " ").slice(0, 300);
}

function processIds(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function readProc(pid: number, what: "environ" | "cmdline" | "stat"): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, "utf8");
  } catch {
    return ""; // it has just ended, or is not ours
  }
}

/** Waits until `condition` holds, and returns what it returned. */
export async function until<T>(
  condition: () => T | undefined | false,
  what: () => string,
  seconds: number,
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const found = condition();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`not within ${seconds} s: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const { port, close } = await takePort();
  await close();
  return port;
}

/** Listens on a port of the loopback address until it is closed; any free one, or this one. */
export function takePort(wanted = 0): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(wanted, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : wanted;
      const close = () => new Promise<void>((closed) => server.close(() => closed()));
      resolve({ port, close });
    });
  });
}
