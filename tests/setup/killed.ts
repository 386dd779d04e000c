/** @file Prepares native TensorFlow on the machine of the tests, and dies at one step without a word. */

import { prepareNative } from "../../book/setup/native.js";
import { machine, wheel } from "./machine.js";

const [root, deadly, moment] = process.argv.slice(2) as [string, string, string];
const it = machine(root);
const { run } = it.world;
const world = {
  ...it.world,
  run: async (...call: Parameters<typeof run>) => {
    const seen = it.ran.length;
    const result = await run(...call);
    if (it.ran[seen] === deadly && moment === "after") process.kill(process.pid, "SIGKILL");
    return result;
  },
};
it.before = (purpose) => {
  if (purpose === deadly && moment === "before") process.kill(process.pid, "SIGKILL");
};
await prepareNative({ projectRoot: root, report: () => undefined, world, wheels: [wheel] });
