/**
 * @file A batch of texts in chunks of like length, so that little padding is left to be multiplied.
 *
 * Letters for shapes: `N` texts of a chunk, `T` tokens of its longest, `H` heads.
 */

/** Texts that are multiplied together. */
export interface Chunk {
  /** where its texts are in the batch */
  readonly places: readonly number[];
  /** `T` */
  readonly length: number;
  /** shape `[N · T]` */
  readonly ids: Int32Array;
  /** shape `[N, 1, T]`: 0 for a token, hugely negative for padding; `undefined` if there is none */
  readonly padding: Float32Array | undefined;
  /** shape `[N, H, T · H]`: one over the number of tokens where row `t, h` is a token's for head `h` */
  readonly means: Float32Array;
}

/**
 * Texts a chunk. More make the products larger than the cache and keep more padding; fewer make more
 * operations, each of which has its price.
 */
const TOGETHER = 8;

/** What is added to the score of padding: its weight is then 0, and its gradient. */
const NEVER = -1e9;

/**
 * The chunks of a batch, longest texts first.
 *
 * @param ids - shape `[count, length]`, 0 for padding
 * @throws RangeError if a text has no token.
 */
export function chunksOf(ids: Int32Array, count: number, numHeads: number): Chunk[] {
  const length = ids.length / count;
  const texts = Array.from({ length: count }, (_, place) => {
    const text = ids.subarray(place * length, (place + 1) * length);
    let end = length;
    while (end > 0 && text[end - 1] === 0) end -= 1;
    if (end === 0) {
      throw new RangeError(`model: text ${place} must have a token, got only padding`);
    }
    return { place, text: text.subarray(0, end) };
  });
  texts.sort((a, b) => b.text.length - a.text.length);
  const chunks: Chunk[] = [];
  for (let first = 0; first < count; first += TOGETHER) {
    chunks.push(chunkOf(texts.slice(first, first + TOGETHER), numHeads));
  }
  return chunks;
}

function chunkOf(
  texts: readonly { readonly place: number; readonly text: Int32Array }[],
  numHeads: number,
): Chunk {
  const length = texts[0]!.text.length;
  const ids = new Int32Array(texts.length * length);
  for (const [i, { text }] of texts.entries()) ids.set(text, i * length);
  const means = new Float32Array(texts.length * numHeads * length * numHeads);
  const padding = new Float32Array(ids.length);
  let isPadded = false;
  for (let i = 0; i < texts.length; ++i) {
    let tokens = 0;
    for (let k = i * length; k < (i + 1) * length; ++k) {
      if (ids[k] === 0) padding[k] = NEVER;
      else tokens += 1;
    }
    isPadded ||= tokens < length;
    for (let h = 0; h < numHeads; ++h) {
      const row = (i * numHeads + h) * length * numHeads + h;
      for (let t = 0; t < length; ++t) {
        if (ids[i * length + t] !== 0) means[row + t * numHeads] = 1 / tokens;
      }
    }
  }
  return {
    places: texts.map(({ place }) => place),
    length,
    ids,
    means,
    padding: isPadded ? padding : undefined,
  };
}
