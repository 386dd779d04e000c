/** The package as a stranger installs it: into an empty project, from the packed file alone. */

import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyCommonJsTypes } from "../../book/package/commonJsTypes.js";

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, "../..");
const npm =
  process.env.npm_execpath ??
  join(dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js");
let project: string;

function node(args: string[], cwd = project) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "consumer-"));
  copyCommonJsTypes(root);
  const line = [npm, "pack", "--ignore-scripts", "--silent", "--pack-destination", project];
  const tarball = node(line, root).stdout.trim().split("\n").at(-1)!;
  writeFileSync(join(project, "package.json"), '{"name":"consumer","private":true}');
  const flags = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  const install = node([npm, "install", ...flags, join(project, tarball)]);
  expect(install.stderr).not.toMatch(/npm error/);
}, 120_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

const source = `
const product = matMul(matrix([[1, 2]]), matrix([[3], [4]]));
console.log(product.data[0], softmax(matrix([[0, 0]])).data[0]);
`;

describe("the package in an empty project", () => {
  test("is smaller than 5 MB and brings nothing along", () => {
    const folder = join(project, "node_modules");
    const packages = readdirSync(folder).filter((name) => !name.startsWith("."));
    expect(packages).toEqual(["large-models"]);
    const bytes = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => statSync(join(folder, name)))
      .filter((entry) => entry.isFile())
      .reduce((sum, { size }) => sum + size, 0);
    expect(bytes).toBeLessThan(5e6);
  });

  test("holds neither notebooks nor book nor tests", () => {
    const files = readdirSync(join(project, "node_modules/large-models")).sort();
    expect(files).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist",
      "package.json",
      "src",
      "types",
    ]);
  });

  test("works from an ES module and from CommonJS, without a warning", () => {
    const names = "{ matMul, matrix, softmax }";
    writeFileSync(join(project, "a.mjs"), `import ${names} from "large-models";${source}`);
    writeFileSync(join(project, "b.cjs"), `const ${names} = require("large-models");${source}`);
    for (const file of ["a.mjs", "b.cjs"]) {
      const { stdout, stderr } = node([file]);
      expect({ stdout, stderr }).toEqual({ stdout: "11 0.5\n", stderr: "" });
    }
  });

  test("brings its mails along", () => {
    const code = `import { loadMails } from "large-models";
      const { train, validation, heldOut } = await loadMails();
      console.log(train.length, validation.length, heldOut.length);`;
    writeFileSync(join(project, "f.mjs"), code);
    expect(node(["f.mjs"]).stdout).toBe("2000 1000 500\n");
  });

  test("says what to install when TensorFlow.js is missing", () => {
    const code = `import { loadTensorFlow } from "large-models/tensorflow";
      await loadTensorFlow().catch((error) => console.log(error.message));`;
    writeFileSync(join(project, "c.mjs"), code);
    expect(node(["c.mjs"]).stdout).toMatch(/npm install @tensorflow\/tfjs/);
  });

  const compilers = {
    "5.0 (tslab's)": require.resolve("@tslab/typescript-for-tslab/lib/tsc.js", {
      paths: [dirname(require.resolve("tslab/package.json"))],
    }),
    "6.0": join(root, "node_modules/typescript/lib/tsc.js"),
  };
  const resolutions = {
    "5.0 (tslab's)": ["node", "node16", "bundler"],
    "6.0": ["node16", "nodenext", "bundler"],
  };
  const cases = (Object.keys(compilers) as (keyof typeof compilers)[]).flatMap((version) =>
    resolutions[version].map((resolution) => [version, resolution] as const),
  );
  // In a folder whose package.json says nothing, a .ts file is CommonJS, a .mts file a module.
  test.each(cases)("has strict types under TypeScript %s, %s", (version, resolution) => {
    const consumer = `import { type Matrix, matMul, matrix, show } from "large-models";
      const product: Matrix = matMul(matrix([[1, 2]]), matrix([[3], [4]]));
      export const first: number | undefined = product.data[0];
      // @ts-expect-error: an element is a number; not an error only if types degrade to any
      export const wrong: string | undefined = product.data[0];
      // @ts-expect-error: rows are lists of numbers
      matrix("rows");
      show({ product });`;
    writeFileSync(join(project, "consumer.mts"), consumer);
    writeFileSync(join(project, "consumer.ts"), consumer);
    const isNode = resolution === "node16" || resolution === "nodenext";
    const files = isNode ? ["consumer.mts", "consumer.ts"] : ["consumer.ts"];
    const module = { node: "commonjs", bundler: "es2022" }[resolution] ?? resolution;
    const line = [compilers[version], "--noEmit", "--strict", "--target", "es2022"];
    const options = ["--module", module, "--moduleResolution", resolution, "--lib", "es2022"];
    const { status, stdout } = node([...line, ...options, ...files]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  });

  function bundled(name: string): string {
    writeFileSync(join(project, "d.js"), `export * from "${name}";`);
    const esbuild = join(root, "tests/node_modules/esbuild-wasm/bin/esbuild");
    const flags = ["--bundle", "--format=esm", "--platform=browser", "--outfile=bundle.js"];
    const { status, stderr } = node([esbuild, "d.js", ...flags]);
    expect({ status, errors: stderr.match(/\[ERROR\].*/g) }).toEqual({ status: 0, errors: null });
    return readFileSync(join(project, "bundle.js"), "utf8");
  }

  test("bundles for a browser without a module of Node", () => {
    bundled("large-models");
    const code = `import { matMul, matrix } from "./bundle.js";console.log(matMul(matrix([[2]]), matrix([[3]])).data[0]);`;
    writeFileSync(join(project, "e.mjs"), code);
    expect(node(["e.mjs"]).stdout).toBe("6\n");
  }, 60_000);

  test("bundles its layers for a browser, whatever of TensorFlow.js is installed", () => {
    const addon = join(project, "node_modules/@tensorflow/tfjs-node");
    mkdirSync(addon, { recursive: true });
    writeFileSync(join(addon, "index.js"), `require("fs"); console.log("the addon");`);
    try {
      const bundle = bundled("large-models/tensorflow");
      expect(bundle).toContain("TransformerEncoder");
      expect(bundle).not.toContain("the addon");
    } finally {
      rmSync(addon, { recursive: true });
    }
  }, 60_000);
});
