/** The kernel as a process: what it needs, and that it never stays. */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Subscriber } from "zeromq";
import { openChannels } from "../../book/kernel/channels.js";
import type { Kernel } from "../../book/kernel/client.js";
import {
  type Connection,
  createConnection,
  removeConnection,
  writeConnection,
} from "../../book/kernel/connection.js";
import { type KernelKind, kernelCommand } from "../../book/kernel/kernelspec.js";
import { createRequest, decodeMessage, type Message } from "../../book/kernel/message.js";
import { spawnKernel } from "../../book/kernel/process.js";
import {
  buildIfStale,
  guarded,
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
const wires: Wire[] = [];
afterEach(async () => {
  await Promise.all(wires.splice(0).map((wire) => wire.close()));
  expect(kernelsLeft()).toEqual([]);
});

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

interface Wire {
  connection: Connection;
  execute(code: string): Promise<void>;
  close(): Promise<void>;
}

/** A kernel without our client: what it really sends. */
async function onTheWire(kind: KernelKind, onMessage: (message: Message) => void): Promise<Wire> {
  const connection = await createConnection();
  const file = await writeConnection(connection, folder);
  const command = kernelCommand(kind, projectRoot, file);
  const env = { ...process.env, ...guarded(kind) };
  const kernel = await spawnKernel({ command, cwd: projectRoot, env });
  const channels = openChannels(connection, (_channel, message) => onMessage(message));
  const wire = {
    connection,
    execute: (code: string) =>
      channels.send("shell", createRequest("execute_request", { code }, "session")),
    close: async () => {
      kernel.kill();
      await kernel.death;
      channels.close();
      await removeConnection(file);
    },
  };
  wires.push(wire);
  return wire;
}

test("the code of a cell is broadcast with its count, as the protocol asks", async () => {
  const counts = async (kind: KernelKind): Promise<unknown[]> => {
    const inputs: unknown[] = [];
    let isDone = false;
    const wire = await onTheWire(kind, ({ header, content }) => {
      if (header.msg_type === "execute_input") inputs.push(content.execution_count);
      if (header.msg_type === "stream") isDone = true;
    });
    // Until the subscription has arrived nothing is heard, so it is asked again.
    while (!isDone) {
      await wire.execute("console.log(1)");
      await sleep(500);
    }
    return inputs;
  };
  expect(await counts("stock")).toEqual([]);
  const [first, ...rest] = (await counts("course")) as number[];
  expect(first).toBeGreaterThanOrEqual(1);
  expect(rest).toEqual(rest.map((_, i) => first! + i + 1));
});

test("a front end that reads late still gets all of 30 MB", async () => {
  let replies = 0;
  const wire = await onTheWire("course", ({ header }) => {
    if (header.msg_type === "execute_reply") replies += 1;
  });
  // It takes ten messages, and what the system holds for a connection; the rest waits in the kernel.
  const late = new Subscriber({ linger: 0, receiveHighWaterMark: 10 });
  late.connect(`tcp://127.0.0.1:${wire.connection.iopub_port}`);
  late.subscribe();
  await wire.execute("const page = 'x'.repeat(10_000);");
  await until(() => replies === 1, "the reply to the first cell");
  await wire.execute(
    'import { display } from "tslab";\nfor (let i = 0; i < 3000; i++) display.text(page);',
  );
  await until(() => replies === 2, "the reply to the second cell");
  await sleep(500);
  let displays = 0;
  let idle = 0;
  for await (const frames of late) {
    const message = decodeMessage(frames as Buffer[], wire.connection.key)!;
    if (message.header.msg_type === "display_data") displays += 1;
    if (message.content.execution_state === "idle" && displays > 0) idle += 1;
    if (idle > 0) break;
  }
  late.close();
  expect(displays).toBe(3000);
});
