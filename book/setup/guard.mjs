// @ts-check
/**
 * @file Ends what we started when we are killed outright, and so can do nothing ourselves.
 *
 * A shell holds the other end of a pipe and waits for a line. When this process is gone, whatever
 * ended it, the system closes the pipe; then the shell ends what it guards, and itself.
 */

import { spawn } from "node:child_process";

/**
 * Guards a process, or with a negative id its whole group.
 *
 * @param {number | undefined} pid nothing is guarded if it was not started
 * @param {"KILL" | "TERM"} [signal]
 * @returns {() => void} to be called when it has ended by itself
 */
export function guard(pid, signal = "KILL") {
  // Windows has neither this shell nor these signals.
  if (pid === undefined || process.platform === "win32") return () => {};
  const script = 'read -r line || kill -s "$1" -- "$2"';
  const shell = spawn("/bin/sh", ["-c", script, "sh", signal, String(pid)], {
    // In a group of its own: Ctrl-C must not end it before us.
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.on("error", () => {}); // no shell: then only an ordinary end is noticed
  shell.stdin.on("error", () => {});
  shell.unref();
  /** @type {import("node:net").Socket} */ (/** @type {unknown} */ (shell.stdin)).unref();
  return () => shell.stdin.end("done\n");
}
