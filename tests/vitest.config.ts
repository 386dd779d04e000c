import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));
const unit = {
  maxWorkers: "100%", // one core is left idle otherwise, which on two cores is half of them
  include: ["tests/{matrix,network,fast,data,figures,lesson,sound,book}/**/*.test.ts"],
};
const mocks = "tests/**/*.mocks.test.ts";

export default defineConfig({
  root,
  resolve: { alias: { "#platform": `${root}src/data/platform/node.ts` } },
  test: {
    testTimeout: Number(process.env.COURSE_TEST_TIMEOUT ?? 60_000),
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          ...unit,
          name: "unit",
          exclude: [mocks],
          isolate: false, // what every file imports is then loaded once: half of the time
        },
      },
      {
        extends: true,
        test: { ...unit, name: "mocks", include: [mocks] }, // a mock would stay for the next file
      },
      {
        extends: true,
        test: {
          name: "kernel",
          include: ["tests/kernel/**/*.test.ts"],
          testTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: "tensorflow",
          include: ["tests/tensorflow/**/*.test.ts"],
          testTimeout: 120_000,
          pool: "forks",
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: "python",
          include: ["tests/python/**/*.test.ts"],
          testTimeout: 300_000,
          globalSetup: `${root}tests/python/answers.ts`,
        },
      },
      {
        extends: true,
        test: {
          name: "setup",
          include: ["tests/setup/**/*.test.ts"],
          testTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: "notebooks",
          include: ["tests/notebooks/**/*.test.ts"],
          testTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: "clients",
          include: ["tests/clients/**/*.test.ts"],
          testTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
