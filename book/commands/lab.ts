/** @file `npm run lab`: JupyterLab on the student's own copies, or with --edit on the notebooks. */

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import type { Command } from "../cli.js";
import { portOf } from "../course/port.js";
import { writeKernelspec } from "../kernel/kernelspec.js";
import { copyNotebooks } from "../lab/copies.js";
import { jupyterEnvironment } from "../lab/environment.js";
import { CourseError } from "../message.js";
import { courseHome, projectRoot } from "../paths.js";
import { nativeEnvironment } from "../setup/environment.js";
import { guard } from "../setup/guard.mjs";
import { prepareNative } from "../setup/native.js";
import { watchParent } from "../setup/parent.mjs";
import { ensureVenv } from "../setup/python.js";

export const command: Command = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: { edit: { type: "boolean", default: false }, port: { type: "string" } },
  });
  const report = (line: string): void => console.error(line);
  const chosen = values.port === undefined ? undefined : await chosenPort(values.port);
  const stop = new AbortController();
  const end = (): void => stop.abort(new CourseError("Stopped. Give the same command again."));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  const unwatch = watchParent(end);
  const { signal } = stop;
  const { python } = await ensureVenv({ projectRoot, packages: "lab", report, signal });
  // Scripts that JupyterLab runs are CommonJS, and the nearest package.json decides what they are.
  const venv = dirname(dirname(python));
  writeFileSync(join(venv, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
  const { backend, reason } = await prepareNative({ projectRoot, report, signal });
  report(`TensorFlow: ${backend} (${reason})`);
  const folder = values.edit ? join(projectRoot, "notebooks") : copies(report);

  const jupyter = join(courseHome, "jupyter");
  await writeKernelspec(join(jupyter, "path"), {
    projectRoot,
    kernel: "course",
    env: { ...nativeEnvironment(), COURSE_BACKEND: backend },
  });
  const config = join(jupyter, "config", "labconfig");
  mkdirSync(config, { recursive: true });
  const disabledExtensions = { "@jupyterlab/apputils-extension:announcements": true };
  writeFileSync(join(config, "page_config.json"), JSON.stringify({ disabledExtensions }));

  const port = chosen ?? (await freePort());
  const token = randomBytes(16).toString("hex");
  const line = [
    "-m",
    "jupyterlab",
    "--no-browser",
    "--ip=127.0.0.1",
    `--port=${port}`,
    "--ServerApp.port_retries=0",
    `--IdentityProvider.token=${token}`,
    `--ServerApp.root_dir=${folder}`,
    "--log-level=WARN",
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
  const lab = spawn(python, line, {
    cwd: folder,
    env: { ...process.env, ...jupyterEnvironment(jupyter) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const unguard = guard(lab.pid, "TERM");
  signal.addEventListener("abort", () => lab.kill("SIGTERM"), { once: true });
  await untilServed(port, lab);
  report("JupyterLab runs; open this address. Ctrl-C ends it.");
  console.log(`http://127.0.0.1:${port}/lab?token=${token}`);
  const code = await new Promise<number>((resolve) => {
    if (lab.exitCode !== null) resolve(lab.exitCode);
    lab.on("exit", (status) => resolve(status ?? 0));
  });
  unguard();
  unwatch();
  return code;
};

function copies(report: (line: string) => void): string {
  const folder = join(projectRoot, "work");
  const { copied, beside, failed } = copyNotebooks(join(projectRoot, "notebooks"), folder);
  for (const name of copied) report(`work/${name}: copied from the course`);
  for (const { mine, theirs } of beside) {
    report(`work/${mine}: yours stays as it is; the new version of the course is work/${theirs}`);
  }
  for (const { name, why } of failed) {
    report(
      `work/${name}: the course's version could not be laid there (${why}). Make the folder writable, or move away what stands there, and start again; nothing was changed`,
    );
  }
  return folder;
}

// Whoever listens there already would answer in JupyterLab's place.
async function chosenPort(text: string): Promise<number> {
  const port = portOf(text);
  if (await isFree(port)) return port;
  throw new CourseError(
    `Port ${port} is in use. Choose another: npm run lab -- --port ${port + 1}, or leave --port out and the next free one is taken.`,
  );
}

async function freePort(): Promise<number> {
  for (let port = 8888; port < 8938; ++port) if (await isFree(port)) return port;
  throw new CourseError("No free port from 8888 to 8937. Choose one: npm run lab -- --port N");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** It answers after seconds; on a machine that is busy otherwise, after three and a half minutes. */
const PATIENCE_MINUTES = 5;

async function untilServed(port: number, lab: ReturnType<typeof spawn>): Promise<void> {
  const deadline = performance.now() + 60_000 * PATIENCE_MINUTES;
  while (lab.exitCode === null && performance.now() < deadline) {
    const answers = await fetch(`http://127.0.0.1:${port}/api`).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  if (lab.exitCode === null) {
    lab.kill("SIGTERM");
    throw new CourseError(
      `JupyterLab did not answer within ${PATIENCE_MINUTES} minutes and was ended. Is this machine busy with something else? Try again when it is not`,
    );
  }
  throw new CourseError(
    `JupyterLab did not start on port ${port} (its message is above). Is the port taken? Try npm run lab -- --port ${port + 1}`,
  );
}
