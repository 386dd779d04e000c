/** @file One running book for each course folder: the second start finds the first. */

import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CourseError, message } from "../message.js";
import { bornAt, isAlive } from "../setup/alive.mjs";

interface Holder {
  pid: number;
  /** the birth of this very process: its number may be given to another */
  born: string;
  /** the folder that it holds; nobody holds a copy of that folder */
  home: string;
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
 *
 * @throws CourseError if nothing can be written there.
 */
export function takeServerLock(home: string): ServerLock | Pick<Holder, "pid" | "address"> {
  const file = join(home, "lock");
  writing(file, () => mkdirSync(home, { recursive: true }));
  const me = { pid: process.pid, born: bornAt(process.pid), home: realpathSync(home) };
  const write = (address: string | null, flag: "w" | "wx"): boolean =>
    writing(file, () =>
      writeFileSync(file, JSON.stringify({ ...me, address } satisfies Holder), { flag }),
    );
  for (let attempt = 0; attempt < 3; ++attempt) {
    if (write(null, "wx")) {
      const release = (): void => {
        process.removeListener("exit", release);
        rmSync(file, { force: true });
      };
      process.once("exit", release);
      return { publish: (address) => void write(address, "w"), release };
    }
    const text = read(file);
    const holder = holderIn(text);
    const isHeld = holder?.home === me.home && isAlive(holder.pid);
    if (isHeld && holder.born === bornAt(holder.pid)) return holder;
    takeAway(file, text);
  }
  throw new CourseError(`Cannot take the lock ${file}: remove it if no course is running.`);
}

/** False if the file is there already. */
function writing(file: string, write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    // What was begun on a full disk is half a lock.
    if (code === "ENOSPC" || code === "EDQUOT") rmSync(file, { force: true });
    throw new CourseError(
      `Cannot write ${file}: ${message(error)}. Free some space or make the folder writable, or set COURSE_HOME to another folder.`,
    );
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function holderIn(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder;
    return Number.isInteger(holder.pid) && holder.pid > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** Removes a lock that nobody holds, unless another start was faster and holds it now. */
function takeAway(file: string, stale: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // another start took it away
  }
  if (read(aside) === stale) rmSync(aside, { force: true });
  else renameSync(aside, file);
}
