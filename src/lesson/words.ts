/** @file Numbers as short words. */

/** Two digits and a power of ten, "2.2e-16"; "not finite" for `null`. */
export function scientific(value: number | null): string {
  if (value === null) return "not finite";
  return value === 0 ? "0" : value.toExponential(1).replace(/\.0e/, "e").replace("e+", "e");
}

/** Four significant digits, without an exponent where one can read it so: "0.9741". */
export function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** A share in per cent, two digits: "75 %", "0.32 %". */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

/** Seconds as people say them: "4 s", "2 min 5 s". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
