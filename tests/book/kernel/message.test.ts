import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createRequest, decodeMessage, encodeMessage } from "../../../book/kernel/message.js";

const key = "0123";
const request = createRequest("execute_request", { code: "1 + 1 // ü" }, "session", {
  cellId: "a",
});

describe("encodeMessage", () => {
  test("signs header, parent, metadata and content with HMAC-SHA256", () => {
    const [delimiter, signature, ...parts] = encodeMessage(request, key);
    const joined = Buffer.concat(parts);
    expect(delimiter!.toString()).toBe("<IDS|MSG>");
    expect(signature!.toString()).toBe(createHmac("sha256", key).update(joined).digest("hex"));
    expect(parts.map((part) => JSON.parse(part.toString()))).toEqual([
      request.header,
      {},
      { cellId: "a" },
      { code: "1 + 1 // ü" },
    ]);
  });

  test("gives each request an id of its own", () => {
    const other = createRequest("execute_request", {}, "session");
    expect(other.header.msg_id).not.toBe(request.header.msg_id);
    expect(other.header).toMatchObject({ msg_type: "execute_request", version: "5.3" });
  });
});

describe("decodeMessage", () => {
  const frames = encodeMessage(request, key);

  test("undoes encodeMessage, with or without routing identities before it", () => {
    expect(decodeMessage(frames, key)).toEqual(request);
    expect(decodeMessage([Buffer.from("id"), Buffer.from("id 2"), ...frames], key)).toEqual(
      request,
    );
  });

  test.each([
    ["another key", frames, "3210"],
    ["a changed content", [...frames.slice(0, 5), Buffer.from('{"code":"2"}')], key],
    ["a signature of another length", [frames[0]!, Buffer.from("ab"), ...frames.slice(2)], key],
    ["no delimiter", frames.slice(1), key],
    ["a part that is missing", frames.slice(0, 5), key],
    ["nothing", [], key],
  ])("takes no message with %s", (_, changed, with_) => {
    expect(decodeMessage(changed, with_)).toBeUndefined();
  });
});
