/** @file A sound that was made in the page, played once. */

import type { Sound } from "../../../src/figures/live/kind.js";

let context: AudioContext | undefined;
let playing: AudioBufferSourceNode | undefined;

/** so long may a browser take to open its loudspeaker, in milliseconds */
const patience = 2000;

/**
 * Gets ready to play; to be called while the reader's press is handled.
 *
 * @returns false where nothing will be heard: the browser has no sound, or does not let the page have it.
 */
export async function wakeSound(): Promise<boolean> {
  try {
    context ??= new AudioContext();
    const late = new Promise<void>((done) => setTimeout(done, patience));
    await Promise.race([context.resume(), late]);
    return context.state === "running";
  } catch {
    return false;
  }
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
