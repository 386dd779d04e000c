/**
 * @file One running kernel: execute a cell, interrupt, ask, end.
 *
 * Source: "Messaging in Jupyter" 5.3, https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Output } from "../notebook/format.js";
import { type Channels, openChannels } from "./channels.js";
import { Collector } from "./collector.js";
import {
  type Connection,
  createConnection,
  removeConnection,
  writeConnection,
} from "./connection.js";
import { KernelDied } from "./kernelDied.js";
import { type KernelKind, kernelCommand } from "./kernelspec.js";
import { createRequest, type Message } from "./message.js";
import { type Death, type KernelProcess, spawnKernel } from "./process.js";
import { within } from "./within.js";

export interface KernelOptions {
  kernel: KernelKind;
  projectRoot: string;
  /** the kernel's folder; cells resolve packages from here upward */
  cwd: string;
  /** added to the environment of this process */
  env?: NodeJS.ProcessEnv;
  /** where connection files lie for as long as the kernel runs */
  stateFolder?: string;
  /** ends a kernel that is still starting */
  signal?: AbortSignal;
}

export interface ExecuteOptions {
  /** sent as the metadata that JupyterLab sends too */
  cellId?: string;
  /** called after each change of the outputs, also of those that come after the end of the cell */
  onOutput?: (outputs: readonly Output[]) => void;
  /** false: later requests are run although this one failed; defaults to true */
  stopOnError?: boolean;
}

/** What the kernel answered to one cell. */
export interface Execution {
  /** "aborted": not run, because an earlier cell failed ("abort" in stock tslab) */
  status: "ok" | "error" | "aborted" | "abort";
  count: number | null;
  /** still grows when the cell left something running */
  outputs: Output[];
  /** of the cell in which it failed, if the kernel knows; from 1 */
  line: number | null;
  /** the kernel said that it is idle again; stock tslab loses that after a flood of output */
  becameIdle: boolean;
}

const startSeconds = 120;
const idleSeconds = 4;
const shutdownSeconds = 2;

/** How often a kernel is started anew because its port was taken in the meantime. */
const portTries = 4;

/**
 * Starts a kernel and waits until it answers on all channels.
 *
 * @throws Error if it does not within two minutes; nothing is left behind.
 */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  for (let attempt = 1; ; ++attempt) {
    try {
      return await startOnce(options);
    } catch (error) {
      // Between the choice of a port and its use anybody may take it, another kernel's client too.
      const isTaken = error instanceof KernelDied && /EADDRINUSE/.test(error.message);
      if (!isTaken || attempt === portTries || options.signal?.aborted) throw error;
    }
  }
}

async function startOnce(options: KernelOptions): Promise<Kernel> {
  const { kernel, projectRoot, cwd, env, signal } = options;
  const folder = join(options.stateFolder ?? join(projectRoot, ".course"), "kernels");
  const connection = await createConnection();
  const file = await writeConnection(connection, folder);
  try {
    const command = kernelCommand(kernel, projectRoot, file);
    const process_ = await spawnKernel({ command, cwd, env: { ...process.env, ...env } });
    const running = new Kernel(process_, connection);
    const stop = (): void => running.kill();
    signal?.addEventListener("abort", stop, { once: true });
    try {
      if (signal?.aborted) stop();
      await running.ready();
      return running;
    } catch (error) {
      await running.end();
      throw error;
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  } finally {
    await removeConnection(file);
  }
}

interface Pending {
  reply: (message: Message) => void;
  idle: () => void;
}

/** A kernel that answers. */
export class Kernel {
  readonly #process: KernelProcess;
  readonly #channels: Channels;
  readonly #collector = new Collector();
  readonly #pending = new Map<string, Pending>();
  readonly #session = randomUUID();

  constructor(process_: KernelProcess, connection: Connection) {
    this.#process = process_;
    this.#channels = openChannels(connection, (_channel, message) => this.#receive(message));
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Settles when the process has ended, for whatever reason. */
  get death(): Promise<Death> {
    return this.#process.death;
  }

  /** Waits until requests are answered and broadcasts arrive: a subscriber may join late. */
  async ready(): Promise<void> {
    const deadline = performance.now() + startSeconds * 1000;
    // On a busy machine an answer may take longer than the wait for it: any of them will do.
    const answers: Promise<unknown>[] = [];
    while (performance.now() < deadline) {
      const { reply, idle } = this.#ask("shell", "kernel_info_request", {});
      answers.push(Promise.all([reply, idle]));
      if (await within(500, this.#orDeath(Promise.race(answers), []))) return;
    }
    throw new Error(`the kernel did not answer within ${startSeconds} s of its start`);
  }

  /**
   * Runs one cell.
   *
   * @throws KernelDied if the process ends meanwhile.
   */
  async execute(code: string, options: ExecuteOptions = {}): Promise<Execution> {
    const { cellId, onOutput, stopOnError = true } = options;
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: stopOnError,
    };
    const metadata = cellId === undefined ? {} : { cellId };
    const { id, reply, idle } = this.#ask("shell", "execute_request", content, metadata);
    const cell = this.#collector.open(id, () => onOutput?.(cell.outputs));
    const answer = await this.#orDeath(reply, cell.outputs);
    const waited = this.#orDeath(idle, cell.outputs).then(() => true);
    const becameIdle = (await within(idleSeconds * 1000, waited)) ?? false;
    const { status, execution_count, line } = answer.content;
    return {
      status: status as Execution["status"],
      count: typeof execution_count === "number" ? execution_count : null,
      outputs: cell.outputs,
      line: typeof line === "number" ? line : null,
      becameIdle,
    };
  }

  /** Asks anything else, such as `complete_request`, and returns the content of the reply. */
  async request(type: string, content: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { reply } = this.#ask("shell", type, content);
    return (await this.#orDeath(reply, [])).content;
  }

  /** SIGINT, as the interrupt button of JupyterLab sends it. */
  interrupt(): void {
    this.#process.interrupt();
  }

  /** Ends the kernel and all that it started, at once. */
  kill(): void {
    this.#process.kill();
  }

  /** Asks the kernel to end, ends its whole group after two seconds, and closes the sockets. */
  async end(): Promise<void> {
    this.#ask("control", "shutdown_request", { restart: false });
    await within(shutdownSeconds * 1000, this.#process.death);
    this.#process.kill();
    await this.#process.death;
    this.#channels.close();
  }

  #ask(
    channel: "shell" | "control",
    type: string,
    content: Record<string, unknown>,
    metadata: Record<string, unknown> = {},
  ): { id: string; reply: Promise<Message>; idle: Promise<void> } {
    const request = createRequest(type, content, this.#session, metadata);
    const id = request.header.msg_id;
    let pending: Pending;
    const reply = new Promise<Message>((resolve) => {
      pending = { reply: resolve, idle: () => {} };
    });
    const idle = new Promise<void>((resolve) => {
      pending.idle = resolve;
      this.#pending.set(id, pending);
    });
    this.#channels.send(channel, request).catch(() => {
      // The sockets are closed: whoever waits hears of the death of the process.
    });
    return { id, reply, idle };
  }

  #receive(message: Message): void {
    const { header, parent, content } = message;
    const pending = this.#pending.get(parent.msg_id ?? "");
    if (header.msg_type.endsWith("_reply")) pending?.reply(message);
    else if (header.msg_type !== "status") this.#collector.add(message);
    else if (content.execution_state === "idle") pending?.idle();
  }

  async #orDeath<T>(answer: Promise<T>, outputs: Output[]): Promise<T> {
    const death = this.#process.death.then((how) => {
      throw new KernelDied(how, outputs);
    });
    return Promise.race([answer, death]);
  }
}
