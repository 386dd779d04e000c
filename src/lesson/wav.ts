/**
 * @file Sound as a WAV file, the oldest form that every browser plays: 44 bytes of head, then samples.
 *
 * Source: IBM and Microsoft, "Multimedia Programming Interface and Data Specifications 1.0" (1991).
 */

/**
 * One channel of 16-bit integers, lowest byte first: 1 becomes 32,767, and −1 its negative.
 *
 * @param samples - at least one, each in [−1, 1]
 * @param sampleRate - samples a second, a whole number from 3,000 to 192,000
 * @throws RangeError if one is out of its range.
 */
export function wavBytes(samples: ArrayLike<number>, sampleRate: number): Uint8Array {
  if (!(Number.isInteger(sampleRate) && sampleRate >= 3000 && sampleRate <= 192_000)) {
    const must = "sampleRate must be a whole number from 3000 to 192000";
    throw new RangeError(`wavBytes: ${must}, got ${sampleRate}`);
  }
  if (samples.length === 0) throw new RangeError("wavBytes: needs at least one sample, got 0");
  const size = 2 * samples.length;
  const view = new DataView(new ArrayBuffer(44 + size));
  const write = (at: number, word: string): void => {
    [...word].forEach((letter, k) => {
      view.setUint8(at + k, letter.charCodeAt(0));
    });
  };
  write(0, "RIFF");
  view.setUint32(4, 36 + size, true); // what follows
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true); // length of this part
  view.setUint16(20, 1, true); // plain integers
  view.setUint16(22, 1, true); // channels
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, 2 * sampleRate, true); // bytes a second
  view.setUint16(32, 2, true); // bytes a sample
  view.setUint16(34, 16, true); // bits a sample
  write(36, "data");
  view.setUint32(40, size, true);
  for (let n = 0; n < samples.length; ++n) {
    const sample = samples[n]!;
    if (!(sample >= -1 && sample <= 1)) {
      throw new RangeError(`wavBytes: samples must be in [-1, 1], got ${sample} at index ${n}`);
    }
    view.setInt16(44 + 2 * n, Math.round(32_767 * sample), true);
  }
  return new Uint8Array(view.buffer);
}
