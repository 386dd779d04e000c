/** @file The repaired side of tslab's server: sockets that lose nothing, cells run by `CellRunner`. */

import type { CellRunner } from "./cells.js";
import { exit } from "./exit.js";
import type { JupyterMessage, JupyterModule, Server } from "./tslab.js";

/** Replaces three methods of tslab's server. */
export function repairServer(jupyter: JupyterModule, runner: CellRunner): void {
  const server = jupyter.ZmqServer.prototype;
  const { bindSocket, close } = server;

  server.bindSocket = function (socket, port) {
    // zeromq.js makes a send wait for the event loop after 512 of them, and tslab does not await it.
    // With a time-out of 0 each is done at once; without a mark none is dropped.
    if ("sendTimeout" in socket) socket.sendTimeout = 0;
    if ("sendHighWaterMark" in socket) socket.sendHighWaterMark = 0;
    return bindSocket.call(this, socket, port);
  };

  server.handleExecute = async function (socket, message) {
    const publish = (type: string, content: object): void =>
      answer(this, message, type, content).signAndSend(this.connInfo.key, this.iopub);
    jupyter.lastWriteDisplayData ??= () => {};
    const content = await runner.run({
      code: String(message.content.code),
      stopOnError: message.content.stop_on_error !== false,
      executor: this.handler.executor,
      publish,
      display: (write) => {
        jupyter.lastWriteDisplayData = write;
      },
    });
    const reply = answer(this, message, "execute_reply", content);
    reply.signAndSend(this.connInfo.key, socket);
  };

  server.close = function () {
    close.call(this);
    // A timer of a cell would keep the process alive.
    setImmediate(() => exit(0));
  };
}

function answer(
  _server: Server,
  message: JupyterMessage,
  type: string,
  content: object,
): JupyterMessage {
  const reply = message.createReply();
  reply.header.msg_type = type;
  reply.content = content as Record<string, unknown>;
  return reply;
}
