/**
 * @file The server of the book: one folder, on the loopback address, for this reader only.
 *
 * A request must name the host it was sent to, so that a page elsewhere cannot reach the book through
 * a name of its own that resolves to 127.0.0.1.
 */

import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import sirv from "sirv";
import { CourseError } from "../message.js";

export interface BookServer {
  /** `http://127.0.0.1:N/` */
  readonly address: string;
  /** Tells open pages that a page has changed; its path as in `book.json`. */
  changed(path: string): void;
  close(): Promise<void>;
}

const DEFAULT_PORT = 4321;
const TRIES = 50;

/**
 * Serves `folder`.
 *
 * @param port - this one or none; left out, the first free one from 4321
 * @throws CourseError if the port is taken.
 */
export async function serveBook(folder: string, port?: number): Promise<BookServer> {
  const listeners = new Set<ServerResponse>();
  const files = sirv(folder, {
    dev: true, // reads the folder anew at each request: pages change while the book is served
    etag: true,
    setHeaders(response, pathname) {
      const isHashed = pathname.startsWith("/assets/");
      response.setHeader("Cache-Control", isHashed ? "max-age=31536000, immutable" : "no-store");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Referrer-Policy", "no-referrer");
    },
  });
  const server = createServer((request, response) => {
    const { port: own } = server.address() as AddressInfo;
    const hosts = [`127.0.0.1:${own}`, `localhost:${own}`];
    if (!hosts.includes(request.headers.host ?? "")) {
      response.writeHead(403, { "Content-Type": "text/plain" }).end("This host is not served.\n");
    } else if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
    } else if (request.url === "/events") {
      response.writeHead(200, {
        "Content-Type": "text/event-stream",
        "Cache-Control": "no-store",
      });
      if (request.method === "HEAD") return void response.end();
      response.write("retry: 1000\n\n");
      listeners.add(response);
      response.on("close", () => listeners.delete(response));
    } else if (request.url?.includes("/.")) {
      notThere(response); // the list of what was written
    } else {
      // sirv throws at a range that ends before it begins; a page is small enough to be sent whole.
      delete request.headers.range;
      files(request, response, () => notThere(response));
    }
  });

  const own = await listen(server, port);
  return {
    address: `http://127.0.0.1:${own}/`,
    changed(path) {
      for (const listener of listeners) listener.write(`data: ${JSON.stringify({ path })}\n\n`);
    },
    close() {
      for (const listener of listeners) listener.end();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function notThere(response: ServerResponse): void {
  response.writeHead(404, { "Content-Type": "text/plain" }).end("There is no such page.\n");
}

async function listen(server: ReturnType<typeof createServer>, port?: number): Promise<number> {
  const tries = port === undefined ? TRIES : 1;
  for (let k = 0; k < tries; ++k) {
    const candidate = port ?? DEFAULT_PORT + k;
    const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      server.once("error", resolve);
      server.listen(candidate, "127.0.0.1", () => {
        server.off("error", resolve);
        resolve(undefined);
      });
    });
    if (!error) return (server.address() as AddressInfo).port;
    if (error.code !== "EADDRINUSE" && error.code !== "EACCES") throw error;
    if (port !== undefined) {
      const why = error.code === "EACCES" ? "may not be used" : "is in use";
      throw new CourseError(
        `Port ${port} ${why}. Choose another: npm start -- --port ${port + 1}, or leave --port out and the next free one is taken.`,
      );
    }
  }
  throw new CourseError(
    `No free port from ${DEFAULT_PORT} to ${DEFAULT_PORT + TRIES - 1}. Choose one: npm start -- --port N`,
  );
}
