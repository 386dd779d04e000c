/**
 * @file Notices that whoever started this process is gone.
 *
 * `npm start` may run us through a shell. When npm is killed outright, the shell may live on; so the
 * process above such a shell is watched too.
 */

import { readFileSync } from "node:fs";

/**
 * Calls `onGone` once when the parent, or the npm behind a parent shell, has ended.
 *
 * @returns stops watching
 */
export function watchParent(onGone: () => void): () => void {
  const parent = process.ppid;
  const hasNpmAbove = isShellOfNpm(parent);
  const timer = setInterval(() => {
    const isGone = process.ppid !== parent || (hasNpmAbove && !isNpm(parentOf(parent)));
    if (!isGone) return;
    clearInterval(timer);
    onGone();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}

// Only where /proc tells (Linux); elsewhere the direct parent is all that is watched.
function read(pid: number, what: "stat" | "cmdline"): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, "utf8");
  } catch {
    return "";
  }
}

function status(pid: number): { name: string; parent: number } {
  const [, name = "", parent = ""] = /^\d+ \((.*)\) \S (\d+)/s.exec(read(pid, "stat")) ?? [];
  return { name, parent: Number(parent) };
}

function parentOf(pid: number): number {
  return status(pid).parent;
}

function isNpm(pid: number): boolean {
  return status(pid).name.startsWith("npm");
}

// While packages are installed and sources compiled nobody watches: npm may be gone already. Then the
// shell is still known by its line, the script that npm told us. (Other managers have other names.)
function isShellOfNpm(pid: number): boolean {
  if (!["sh", "dash"].includes(status(pid).name)) return false;
  if (isNpm(parentOf(pid))) return true;
  const { npm_config_user_agent: agent = "", npm_lifecycle_script: script = "" } = process.env;
  const [, option, line = ""] = read(pid, "cmdline").split("\0");
  return agent.startsWith("npm/") && script !== "" && option === "-c" && line.startsWith(script);
}
