// @ts-check
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
 * @param {() => void} onGone
 * @returns {() => void} stops watching
 */
export function watchParent(onGone) {
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

/**
 * Only where /proc tells (Linux); elsewhere the direct parent is all that is watched.
 *
 * @param {number} pid @param {"stat" | "cmdline"} what
 */
function read(pid, what) {
  try {
    return readFileSync(`/proc/${pid}/${what}`, "utf8");
  } catch {
    return "";
  }
}

/** @param {number} pid */
function status(pid) {
  const [, name = "", parent = ""] = /^\d+ \((.*)\) \S (\d+)/s.exec(read(pid, "stat")) ?? [];
  return { name, parent: Number(parent) };
}

/** @param {number} pid */
function parentOf(pid) {
  return status(pid).parent;
}

/** @param {number} pid */
function isNpm(pid) {
  return status(pid).name.startsWith("npm");
}

/**
 * npm may be gone before anybody watches. Then the shell is still known by its line, the script that
 * npm told us. (Other managers have other names.)
 *
 * @param {number} pid
 */
function isShellOfNpm(pid) {
  if (!["sh", "dash"].includes(status(pid).name)) return false;
  if (isNpm(parentOf(pid))) return true;
  const { npm_config_user_agent: agent = "", npm_lifecycle_script: script = "" } = process.env;
  const [, option, line = ""] = read(pid, "cmdline").split("\0");
  return agent.startsWith("npm/") && script !== "" && option === "-c" && line.startsWith(script);
}
