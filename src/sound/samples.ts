/** @file What a sound is made of: its loudest sample, and the same sound louder. */

/**
 * The sound made so loud that its largest sample has the size `most`; in place.
 *
 * @throws RangeError if it is silent, or not finite.
 */
export function loudest(samples: Float64Array, most: number): Float64Array {
  let largest = 0;
  for (const sample of samples) largest = Math.max(largest, Math.abs(sample));
  if (!(largest > 0 && largest < Infinity)) {
    throw new RangeError(`loudest: the largest sample must be positive and finite, got ${largest}`);
  }
  for (let n = 0; n < samples.length; ++n) samples[n] = (samples[n]! / largest) * most;
  return samples;
}
