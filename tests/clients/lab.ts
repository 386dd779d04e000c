/** @file A JupyterLab for one test file: private folders, the kernel of the course, a page in it. */

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { projectRoot } from "../../book/paths.js";
import { freePort, processesOf, until } from "./course.js";
import { jupyterIn, python } from "./jupyter.js";
import { kernelIsIdle } from "./labPage.js";

export interface Lab {
  /** the folder that it shows; packages are found from here */
  readonly work: string;
  /** opens a notebook, and waits until its kernel is idle */
  open(browser: Browser, notebook: string): Promise<LabPage>;
  /** ends it; resolves with the processes that are left of it */
  end(): Promise<string[]>;
}

export interface LabPage {
  readonly page: Page;
  /** addresses asked for that are not the server's */
  readonly outside: string[];
}

/** Starts JupyterLab on an empty folder inside the project. */
export async function startLab(): Promise<Lab> {
  const state = join(projectRoot, ".course");
  await mkdir(state, { recursive: true });
  const folder = await mkdtemp(join(state, "lab-test-"));
  const work = join(folder, "work");
  const jupyter = join(folder, "jupyter");
  const config = join(jupyter, "config/labconfig");
  await mkdir(work);
  await mkdir(config, { recursive: true });
  const disabledExtensions = { "@jupyterlab/apputils-extension:announcements": true };
  await writeFile(join(config, "page_config.json"), JSON.stringify({ disabledExtensions }));
  const env = await jupyterIn(jupyter, "course", { COURSE_QUICK: "1", COURSE_BACKEND: "cpu" });

  const port = await freePort();
  const line = [
    "-m",
    "jupyterlab",
    "--no-browser",
    "--ip=127.0.0.1",
    `--port=${port}`,
    "--ServerApp.port_retries=0",
    "--IdentityProvider.token=",
    "--ServerApp.password=",
    `--ServerApp.root_dir=${work}`,
    "--LabApp.expose_app_in_browser=True",
    "--log-level=WARN",
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
  const server = spawn(python, line, { cwd: work, env, stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-4000);
  });
  const exit = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const origin = `http://127.0.0.1:${port}`;

  const end = async (): Promise<string[]> => {
    server.kill("SIGTERM");
    await exit;
    const left = () => processesOf(env.JUPYTER_RUNTIME_DIR ?? "", "JUPYTER_RUNTIME_DIR");
    await until(
      () => left().length === 0,
      () => "the kernels to end",
      20,
    ).catch(() => undefined);
    const lines = left();
    for (const { pid } of lines) process.kill(pid, "SIGKILL");
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    return lines.map(({ line }) => line);
  };
  try {
    await untilAnswers(`${origin}/api`, () => server.exitCode !== null);
  } catch (error) {
    await end();
    throw new Error(`startLab: ${String(error)}: ${log}`);
  }
  return { work, end, open: (browser, notebook) => open(browser, origin, notebook) };
}

async function open(browser: Browser, origin: string, notebook: string): Promise<LabPage> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  const outside: string[] = [];
  const look = (address: string): void => {
    const { protocol, host } = new URL(address);
    const isOwn = ["data:", "blob:", "about:"].includes(protocol) || host === new URL(origin).host;
    if (!isOwn) outside.push(address);
  };
  page.on("request", (request) => look(request.url()));
  page.on("websocket", (socket) => look(socket.url()));
  page.setDefaultTimeout(120_000);
  await page.goto(`${origin}/lab/tree/${notebook}?reset`);
  await page.locator(".jp-Notebook .jp-CodeCell").first().waitFor();
  await kernelIsIdle(page);
  return { page, outside };
}

async function untilAnswers(address: string, hasEnded: () => boolean): Promise<void> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const answers = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return;
    if (hasEnded()) throw new Error("JupyterLab has ended");
    if (performance.now() > deadline) throw new Error("JupyterLab does not answer within 120 s");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
