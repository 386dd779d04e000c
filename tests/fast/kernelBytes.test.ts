/** @file The committed kernel is what the compiler makes of `src/fast/assembly`; `vitest -u` renews it. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const FLAGS = "--runtime stub --enable simd -O3 --noAssert --importMemory";

/** Compiles the kernel anew. */
async function compile(): Promise<Buffer> {
  const { default: asc } = await import("assemblyscript/asc");
  const folder = await mkdtemp(join(tmpdir(), "kernel-"));
  try {
    const outFile = join(folder, "kernel.wasm");
    const source = fileURLToPath(new URL("../../src/fast/assembly/index.ts", import.meta.url));
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const { error, stderr } = await asc.main([
      source,
      "--outFile",
      outFile,
      "--baseDir",
      root,
      ...FLAGS.split(" "),
    ]);
    if (error) throw new Error(stderr.toString(), { cause: error });
    return await readFile(outFile);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("kernelBytes.ts holds what the compiler makes of the source", async () => {
  const bytes = await compile();
  const text = `/** @file The kernel of \`assembly/\`, compiled; written by \`tests/fast/kernelBytes.test.ts\`. */

/** ${bytes.length} bytes of WebAssembly. */
export const KERNEL_BASE64: string =
  "${bytes.toString("base64")}";
`;
  await expect(text).toMatchFileSnapshot("../../src/fast/kernelBytes.ts");
}, 60_000);
