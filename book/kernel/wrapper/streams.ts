/**
 * @file What a cell writes → few messages: live, whole, in order.
 *
 * A message for each write floods the front end: ten thousand lines of `console.log` are ten
 * thousand messages in tslab. Here a few writes go out as they come, so that the line before a long
 * computation is seen during it; what comes faster is joined.
 */

export type Publish = (type: string, content: object) => void;
type Name = "stdout" | "stderr";

const intervalMs = 50;
/** so many messages in one interval go out at once */
const mostAtOnce = 4;
/** a loop without end would fill the memory of kernel and notebook */
const mostCharacters = 16_000_000;

export class Streams {
  readonly #publish: Publish;
  readonly #decoder = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  readonly #setTimeout = setTimeout;
  #name: Name = "stdout";
  #text = "";
  #intervalStart = Number.NEGATIVE_INFINITY;
  #sent = 0;
  #characters = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(publish: Publish) {
    this.#publish = publish;
  }

  /** A `write` for `process.stdout` or `process.stderr`. */
  writer(name: Name): NodeJS.WriteStream["write"] {
    return (
      chunk: string | Uint8Array,
      encoding?: BufferEncoding | ((error?: Error) => void),
      callback?: (error?: Error) => void,
    ) => {
      const text =
        typeof chunk === "string" ? chunk : this.#decoder[name].decode(chunk, { stream: true });
      this.#add(name, text);
      const done = typeof encoding === "function" ? encoding : callback;
      if (done !== undefined) process.nextTick(done);
      return true;
    };
  }

  /** Sends what is held back. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#text === "") return;
    const content = { name: this.#name, text: this.#text };
    this.#text = "";
    this.#publish("stream", content);
  }

  #add(name: Name, text: string): void {
    const left = mostCharacters - this.#characters;
    if (left < 0) return;
    this.#characters += text.length;
    if (name !== this.#name) this.flush();
    this.#name = name;
    this.#text +=
      text.length > left
        ? `${text.slice(0, left)}\n… the rest is left out: a cell shows at most ${mostCharacters / 1e6} MB of text\n`
        : text;
    const now = performance.now();
    if (now - this.#intervalStart >= intervalMs) {
      this.#intervalStart = now;
      this.#sent = 0;
    }
    // In a loop that never waits no timer fires: it is the writes themselves that send.
    if (this.#sent++ < mostAtOnce) this.flush();
    else this.#timer ??= this.#setTimeout(() => this.flush(), intervalMs).unref();
  }
}
