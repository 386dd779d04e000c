/** @file Powers of two, sixteen at a time. */

/** Below this, 2ⁿ has no place in the exponent's bits. */
const SMALLEST: f32 = -126;

/** Adding 1.5 · 2²³ leaves the nearest whole number in the last bits. */
const ROUNDER: f32 = 12582912;

/** `p · r + c`, a step of Horner's rule. */
function horner(p: v128, r: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(p, r), f32x4.splat(c));
}

/** `(x − shift) · scale`, no less than −126; a NaN stays a NaN. */
function exponents(x: v128, shift: v128, scale: v128): v128 {
  return f32x4.pmax(f32x4.mul(f32x4.sub(x, shift), scale), f32x4.splat(SMALLEST));
}

/** The nearest whole numbers, in the last bits. */
function round(x: v128): v128 {
  return f32x4.add(x, f32x4.splat(ROUNDER));
}

/** What is left of them, in ±½. */
function rest(x: v128, rounded: v128): v128 {
  return f32x4.sub(x, f32x4.sub(rounded, f32x4.splat(ROUNDER)));
}

/** The whole number, moved to the exponent's bits, multiplies `p · r + 1` by 2ⁿ. */
function finish(p: v128, r: v128, rounded: v128): v128 {
  return i32x4.add(horner(p, r, 1), i32x4.shl(rounded, 23));
}

const C0: f32 = 1.5353361883195e-4;
const C1: f32 = 1.339887440266574e-3;
const C2: f32 = 9.61843735767464e-3;
const C3: f32 = 5.550332471162809e-2;
const C4: f32 = 2.402264791363012e-1;
const C5: f32 = 6.931472028550421e-1;

/**
 * `2^((x − shift) · scale)` of sixteen numbers, in place, where `(x − shift) · scale ≤ 0`; returns
 * their sum, in four parts.
 *
 * The relative error is that of the exponent, which float32 rounds: 2⁻²⁴ for each of its units.
 *
 * `2ˣ = 2ⁿ · 2ʳ` with `n` whole and `|r| ≤ ½`. Each step waits for the one before; four at once keep the
 * processor busy.
 *
 * Source: Moshier, Cephes library (1989), `exp2f`; its polynomial.
 */
export function powersOfTwo(at: usize, shift: v128, scale: v128): v128 {
  let x0 = exponents(v128.load(at), shift, scale);
  let x1 = exponents(v128.load(at, 16), shift, scale);
  let x2 = exponents(v128.load(at, 32), shift, scale);
  let x3 = exponents(v128.load(at, 48), shift, scale);
  const n0 = round(x0);
  const n1 = round(x1);
  const n2 = round(x2);
  const n3 = round(x3);
  x0 = rest(x0, n0);
  x1 = rest(x1, n1);
  x2 = rest(x2, n2);
  x3 = rest(x3, n3);
  let p0 = horner(f32x4.splat(C0), x0, C1);
  let p1 = horner(f32x4.splat(C0), x1, C1);
  let p2 = horner(f32x4.splat(C0), x2, C1);
  let p3 = horner(f32x4.splat(C0), x3, C1);
  p0 = horner(p0, x0, C2);
  p1 = horner(p1, x1, C2);
  p2 = horner(p2, x2, C2);
  p3 = horner(p3, x3, C2);
  p0 = horner(p0, x0, C3);
  p1 = horner(p1, x1, C3);
  p2 = horner(p2, x2, C3);
  p3 = horner(p3, x3, C3);
  p0 = horner(p0, x0, C4);
  p1 = horner(p1, x1, C4);
  p2 = horner(p2, x2, C4);
  p3 = horner(p3, x3, C4);
  p0 = horner(p0, x0, C5);
  p1 = horner(p1, x1, C5);
  p2 = horner(p2, x2, C5);
  p3 = horner(p3, x3, C5);
  p0 = finish(p0, x0, n0);
  p1 = finish(p1, x1, n1);
  p2 = finish(p2, x2, n2);
  p3 = finish(p3, x3, n3);
  v128.store(at, p0);
  v128.store(at, p1, 16);
  v128.store(at, p2, 32);
  v128.store(at, p3, 48);
  return f32x4.add(f32x4.add(p0, p1), f32x4.add(p2, p3));
}
