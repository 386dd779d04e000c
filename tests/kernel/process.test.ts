/** The kernel as a process: what it needs, and that it never stays. */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openChannels } from "../../book/kernel/channels.js";
import type { Kernel } from "../../book/kernel/client.js";
import {
  createConnection,
  removeConnection,
  writeConnection,
} from "../../book/kernel/connection.js";
import { type KernelKind, kernelCommand } from "../../book/kernel/kernelspec.js";
import { createRequest, type Message } from "../../book/kernel/message.js";
import { spawnKernel } from "../../book/kernel/process.js";
import {
  buildIfStale,
  kernelsLeft,
  patience,
  projectRoot,
  start,
  textOf,
  until,
} from "./helpers.js";

let folder: string;
beforeAll(() => {
  buildIfStale();
  folder = mkdtempSync(join(tmpdir(), "kernel-process-"));
}, patience);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => expect(kernelsLeft()).toEqual([]));

test("TensorFlow.js 4.22 finds util.isNullOrUndefined, which Node 23 took out", async () => {
  const file = join(folder, "node23.cjs");
  writeFileSync(
    file,
    "const util = require('node:util'); delete util.isNullOrUndefined; delete util.isArray;",
  );
  const env = { NODE_OPTIONS: `--require ${file}` };
  const source = [
    'const util = require("node:util") as any;',
    "console.log(util.isNullOrUndefined(null), util.isNullOrUndefined(0), util.isArray([]));",
  ].join("\n");
  const [stock, course] = await Promise.all([start("stock", env), start("course", env)]);
  try {
    const bad = await stock.execute(source);
    expect(textOf(bad.outputs, "stderr")).toContain("util.isNullOrUndefined is not a function");
    const good = await course.execute(source);
    expect(textOf(good.outputs)).toBe("true false true\n");
  } finally {
    await Promise.all([stock.end(), course.end()]);
  }
});

describe("when its parent is killed in the middle of while (true)", () => {
  const script = (kind: KernelKind) => `
    import { startKernel } from ${JSON.stringify(join(projectRoot, "build/book/kernel/client.js"))};
    const root = ${JSON.stringify(projectRoot)};
    const kernel = await startKernel({ kernel: "${kind}", projectRoot: root, cwd: root });
    kernel.execute("process.stdout.write('x');\\nwhile (true) {}");
    setTimeout(() => console.log(kernel.pid), 500);
  `;
  async function orphan(kind: KernelKind): Promise<number> {
    const file = join(folder, `${kind}.mjs`);
    writeFileSync(file, script(kind));
    const parent = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
    const text = await new Promise<string>((resolve) => {
      parent.stdout.once("data", (data: Buffer) => resolve(data.toString()));
    });
    const ended = new Promise((resolve) => parent.once("exit", resolve));
    parent.kill("SIGKILL");
    await ended;
    return Number(text);
  }
  const isAlive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };

  test("the course's kernel ends; stock tslab runs for ever", async () => {
    const [stock, course] = await Promise.all([orphan("stock"), orphan("course")]);
    try {
      await until(() => !isAlive(course), "the end of the kernel");
      expect(isAlive(stock)).toBe(true);
    } finally {
      process.kill(-stock, "SIGKILL");
    }
    await until(() => !isAlive(stock), "the end of stock tslab");
  });
});

test("end() leaves nothing that a cell has started", async () => {
  const kernel = await start("course");
  const source = 'import { spawn } from "node:child_process";\nspawn("sleep", ["300"]).pid';
  const pid = Number(textOf((await kernel.execute(source)).outputs));
  expect(pid).toBeGreaterThan(1);
  await kernel.end();
  await until(() => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  }, "the end of the grandchild");
});

test("a request to shut down ends the kernel, whatever its cells have left running", async () => {
  const [stock, course] = await Promise.all([start("stock"), start("course")]);
  const endOf = async (kernel: Kernel) => {
    await kernel.execute("setInterval(() => {}, 1000);\nvoid 0");
    await kernel.end();
    const { code, signal, log } = await kernel.death;
    return { code, signal, log };
  };
  const ends = await Promise.all([endOf(stock), endOf(course)]);
  expect(ends[0]).toMatchObject({ code: null, signal: "SIGKILL" });
  expect(ends[1]).toEqual({ code: 0, signal: null, log: "" });
});

test("a kernel whose port is taken says so and ends", async () => {
  const first = await createConnection();
  const { createServer } = await import("node:net");
  const server = createServer();
  await new Promise<void>((ready) => server.listen(first.shell_port, "127.0.0.1", ready));
  const file = await writeConnection(first, folder);
  const command = kernelCommand("course", projectRoot, file);
  const kernel = await spawnKernel({ command, cwd: projectRoot, env: process.env });
  const { code, log } = await kernel.death;
  server.close();
  await removeConnection(file);
  expect(code).toBe(1);
  expect(log).toContain("EADDRINUSE");
});

test("the code of a cell is broadcast with its count, as the protocol asks", async () => {
  const counts = async (kind: KernelKind): Promise<unknown[]> => {
    const connection = await createConnection();
    const file = await writeConnection(connection, folder);
    const command = kernelCommand(kind, projectRoot, file);
    const kernel = await spawnKernel({ command, cwd: projectRoot, env: process.env });
    const inputs: Message[] = [];
    let isDone = false;
    const channels = openChannels(connection, (channel, message) => {
      if (channel === "iopub" && message.header.msg_type === "execute_input") inputs.push(message);
      if (channel === "iopub" && message.header.msg_type === "stream") isDone = true;
    });
    try {
      // Until the subscription has arrived nothing is heard, so it is asked again.
      while (!isDone) {
        const request = createRequest("execute_request", { code: "console.log(1)" }, "session");
        await channels.send("shell", request);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    } finally {
      kernel.kill();
      await kernel.death;
      channels.close();
      await removeConnection(file);
    }
    return inputs.map(({ content }) => content.execution_count);
  };
  expect(await counts("stock")).toEqual([]);
  const [first, ...rest] = (await counts("course")) as number[];
  expect(first).toBeGreaterThanOrEqual(1);
  expect(rest.every((count, i) => count === first! + i + 1)).toBe(true);
});
