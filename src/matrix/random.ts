/**
 * @file A seeded source of random numbers, the same in Node and in every browser.
 *
 * The generator is xoshiro128**, which needs 32-bit integers only.
 *
 * Source: Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM Transactions
 * on Mathematical Software 47 (2021).
 */

import { checkCount, checkNotNegative } from "./check.js";

/** A stream of random numbers; every call takes the next ones. All throw a RangeError if out of range. */
export interface Random {
  /** A number in `[low, high)`, all equally likely; in `[0, 1)` unless told. */
  uniform(low?: number, high?: number): number;
  /** A normally distributed number; of mean 0 and standard deviation 1 unless told. */
  normal(mean?: number, standardDeviation?: number): number;
  /** An integer in `[0, n)`, all equally likely; `n` at most 2³². */
  integer(n: number): number;
  /** The integers `0 … n − 1` in random order, all orders equally likely. */
  permutation(n: number): Uint32Array;
}

/** The 32 bits of `x` turned left by `bits`. */
function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

/**
 * The generator xoshiro128**: each call returns the next integer in `[0, 2³²)`.
 *
 * @param state - four 32-bit integers, not all zero
 */
export function xoshiro128([a, b, c, d]: readonly [number, number, number, number]): () => number {
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}

/** Mixes the bits of a 32-bit integer, one to one (the finaliser of Appleby's MurmurHash3). */
function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/**
 * A stream of random numbers that depends on the seed alone.
 *
 * @param seed - an integer in `[0, 2³²)`
 * @throws RangeError if the seed is not such an integer.
 */
export function random(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new RangeError(`random: seed must be an integer in [0, 2³²), got ${seed}`);
  }
  // Four different integers, which stay different when mixed: at most one of them is 0. The odd
  // step, 2³² over the golden ratio, keeps neighbouring seeds from sharing any of theirs.
  const word = (k: number) => mix(seed + k * 0x9e3779b9);
  const next = xoshiro128([word(1), word(2), word(3), word(4)]);

  /** 53 random bits as a fraction: every double in [0, 1) of that spacing is equally likely. */
  const fraction = () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;

  const integer = (n: number) => {
    checkCount("integer", "n", n);
    if (n > 2 ** 32) throw new RangeError(`integer: n must be at most 2³², got ${n}`);
    // The integers from the last multiple of n on would make small results more likely.
    const limit = 2 ** 32 - (2 ** 32 % n);
    let drawn = next();
    while (drawn >= limit) drawn = next();
    return drawn % n;
  };

  return {
    integer,

    uniform(low = 0, high = 1) {
      if (!(low < high && high - low < Infinity)) {
        const got = `got ${low} and ${high}`;
        throw new RangeError(`uniform: low must be less than high, both finite, ${got}`);
      }
      let drawn = high;
      // Between close neighbours the sum may be rounded up to high.
      while (drawn >= high) drawn = low + (high - low) * fraction();
      return drawn;
    },

    // Box and Muller, "A Note on the Generation of Random Normal Deviates" (1958).
    normal(mean = 0, standardDeviation = 1) {
      if (!Number.isFinite(mean)) {
        throw new RangeError(`normal: mean must be finite, got ${mean}`);
      }
      checkNotNegative("normal", "standardDeviation", standardDeviation);
      const radius = Math.sqrt(-2 * Math.log(1 - fraction())); // 1 − fraction is never 0
      return mean + standardDeviation * radius * Math.cos(2 * Math.PI * fraction());
    },

    // Fisher and Yates; in this form Knuth, "The Art of Computer Programming" 2, algorithm 3.4.2P.
    permutation(n) {
      checkCount("permutation", "n", n);
      const order = Uint32Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; --i) {
        const j = integer(i + 1);
        const moved = order[i]!;
        order[i] = order[j]!;
        order[j] = moved;
      }
      return order;
    },
  };
}
