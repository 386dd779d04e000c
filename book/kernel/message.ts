/**
 * @file One message of the Jupyter protocol ↔ the frames that travel over ZeroMQ.
 *
 * Frames: routing identities…, `<IDS|MSG>`, signature, header, parent header, metadata, content.
 * The signature is HMAC-SHA256 over the last four, in hexadecimal.
 *
 * Source: "Messaging in Jupyter" 5.3, section "The wire protocol".
 */

import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

export interface Message {
  header: Header;
  /** the header of the request that this answers; empty in a request */
  parent: Partial<Header>;
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
}

const delimiter = Buffer.from("<IDS|MSG>");

/** A request with an id of its own. */
export function createRequest(
  type: string,
  content: Record<string, unknown>,
  session: string,
  metadata: Record<string, unknown> = {},
): Message {
  const header: Header = {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: "course",
    date: new Date().toISOString(),
    version: "5.3",
  };
  return { header, parent: {}, metadata, content };
}

/** The frames of a message, without routing identities. */
export function encodeMessage(
  { header, parent, metadata, content }: Message,
  key: string,
): Buffer[] {
  const parts = [header, parent, metadata, content].map((part) =>
    Buffer.from(JSON.stringify(part)),
  );
  return [delimiter, Buffer.from(sign(parts, key)), ...parts];
}

/** The message in the frames that arrived; `undefined` if they are none signed with this key. */
export function decodeMessage(frames: readonly Buffer[], key: string): Message | undefined {
  const start = frames.findIndex((frame) => frame.equals(delimiter));
  const signature = frames[start + 1];
  const parts = frames.slice(start + 2, start + 6);
  if (start < 0 || signature === undefined || parts.length < 4) return undefined;
  const expected = Buffer.from(sign(parts, key));
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    return undefined;
  }
  const [header, parent, metadata, content] = parts.map((part) => JSON.parse(part.toString()));
  return { header, parent, metadata, content };
}

function sign(parts: readonly Buffer[], key: string): string {
  const hash = createHmac("sha256", key);
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
