/** @file A sound that was made in the page, played once. */

import type { Sound } from "../../../src/figures/live/kind.js";

let context: AudioContext | undefined;
let playing: AudioBufferSourceNode | undefined;

/** Gets ready to play; to be called while the reader's press is handled. */
export function wakeSound(): void {
  context ??= new AudioContext();
  void context.resume().catch(console.error);
}

/** Plays it from its beginning; what was still playing ends. */
export function playSound({ samples, sampleRate }: Sound): void {
  if (!context) return;
  const buffer = context.createBuffer(1, samples.length, sampleRate);
  buffer.copyToChannel(Float32Array.from(samples), 0);
  playing?.stop();
  playing = context.createBufferSource();
  playing.buffer = buffer;
  playing.connect(context.destination);
  playing.start();
}
