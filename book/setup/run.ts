/**
 * @file Runs another program: its lines as they come, a limit of time and of silence, and an end
 * for its whole family.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { guard } from "./guard.mjs";

export interface RunOptions {
  cwd?: string;
  /** added to this process's environment; `undefined` takes a variable away */
  env?: Readonly<Record<string, string | undefined>>;
  /** ends the program */
  signal?: AbortSignal | undefined;
  /** ends the program after so many seconds; unlimited if left out */
  limitSeconds?: number;
  /** ends the program when `bytes` has not changed for so long */
  watch?: { bytes: () => Promise<number>; stallSeconds: number; onBytes?: (bytes: number) => void };
  /** is called with each line of standard output */
  onLine?: (line: string) => void;
}

export interface RunResult {
  /** `missing`: there is no such program; `limit`: over time; `stalled`: silent for too long */
  readonly ended: "exit" | "killed" | "missing" | "limit" | "stalled";
  /** exit code; `null` unless `ended` is `exit` */
  readonly code: number | null;
  readonly stdout: string;
  /** the last 8,000 characters of standard error */
  readonly stderr: string;
}

const alive = new Set<ChildProcess>();
let listens = false;

/** Ends a program and what it started: it leads a process group of its own. */
function end(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== "win32")
      process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}

/**
 * Runs a program to its end; never rejects because of how the program ended.
 *
 * @throws the reason of `signal`, if that ended it.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  options.signal?.throwIfAborted();
  const child = spawn(command, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  alive.add(child);
  const unguard = guard(child.pid && -child.pid);
  if (!listens) process.once("exit", () => alive.forEach(end));
  listens = true;

  let ended: RunResult["ended"] = "exit";
  const stop = (why: RunResult["ended"]) => {
    ended = why;
    end(child);
  };
  const onAbort = () => stop("killed");
  options.signal?.addEventListener("abort", onAbort, { once: true });
  const limit = options.limitSeconds;
  const limitTimer = limit && setTimeout(() => stop("limit"), limit * 1000);
  const watchTimer = options.watch && startWatch(options.watch, () => stop("stalled"));
  const stdout: string[] = [];
  let stderr = "";
  let rest = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout.push(text);
    if (options.onLine === undefined) return;
    const lines = (rest + text).split(/\r?\n|\r/);
    rest = lines.pop() ?? "";
    lines.forEach(options.onLine);
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-8000);
  });
  try {
    const code = await new Promise<number | null>((resolve) => {
      child.once("error", (error: NodeJS.ErrnoException) => {
        ended = "missing";
        stderr += error.message;
        resolve(null);
      });
      child.once("close", (exitCode, signal) => {
        if (signal !== null && ended === "exit") {
          ended = "killed";
          stderr += `ended by ${signal}`;
        }
        resolve(ended === "exit" ? exitCode : null);
      });
    });
    options.signal?.throwIfAborted();
    return { ended, code, stdout: stdout.join(""), stderr };
  } finally {
    alive.delete(child);
    unguard();
    options.signal?.removeEventListener("abort", onAbort);
    clearTimeout(limitTimer);
    clearInterval(watchTimer);
  }
}

function startWatch(watch: NonNullable<RunOptions["watch"]>, stalled: () => void) {
  let last = -1;
  let since = performance.now();
  return setInterval(async () => {
    const bytes = await watch.bytes();
    if (bytes !== last) {
      last = bytes;
      since = performance.now();
      watch.onBytes?.(bytes);
    } else if (performance.now() - since > watch.stallSeconds * 1000) stalled();
  }, 500);
}
