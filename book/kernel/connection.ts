/** @file Where a kernel listens and the key that signs its messages: the connection file. */

import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isAlive } from "../setup/alive.mjs";

export interface Connection {
  transport: "tcp";
  ip: string;
  shell_port: number;
  iopub_port: number;
  stdin_port: number;
  control_port: number;
  hb_port: number;
  key: string;
  signature_scheme: "hmac-sha256";
  kernel_name: string;
}

/** Five ports of this machine that nobody uses, and a new key. */
export async function createConnection(): Promise<Connection> {
  const ports = await freePorts(5);
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = ports as FivePorts;
  return {
    transport: "tcp",
    ip: "127.0.0.1",
    shell_port,
    iopub_port,
    stdin_port,
    control_port,
    hb_port,
    key: randomBytes(32).toString("hex"),
    signature_scheme: "hmac-sha256",
    kernel_name: "tslab",
  };
}

type FivePorts = [number, number, number, number, number];

/**
 * Writes the connection for the kernel to read, for this user only.
 *
 * @param folder - where it shall lie; if nothing can be written there, it lies in the system's
 * folder for such files, so that a kernel starts also when the disk of the folder is full
 */
export async function writeConnection(connection: Connection, folder: string): Promise<string> {
  await sweep(folder);
  const name = `kernel-${process.pid}-${randomBytes(6).toString("hex")}.json`;
  const write = async (file: string): Promise<string> => {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(connection), { mode: 0o600 });
    return file;
  };
  return write(join(folder, name)).catch(() => write(join(tmpdir(), name)));
}

export async function removeConnection(file: string): Promise<void> {
  await rm(file, { force: true });
}

// A process that is killed outright while its kernel starts leaves the file, with the key, behind.
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const [, pid] = /^kernel-(\d+)-[0-9a-f]{12}\.json$/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

// All are held open until the last is found, so that no port comes twice.
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}
