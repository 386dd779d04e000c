import { describe, expect, test } from "vitest";
import { Collector } from "../../../book/kernel/collector.js";
import { createRequest, type Message } from "../../../book/kernel/message.js";

const broadcast = (parent: string, type: string, content: Record<string, unknown>): Message => ({
  ...createRequest(type, content, "kernel"),
  parent: { msg_id: parent },
});
const stream = (parent: string, text: string, name = "stdout"): Message =>
  broadcast(parent, "stream", { name, text });

/** The text that a front end shows after these writes. */
function shown(...writes: string[]): string {
  const collector = new Collector();
  const { outputs } = collector.open("a");
  for (const text of writes) collector.add(stream("a", text));
  return outputs.map((output) => (output.output_type === "stream" ? output.text : "")).join("|");
}

describe("text", () => {
  test("of one stream is one output, until another comes between", () => {
    const collector = new Collector();
    const { outputs } = collector.open("a");
    collector.add(stream("a", "1\n"));
    collector.add(stream("a", "2\n"));
    collector.add(stream("a", "!", "stderr"));
    collector.add(stream("a", "3\n"));
    expect(outputs).toEqual([
      { output_type: "stream", name: "stdout", text: "1\n2\n" },
      { output_type: "stream", name: "stderr", text: "!" },
      { output_type: "stream", name: "stdout", text: "3\n" },
    ]);
  });

  test.each([
    ["a step over the one before", ["step 1\r", "step 2\r", "step 3\n"], "step 3\n"],
    ["the return before the text", ["step 1", "\rstep 2"], "step 2"],
    ["a shorter text, which leaves the end", ["12345\r", "abc"], "abc45"],
    ["a return at the end, which waits", ["step 1\r"], "step 1\r"],
    ["two returns", ["ab\r\rc"], "cb"],
    ["a Windows line", ["one\r\ntwo\r\n"], "one\ntwo\n"],
    ["a Windows line cut in two", ["one\r", "\ntwo"], "one\ntwo"],
    ["only its own line", ["one\ntwo", "\rTWO\nthree"], "one\nTWO\nthree"],
  ])("writes over its line: %s", (_, writes, expected) => {
    expect(shown(...writes)).toBe(expected);
  });
});

describe("displays", () => {
  const bundle = (text: string, id?: string) => ({
    data: { "text/plain": text },
    metadata: {},
    transient: id === undefined ? {} : { display_id: id },
  });

  test("are updated where they stand, by a later cell too", () => {
    const collector = new Collector();
    const changes: string[] = [];
    const a = collector.open("a", () => changes.push("a"));
    const b = collector.open("b", () => changes.push("b"));
    collector.add(broadcast("a", "display_data", bundle("one", "id")));
    collector.add(broadcast("a", "display_data", bundle("other")));
    collector.add(broadcast("b", "display_data", bundle("again", "id")));
    collector.add(broadcast("b", "update_display_data", bundle("two", "id")));
    const data = (cell: typeof a) =>
      cell.outputs.map((o) => o.output_type === "display_data" && o.data);
    expect(data(a)).toEqual([{ "text/plain": "two" }, { "text/plain": "other" }]);
    expect(data(b)).toEqual([{ "text/plain": "two" }]);
    expect(changes).toEqual(["a", "a", "b", "a", "b"]);
  });

  test("that nobody has shown are not added by an update", () => {
    const collector = new Collector();
    const { outputs } = collector.open("a");
    collector.add(broadcast("a", "update_display_data", bundle("two", "id")));
    expect(outputs).toEqual([]);
  });
});

test("results and errors are kept as a notebook has them", () => {
  const collector = new Collector();
  const { outputs } = collector.open("a");
  const error = { ename: "TypeError", evalue: "boom", traceback: ["TypeError: boom", "at a"] };
  const result = { data: { "text/plain": "2" }, metadata: {}, execution_count: 3 };
  collector.add(broadcast("a", "execute_result", result));
  collector.add(broadcast("a", "error", { ...error, more: 1 }));
  expect(outputs).toEqual([
    { output_type: "execute_result", ...result },
    { output_type: "error", ...error },
  ]);
});

test("what another client asked for, and what is no output, is left alone", () => {
  const collector = new Collector();
  const { outputs } = collector.open("a");
  expect(collector.add(stream("elsewhere", "text"))).toBe(false);
  expect(collector.add(broadcast("a", "execute_input", { code: "1" }))).toBe(false);
  expect(outputs).toEqual([]);
});
