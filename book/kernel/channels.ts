/** @file The client's ends of a kernel's sockets: requests out, replies and broadcasts in. */

import { Dealer, Subscriber } from "zeromq";
import type { Connection } from "./connection.js";
import { decodeMessage, encodeMessage, type Message } from "./message.js";

export type Channel = "shell" | "control" | "iopub";

export interface Channels {
  send(channel: "shell" | "control", request: Message): Promise<void>;
  close(): void;
}

/** Connects; every message that arrives goes to `onMessage`, in the order of its channel. */
export function openChannels(
  connection: Connection,
  onMessage: (channel: Channel, message: Message) => void,
): Channels {
  const { ip, key } = connection;
  // Closing throws away what is not sent yet: nobody is left to read it.
  const shell = new Dealer({ linger: 0 });
  const control = new Dealer({ linger: 0 });
  // Without a mark no output is dropped when the kernel writes faster than this side reads.
  const iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  shell.connect(`tcp://${ip}:${connection.shell_port}`);
  control.connect(`tcp://${ip}:${connection.control_port}`);
  iopub.connect(`tcp://${ip}:${connection.iopub_port}`);
  iopub.subscribe();

  const read = async (channel: Channel, socket: AsyncIterable<Buffer[]>): Promise<void> => {
    for await (const frames of socket) {
      const message = decodeMessage(frames, key);
      // What is not signed with our key comes from somebody else on this machine.
      if (message !== undefined) onMessage(channel, message);
    }
  };
  void read("shell", shell);
  void read("control", control);
  void read("iopub", iopub);

  // A socket sends one message at a time.
  let last: Promise<void> = Promise.resolve();
  return {
    send(channel, request) {
      const socket = channel === "shell" ? shell : control;
      last = last.then(() => socket.send(encodeMessage(request, key)));
      return last;
    },
    close() {
      for (const socket of [shell, control, iopub]) socket.close();
    },
  };
}
