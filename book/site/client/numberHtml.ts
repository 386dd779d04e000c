/** @file A number of a figure's folded table, as the page writes it and its script writes it anew. */

/** Five significant digits, a true minus, powers of ten set high. */
export function numberHtml(value: number): string {
  const [mantissa, exponent] = String(Number(value.toPrecision(5))).split("e") as [string, string?];
  const power = exponent?.replace("+", "").replace("-", "−");
  const number = mantissa.replace("-", "−");
  return power === undefined ? number : `${number} × 10<sup>${power}</sup>`;
}
