/**
 * @file A kernel's process: started in a group of its own, ended with all that it started.
 *
 * A tslab kernel outlives SIGINT and may not read a request while a cell runs, so the last word is
 * always SIGKILL to the group.
 */

import { type ChildProcess, spawn } from "node:child_process";

/** How a process ended. */
export interface Death {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** the last that it wrote before or beside the protocol */
  log: string;
}

export interface KernelProcess {
  readonly pid: number;
  /** settles when the process has ended; never rejects */
  readonly death: Promise<Death>;
  interrupt(): void;
  /** SIGKILL to the whole group */
  kill(): void;
}

export interface SpawnOptions {
  command: readonly [string, ...string[]];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

const alive = new Set<KernelProcess>();
const logLength = 4000;

/** @throws Error if the program does not start. */
export async function spawnKernel({ command, cwd, env }: SpawnOptions): Promise<KernelProcess> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd,
    // A wrapper that does not find its parent any more ends itself.
    env: { ...env, COURSE_PARENT_PID: String(process.pid) },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  const kernel = follow(child);
  if (alive.size === 0) process.once("exit", killAll);
  alive.add(kernel);
  void kernel.death.then(() => {
    alive.delete(kernel);
    if (alive.size === 0) process.removeListener("exit", killAll);
  });
  return kernel;
}

/** Ends every kernel of this process; safe to call at exit. */
export function killAll(): void {
  for (const kernel of alive) kernel.kill();
}

function follow(child: ChildProcess): KernelProcess {
  const pid = child.pid!;
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-logLength);
    });
  }
  const death = new Promise<Death>((resolve) => {
    // Not "close": a grandchild may hold the pipes open.
    child.once("exit", (code, signal) => {
      signalGroup(pid, "SIGKILL");
      resolve({ code, signal, log });
    });
  });
  return {
    pid,
    death,
    interrupt: () => void child.kill("SIGINT"),
    kill: () => signalGroup(pid, "SIGKILL"),
  };
}

// ESRCH: nobody is left in the group.
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
