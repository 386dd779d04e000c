/** @file An image in the page, as squares of ink. */

/** Ink by its opacity, so that it follows the theme; `side` bytes a row. */
export function pixels(image: ArrayLike<number>, side: number): string {
  return Array.from(image, (byte, k) => {
    if (byte === 0) return "";
    const [x, y] = [k % side, Math.floor(k / side)];
    return `<path d="M${x} ${y}h1v1h-1z" fill-opacity="${(byte / 255).toFixed(2)}"/>`;
  }).join("");
}
