/** @file The exponential, and the activations of `network/activations.ts`, four numbers at a time. */

const SIGMOID = 2;
const TANH = 3;
const RELU = 1;

/**
 * `eˣ = 2ⁿ · eʳ` with `n` whole and `|r| ≤ ½ ln 2`; within one unit of the last place.
 *
 * Source: Moshier, Cephes library (1989), `expf`; its division of `ln 2` and its polynomial.
 */
export function exp(x: v128): v128 {
  // Beyond these 2ⁿ has no place in the exponent's bits. A NaN stays a NaN.
  x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(88.7)), f32x4.splat(-87.3));
  // Adding 1.5 · 2²³ leaves the nearest whole number in the last bits.
  const rounded = f32x4.add(f32x4.mul(x, f32x4.splat(Mathf.LOG2E)), f32x4.splat(12582912));
  const n = f32x4.sub(rounded, f32x4.splat(12582912));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.1219444e-4)));
  let p = f32x4.splat(1.98756915e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  // n, moved to the exponent's bits, multiplies by 2ⁿ.
  return i32x4.add(p, i32x4.shl(rounded, 23));
}

function sigmoid(z: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp(f32x4.neg(z))));
}

/** `z` becomes `φ(z)`, in `bytes` bytes from `z` on; other kinds than these three are the identity. */
export function activate(kind: i32, z: usize, bytes: usize): void {
  const one = f32x4.splat(1);
  for (const end = z + bytes; z < end; z += 16) {
    let value = v128.load(z);
    if (kind === RELU)
      value = f32x4.pmax(value, f32x4.splat(0)); // a NaN stays
    else if (kind === SIGMOID) value = sigmoid(value);
    else if (kind === TANH) {
      // tanh(z) = 2σ(2z) − 1
      const twice = sigmoid(f32x4.add(value, value));
      value = f32x4.sub(f32x4.add(twice, twice), one);
    }
    v128.store(z, value);
  }
}

/** `grad` becomes `grad · φ′(z)`, with the derivative written through `output = φ(z)`. */
export function activateBackward(kind: i32, output: usize, grad: usize, bytes: usize): void {
  const one = f32x4.splat(1);
  for (const end = grad + bytes; grad < end; grad += 16, output += 16) {
    const value = v128.load(output);
    let slope = one;
    if (kind === RELU) slope = v128.and(one, f32x4.gt(value, f32x4.splat(0)));
    else if (kind === SIGMOID) slope = f32x4.mul(value, f32x4.sub(one, value));
    else if (kind === TANH) slope = f32x4.sub(one, f32x4.mul(value, value));
    v128.store(grad, f32x4.mul(v128.load(grad), slope));
  }
}
