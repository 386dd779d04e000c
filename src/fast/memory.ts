/** @file The one memory that a kernel works in, handed out from its start to its end. */

import { Matrix, type Shape } from "../matrix/index.js";
import { createKernel, type Kernel, type Pages } from "./kernel.js";

const PAGE_BYTES = 65_536;
const ALIGNMENT = 64;

/** A kernel with its memory; addresses are in bytes, rows of matrices are `width` float32 long. */
export class KernelMemory {
  readonly kernel: Kernel;
  readonly #pages: Pages;
  #top: number;

  constructor() {
    const { kernel, pages } = createKernel();
    this.kernel = kernel;
    this.#pages = pages;
    this.#top = kernel.heapBase();
  }

  /**
   * The address of `bytes` bytes, all zero. Views from before are lost: the buffer may move.
   *
   * @throws RangeError if the memory would be longer than 4 GiB, or than the machine has.
   */
  allocate(bytes: number): number {
    const address = Math.ceil(this.#top / ALIGNMENT) * ALIGNMENT;
    const top = address + bytes;
    const missing = top - this.#pages.buffer.byteLength;
    if (missing > 0) this.#grow(missing, top);
    this.#top = top;
    this.bytes(address, bytes).fill(0); // what was given back is not
    return address;
  }

  #grow(missing: number, top: number): void {
    try {
      this.#pages.grow(Math.ceil(missing / PAGE_BYTES));
    } catch (cause) {
      const must = "the kernel's memory must stay below 4 GiB and within the machine's";
      const got = `got ${(top / 2 ** 30).toFixed(1)} GiB: take fewer examples at once, or shorter ones`;
      throw new RangeError(`KernelMemory: ${must}, ${got}`, { cause });
    }
  }

  /** What `release` needs to give back all that is allocated from now on. */
  mark(): number {
    return this.#top;
  }

  /** Gives back all that was allocated since `mark` returned this. */
  release(mark: number): void {
    this.#top = mark;
  }

  /** A view of `count` bytes. */
  bytes(address: number, count: number): Uint8Array {
    return new Uint8Array(this.#pages.buffer, address, count);
  }

  /** A view of `count` float32. */
  floats(address: number, count: number): Float32Array {
    return new Float32Array(this.#pages.buffer, address, count);
  }

  /** A view of `count` 32-bit integers. */
  integers(address: number, count: number): Int32Array {
    return new Int32Array(this.#pages.buffer, address, count);
  }

  /** Copies a matrix in, rounded to float32; what pads its rows is left as it is. */
  write(address: number, { data, shape: [rows, cols] }: Matrix, width: number): void {
    const floats = this.floats(address, rows * width);
    for (let i = 0; i < rows; ++i) floats.set(data.subarray(i * cols, (i + 1) * cols), i * width);
  }

  /** Copies a matrix out. */
  read(address: number, [rows, cols]: Shape, width: number): Matrix {
    const floats = this.floats(address, rows * width);
    const data = new Float64Array(rows * cols);
    for (let i = 0; i < rows; ++i) data.set(floats.subarray(i * width, i * width + cols), i * cols);
    return new Matrix(data, [rows, cols]);
  }
}
