/**
 * @file What a kernel broadcasts → the outputs of its cells, as a notebook keeps them.
 *
 * Text of one stream is joined; a display that is updated changes where it stands, in whichever
 * cell that is; a carriage return writes over its line.
 */

import type { MimeBundle, Output, StreamOutput } from "../notebook/format.js";
import type { Message } from "./message.js";

/** What the collector knows of one execution, by the id of its request. */
export interface CellOutputs {
  readonly outputs: Output[];
  /** called after each change of `outputs` */
  onChange: () => void;
}

interface Display {
  bundle: { data: MimeBundle; metadata: Record<string, unknown> };
  cell: CellOutputs;
}

export class Collector {
  readonly #cells = new Map<string, CellOutputs>();
  readonly #displays = new Map<string, Display[]>();

  /** From now on the broadcasts for this request go into the returned outputs. */
  open(requestId: string, onChange: () => void = () => {}): CellOutputs {
    const cell: CellOutputs = { outputs: [], onChange };
    this.#cells.set(requestId, cell);
    return cell;
  }

  /** Takes in one broadcast; true if it was an output. */
  add({ header, parent, content }: Message): boolean {
    const cell = this.#cells.get(parent.msg_id ?? "");
    if (header.msg_type === "update_display_data") return this.#update(content);
    if (cell === undefined) return false;
    switch (header.msg_type) {
      case "stream":
        addText(
          cell.outputs,
          content.name === "stderr" ? "stderr" : "stdout",
          String(content.text),
        );
        break;
      case "display_data": {
        const bundle = { data: dictionary(content.data), metadata: dictionary(content.metadata) };
        const output: Output = { output_type: "display_data", ...bundle };
        cell.outputs.push(output);
        this.#remember(content.transient, { bundle: output, cell });
        break;
      }
      case "execute_result": {
        const bundle = { data: dictionary(content.data), metadata: dictionary(content.metadata) };
        const count = Number(content.execution_count);
        cell.outputs.push({ output_type: "execute_result", ...bundle, execution_count: count });
        break;
      }
      case "error": {
        const traceback = Array.isArray(content.traceback) ? content.traceback.map(String) : [];
        const { ename, evalue } = content;
        const error = { ename: String(ename), evalue: String(evalue), traceback };
        cell.outputs.push({ output_type: "error", ...error });
        break;
      }
      default:
        return false;
    }
    cell.onChange();
    return true;
  }

  #remember(transient: unknown, display: Display): void {
    const id = dictionary(transient).display_id;
    if (typeof id !== "string") return;
    this.#displays.set(id, [...(this.#displays.get(id) ?? []), display]);
  }

  #update(content: Record<string, unknown>): boolean {
    const id = String(dictionary(content.transient).display_id);
    for (const { bundle, cell } of this.#displays.get(id) ?? []) {
      bundle.data = dictionary(content.data);
      bundle.metadata = dictionary(content.metadata);
      cell.onChange();
    }
    return true;
  }
}

/** Appends to the last output if that is the same stream. */
function addText(outputs: Output[], name: StreamOutput["name"], text: string): void {
  const last = outputs.at(-1);
  if (last?.output_type === "stream" && last.name === name) last.text = typed(last.text, text);
  else outputs.push({ output_type: "stream", name, text: typed("", text) });
}

/** `before` with `text` typed after it, as a terminal does: `\r` goes back to the line's start. */
function typed(before: string, text: string): string {
  if (!text.includes("\r") && !before.endsWith("\r")) return before + text;
  const start = before.lastIndexOf("\n") + 1;
  const lines = (before.slice(start) + text).split("\n");
  const last = lines.pop()!;
  const done = lines.map((line) => `${overtyped(line)}\n`).join("");
  // A return at the very end waits for what comes after it.
  const [, open, waiting] = /^(.*?)(\r*)$/s.exec(last)!;
  return before.slice(0, start) + done + overtyped(open!) + (waiting === "" ? "" : "\r");
}

function overtyped(line: string): string {
  return line.split("\r").reduce((shown, part) => part + shown.slice(part.length), "");
}

function dictionary(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
