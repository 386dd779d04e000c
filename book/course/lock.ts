/** @file One running book for each course folder: the second start finds the first. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { message } from "../message.js";

interface Holder {
  pid: number;
  /** `null` until the server listens */
  address: string | null;
}

export interface ServerLock {
  /** Tells later starts where this one serves. */
  publish(address: string): void;
  release(): void;
}

/**
 * Takes the lock of a course folder, or says who has it.
 *
 * A holder that is no longer alive loses it: a killed start leaves nothing that must be cleaned by hand.
 */
export function takeServerLock(home: string): ServerLock | Holder {
  const file = join(home, "lock");
  const write = (address: string | null, flag: "w" | "wx"): void =>
    writeFileSync(file, JSON.stringify({ pid: process.pid, address } satisfies Holder), { flag });
  mkdirSync(home, { recursive: true });
  for (let attempt = 0; attempt < 3; ++attempt) {
    try {
      write(null, "wx");
      const release = (): void => rmSync(file, { force: true });
      process.once("exit", release);
      return { publish: (address) => write(address, "w"), release };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
        throw new Error(
          `Cannot write ${file}: ${message(error)}. Is the disk full, or the folder read-only?`,
        );
      }
    }
    const holder = readHolder(file);
    if (holder && isAlive(holder.pid)) return holder;
    rmSync(file, { force: true });
  }
  throw new Error(`Cannot take the lock ${file}: remove it if no course is running.`);
}

function readHolder(file: string): Holder | undefined {
  try {
    const { pid, address } = JSON.parse(readFileSync(file, "utf8")) as Holder;
    return Number.isInteger(pid) && pid > 0 ? { pid, address } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
