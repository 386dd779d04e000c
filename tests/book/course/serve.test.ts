import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type BookServer, serveBook } from "../../../book/course/serve.js";

let folder: string;
let server: BookServer;

beforeEach(async () => {
  const parent = mkdtempSync(join(tmpdir(), "serve-"));
  folder = join(parent, "site");
  mkdirSync(join(folder, "en/05-forward-pass"), { recursive: true });
  writeFileSync(join(parent, "secret.txt"), "secret");
  writeFileSync(join(folder, "index.html"), "<h1>first</h1>");
  writeFileSync(join(folder, "en/05-forward-pass/index.html"), "<h1>five</h1>");
  writeFileSync(join(folder, "book.json"), "{}");
  writeFileSync(join(folder, ".course-files.json"), '["secret"]');
  server = await serveBook(folder);
});
afterEach(async () => {
  await server.close();
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

// node:http and not fetch: fetch would tidy the path and set the Host by itself.
function get(path: string, headers: Record<string, string> = {}, method = "GET") {
  const { port, host } = new URL(server.address);
  return new Promise<{ status: number; body: string; headers: Record<string, unknown> }>(
    (resolve, reject) => {
      const options = {
        agent: false, // no socket outlives its test
        port,
        host: "127.0.0.1",
        path,
        method,
        headers: { host, ...headers },
      };
      request(options, (response) => {
        let body = "";
        response.on("data", (chunk) => {
          body += chunk;
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
        );
      })
        .on("error", reject)
        .end();
    },
  );
}

describe("serveBook", () => {
  test("serves pages as they are now, not to be stored", async () => {
    expect((await get("/")).body).toBe("<h1>first</h1>");
    writeFileSync(join(folder, "index.html"), "<h1>second, longer</h1>");
    const { body, headers } = await get("/");
    expect(body).toBe("<h1>second, longer</h1>");
    expect(headers["cache-control"]).toBe("no-store");
    expect((await get("/en/05-forward-pass/")).body).toBe("<h1>five</h1>");
    expect((await get("/book.json")).headers["cache-control"]).toBe("no-store");
  });

  test.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/nothing",
    "/.course-files.json",
  ])("%s is not there", async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body).not.toContain("secret");
  });

  test("refuses another host's name and another method", async () => {
    expect((await get("/", { host: "evil.example" })).status).toBe(403);
    expect((await get("/", {}, "POST")).status).toBe(405);
  });

  test.each(["bytes=9-1", "bytes=0-1,3-4", "bytes=999-", "bytes=x", "bytes="])(
    "sends the whole page to who asks for %s, and goes on",
    async (range) => {
      const { status, body } = await get("/", { range });
      expect({ status, body }).toEqual({ status: 200, body: "<h1>first</h1>" });
    },
  );

  test("ends the answer to HEAD, of the events too", async () => {
    for (const path of ["/", "/events"]) {
      const { status, body } = await get(path, {}, "HEAD");
      expect({ status, body }).toEqual({ status: 200, body: "" });
    }
  });

  test("tells open pages what changed", async () => {
    const response = await fetch(`${server.address}events`);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe("retry: 1000\n\n");
    server.changed("en/05-forward-pass/");
    expect((await reader.read()).value).toBe('data: {"path":"en/05-forward-pass/"}\n\n');
    await reader.cancel();
  });

  test("a port that is asked for and taken is an error with a way out; else the next is used", async () => {
    const port = Number(new URL(server.address).port);
    await expect(serveBook(folder, port)).rejects.toThrow(
      `Port ${port} is in use. Choose another: npm start -- --port ${port + 1}, or leave --port out and the next free one is taken.`,
    );
    const second = await serveBook(folder);
    expect(second.address).not.toBe(server.address);
    await second.close();
  });

  test("frees its port although a page is still listening", async () => {
    const port = Number(new URL(server.address).port);
    const { body } = await fetch(`${server.address}events`);
    await server.close();
    await body!.cancel().catch(() => undefined);
    const again = await serveBook(folder, port);
    expect(again.address).toBe(`http://127.0.0.1:${port}/`);
    server = again;
  });
});
