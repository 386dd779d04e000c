/** @file Numbers as the page prints them. */

/** "−0.5": with a real minus sign. */
export function minus(text: string): string {
  return text.replace(/-/g, "−");
}

/** One significant digit of a size: "3e-15", "0" for nothing, "not a number" for what is none. */
export function scientific(value: number | null): string {
  if (value === null) return "not a number";
  if (value === 0) return "0";
  return value.toExponential(0).replace("e+", "e");
}

/** Two significant digits, plain where that is short: "1.3", "0.14", "3.6e-7". */
export function twoDigits(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return "0";
  if (size >= 1e-3 && size < 1e4) return minus(String(Number(value.toPrecision(2))));
  return minus(value.toExponential(1).replace("e+", "e").replace(".0e", "e"));
}

/** "38 s", "2 min 5 s": how long something took. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 90) return `${whole} s`;
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} min${rest > 0 ? ` ${rest} s` : ""}`;
}

/** "1 exercise", "3 exercises". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** "1,200": thousands set apart. */
export function grouped(number: number): string {
  return number.toLocaleString("en-US");
}
