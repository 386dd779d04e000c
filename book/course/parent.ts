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
  const grandparent = isShell(parent) ? parentOf(parent) : undefined;
  const timer = setInterval(() => {
    const isGone =
      process.ppid !== parent || (grandparent !== undefined && parentOf(parent) !== grandparent);
    if (!isGone) return;
    clearInterval(timer);
    onGone();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}

// Only where /proc tells (Linux); elsewhere the direct parent is all that is watched.
function status(pid: number): { name: string; parent: number } | undefined {
  try {
    const [, name = "", parent = ""] =
      /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return { name, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

function parentOf(pid: number): number | undefined {
  return status(pid)?.parent;
}

function isShell(pid: number): boolean {
  const shell = status(pid);
  return (
    shell !== undefined &&
    ["sh", "dash"].includes(shell.name) &&
    (status(shell.parent)?.name ?? "").startsWith("npm")
  );
}
