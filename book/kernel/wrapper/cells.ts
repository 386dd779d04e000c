/** @file Cells, one after another: each answered with what really happened in it. */

import { type CellError, fromDiagnostics, fromThrown, type Stray } from "./errors.js";
import { exit, forbidExit } from "./exit.js";
import { graceMs } from "./interrupt.js";
import type { SourceLines } from "./sourceLines.js";
import { type Publish, Streams } from "./streams.js";
import { trackTimers } from "./timers.js";
import type { Executor } from "./tslab.js";

export interface Request {
  code: string;
  stopOnError: boolean;
  executor: Executor;
  publish: Publish;
  /** gives the cell its writer of displays */
  display(write: (data: object, update: boolean) => void): void;
}

interface Running {
  request: Request;
  count: number;
  /** what tslab's executor printed instead of throwing it */
  reports: (readonly unknown[])[];
  strays: CellError[];
  isOver: boolean;
  isInterrupted: boolean;
}

const diagnosticFormat = "%s%d:%d - %s";
/** how long after an error requests that were sent before it may still arrive */
const drainMs = 20;
/** a program that runs all cells asks for the next one within this time; a person does not */
const hurryMs = 1000;

const realSetTimeout = setTimeout;
const realSetImmediate = setImmediate;

export class CellRunner {
  readonly #lines: SourceLines;
  readonly #timers = trackTimers();
  readonly #waiting = new Set<{ isDoomed: boolean }>();
  #queue: Promise<unknown> = Promise.resolve();
  #count = 0;
  #current: Running | undefined;
  #late: { error: CellError; time: number } | undefined;

  constructor(lines: SourceLines) {
    this.#lines = lines;
    forbidExit();
  }

  /** The content of the reply to a cell, when its turn has come and it has run. */
  run(request: Request): Promise<object> {
    const place = { isDoomed: false };
    this.#waiting.add(place);
    const done = this.#queue.then(async () => {
      this.#waiting.delete(place);
      if (place.isDoomed) return { status: "aborted", execution_count: this.#count };
      return this.#execute(request);
    });
    this.#queue = done;
    return done;
  }

  /** Takes what the executor prints about the cell that runs. */
  report(values: readonly unknown[]): void {
    this.#current?.reports.push(values);
  }

  /** Gives the cell that runs some time to end by itself, then leaves it and stops its timers. */
  interrupt(): void {
    const running = this.#current;
    if (running === undefined || running.isOver) return;
    const leave = (): void => {
      if (running.isOver) return;
      this.#timers.clear();
      running.request.executor.interrupt();
    };
    // Who interrupts twice does not want to wait.
    if (running.isInterrupted) leave();
    else realSetTimeout(leave, graceMs);
    running.isInterrupted = true;
  }

  /** From now on what nobody catches is an error of a cell. */
  catchStrays(): void {
    process.on("unhandledRejection", (reason) => {
      this.#stray(reason, "in a promise that nobody awaits");
    });
    process.on("uncaughtException", (error) => this.#stray(error, "in a timer or an event"));
  }

  async #execute(request: Request): Promise<object> {
    this.#count += 1;
    const count = this.#count;
    const flags = { isOver: false, isInterrupted: false };
    const running: Running = { request, count, reports: [], strays: [], ...flags };
    const hurried = this.#late !== undefined && performance.now() - this.#late.time < hurryMs;
    if (hurried) running.strays.push({ ...this.#late!.error, line: null });
    this.#late = undefined;
    this.#current = running;
    const { publish, code, executor, stopOnError } = request;
    const streams = new Streams(publish);
    process.stdout.write = streams.writer("stdout");
    process.stderr.write = streams.writer("stderr");
    request.display((data, update) => {
      streams.flush();
      publish(update ? "update_display_data" : "display_data", data);
    });
    publish("execute_input", { code, execution_count: count });
    this.#lines.begin(count);
    this.#timers.begin();
    const isOk = await executor.execute(code);
    // A rejection is told of after the microtasks, so one turn of the event loop is waited for.
    await new Promise((resolve) => realSetImmediate(resolve));
    running.isOver = true;
    streams.flush();
    const errors = errorsOf(running, isOk);
    for (const { line: _, ...error } of errors) publish("error", error);
    const [first] = errors;
    if (first === undefined) return { status: "ok", execution_count: count, user_expressions: {} };
    if (stopOnError) {
      await new Promise((resolve) => realSetTimeout(resolve, drainMs));
      for (const place of this.#waiting) place.isDoomed = true;
    }
    return { status: "error", execution_count: count, ...first };
  }

  #stray(thrown: unknown, stray: Stray): void {
    const running = this.#current;
    if (running === undefined) {
      // Before the first cell it can only be the kernel itself: a port is taken, say.
      console.error(thrown);
      exit(1);
      return;
    }
    const error = fromThrown(thrown, running.count, stray);
    if (!running.isOver) {
      running.strays.push(error);
      return;
    }
    const { line: _, ...content } = error;
    running.request.publish("error", content);
    this.#late = { error, time: performance.now() };
  }
}

function errorsOf({ reports, strays, count, request }: Running, isOk: boolean): CellError[] {
  const diagnostics = reports.filter(([format]) => format === diagnosticFormat);
  // A cell that is a module of its own (`/** @module */`) counts as ok whatever its types.
  if (diagnostics.length > 0) return [fromDiagnostics(diagnostics, request.code), ...strays];
  if (isOk) return strays;
  const thrown = reports.map(([value]) => fromThrown(value, count));
  return [...thrown, ...strays];
}
