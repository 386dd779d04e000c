/** @file Numbers of a figure: rounded, checked, ticked and printed. */

/** Five significant digits keep a figure small and are finer than a pixel; integers stay. */
export function round5(x: number): number {
  return Number.isInteger(x) ? x : Number(x.toPrecision(5));
}

/** @throws RangeError if a number is not finite, or not positive where the axis is logarithmic. */
export function checkNumbers(
  where: string,
  what: string,
  values: ArrayLike<number>,
  { log = false }: { log?: boolean } = {},
): void {
  for (let i = 0; i < values.length; ++i) {
    const value = values[i]!;
    const fits = Number.isFinite(value) && (!log || value > 0);
    if (fits) continue;
    const must = log ? "finite and above 0 on a logarithmic axis" : "finite";
    throw new RangeError(`${where}: ${what} must be ${must}, got ${value} at index ${i}`);
  }
}

/** @throws RangeError unless `a === b`. */
export function checkEqual(where: string, what: string, a: number, b: number): void {
  if (a !== b) throw new RangeError(`${where}: ${what} must be equal, got ${a} and ${b}`);
}

/** @throws RangeError unless both ends are finite, and the first is less than the second. */
export function checkRange(
  where: string,
  what: string,
  [low, high]: readonly [number, number],
): void {
  checkNumbers(where, what, [low, high]);
  if (low >= high) {
    throw new RangeError(`${where}: ${what} must rise, got ${low} and ${high}`);
  }
}

/** @throws RangeError unless `value` is a whole number in the range. */
export function checkWhole(
  where: string,
  what: string,
  value: number,
  [least, most]: readonly [number, number],
): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(
    `${where}: ${what} must be a whole number from ${least} to ${most}, got ${value}`,
  );
}

/** `count` places from `low` to `high`, all equally far apart. */
export function evenly([low, high]: readonly [number, number], count: number): number[] {
  return Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}

/** `[smallest, largest]` of all numbers. */
export function extent(lists: readonly ArrayLike<number>[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const list of lists) {
    for (let i = 0; i < list.length; ++i) {
      low = Math.min(low, list[i]!);
      high = Math.max(high, list[i]!);
    }
  }
  return [low, high];
}

/**
 * Multiples of 1, 2 or 5 times a power of ten that enclose `[low, high]`.
 *
 * @param whole - only whole numbers, for what is counted
 */
export function niceTicks(low: number, high: number, count: number, whole = false): number[] {
  const span = high > low ? high - low : Math.abs(low) || 1;
  const power = 10 ** Math.floor(Math.log10(span / count));
  const steps = [1, 2, 5, 10].map((m) => m * power);
  const fits = (step: number): boolean => span / step <= count + 1e-9;
  const step = whole
    ? (steps.find((s) => fits(s) && Number.isInteger(s)) ?? 1)
    : steps.find((s) => fits(s))!;
  const from = Math.floor(low / step + 1e-9);
  const to = Math.max(Math.ceil(high / step - 1e-9), from + 1);
  return Array.from({ length: to - from + 1 }, (_, i) =>
    Number(((from + i) * step).toPrecision(12)),
  );
}

/** Powers of ten that enclose `[low, high]`; at up to two decades also 2 and 5 times them. */
export function logTicks(low: number, high: number, count: number): number[] {
  const from = Math.floor(Math.log10(low) + 1e-9);
  const to = Math.max(Math.ceil(Math.log10(high) - 1e-9), from + 1);
  const least = Math.ceil((to - from) / count);
  // A step that ends where the numbers end, unless that makes far fewer ticks.
  const even = [least, least + 1, least + 2].find((s) => (to - from) % s === 0);
  const step = even !== undefined && even < 2 * least ? even : least;
  const ticks: number[] = [];
  // Counted from the top, where the axis has its title.
  for (let exponent = to - Math.ceil((to - from) / step) * step; exponent <= to; exponent += step) {
    for (const m of to - from <= 2 ? [1, 2, 5] : [1]) ticks.push(Number(`${m}e${exponent}`));
  }
  // Only one tick at or below the lowest number, and one at or above the highest.
  return ticks.filter(
    (_, i) =>
      !((ticks[i + 1] ?? 0) > 0 && ticks[i + 1]! <= low) && !(i > 0 && ticks[i - 1]! >= high),
  );
}

const minus = "\u2212";

/** A number to be read: at most `digits` significant digits, a true minus, powers of ten set high. */
export function readable(x: number, digits = 3): string {
  if (x === 0) return "0";
  const sign = x < 0 ? minus : "";
  const size = Math.abs(x);
  if (size >= 1e5 || size < 1e-3) {
    const [mantissa, exponent] = size.toExponential(digits - 1).split("e") as [string, string];
    const shown = Number(mantissa);
    const power = `10<sup>${exponent.replace("+", "").replace("-", minus)}</sup>`;
    return `${sign}${shown === 1 ? "" : `${shown} × `}${power}`;
  }
  return `${sign}${Number(size.toPrecision(digits))}`;
}

/** A number with two decimals and a true minus; what rounds to zero has no sign. */
export function decimals(x: number): string {
  return (Number(x.toFixed(2)) + 0).toFixed(2).replace("-", minus);
}

/** The words at the ticks: one number of decimals for all, or powers of ten. */
export function tickWords(ticks: readonly number[], log: boolean): string[] {
  const sizes = ticks.map(Math.abs).filter((size) => size > 0);
  const largest = Math.max(...sizes);
  if (log && (largest > 10_000 || Math.min(...sizes) < 0.01)) return ticks.map(powerWord);
  if (log || largest >= 1e6 || largest < 1e-3) return ticks.map((tick) => readable(tick));
  const decimals = Math.max(...ticks.map((tick) => (String(tick).split(".")[1] ?? "").length));
  return ticks.map((tick) => grouped(tick.toFixed(decimals)).replace("-", minus));
}

function powerWord(tick: number): string {
  const [mantissa, exponent] = tick.toExponential().split("e") as [string, string];
  if (tick === 1) return "1";
  const power = `10<sup>${exponent.replace("+", "").replace("-", minus)}</sup>`;
  return mantissa === "1" ? power : `${mantissa} × ${power}`;
}

// Ten thousand and more are set in groups of three.
function grouped(word: string): string {
  return Math.abs(Number(word)) < 10_000 ? word : word.replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
}
