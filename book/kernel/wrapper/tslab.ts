/** @file tslab's own modules, and what of them the wrapper touches (version 1.0.22). */

export interface Executor {
  /** false if the cell failed; what went wrong has been given to the console of the executor */
  execute(code: string): Promise<boolean>;
  /** ends the wait for the cell that runs; the cell itself goes on */
  interrupt(): void;
}

export interface Socket {
  sendTimeout: number;
  sendHighWaterMark: number;
}

export interface JupyterMessage {
  header: { msg_type: string };
  content: Record<string, unknown>;
  createReply(): JupyterMessage;
  signAndSend(key: string, socket: Socket): void;
}

export interface Server {
  handler: { executor: Executor };
  connInfo: { key: string };
  iopub: Socket;
  bindSocket(socket: Socket, port: number): Promise<void>;
  handleExecute(socket: Socket, message: JupyterMessage): Promise<void>;
  close(): void;
}

export interface JupyterModule {
  ZmqServer: { prototype: Server };
  /** where `display` of tslab and of the library write to */
  lastWriteDisplayData: ((data: object, update: boolean) => void) | null;
}

interface MainModule {
  startKernel(options: { configPath: string; enableFindLocal: boolean; jsKernel: boolean }): void;
}

interface Hooks {
  repair(jupyter: JupyterModule): void;
  /** the arguments with which the executor prints an error */
  report(values: readonly unknown[]): void;
}

/** Loads tslab, lets it be repaired, and starts it without its own handlers of signals and errors. */
export function startTslab(require: NodeJS.Require, configPath: string, hooks: Hooks): void {
  const main = require("tslab/dist/main.js") as MainModule;
  hooks.repair(require("tslab/dist/jupyter.js") as JupyterModule);
  const events = ["SIGINT", "uncaughtException", "unhandledRejection"] as const;
  const before = events.map((event) => process.listeners(event as "SIGINT"));
  // The executor keeps the two functions that it finds now; cells have the console's own.
  const { error } = console;
  console.error = (...values: unknown[]) => hooks.report(values);
  main.startKernel({ configPath, enableFindLocal: false, jsKernel: false });
  console.error = error;
  for (const [index, event] of events.entries()) {
    for (const listener of process.listeners(event as "SIGINT")) {
      if (!before[index]!.includes(listener)) process.removeListener(event, listener);
    }
  }
}
