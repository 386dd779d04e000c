/** @file Where the units of a network stand, in pixels. */

/** A drawn unit. */
export interface Unit {
  readonly layer: number;
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

/** Layers above this many units show their first and last four. */
const mostUnits = 8;

/** One column of units for each layer, centred upon each other, and the height of them all. */
export function layerPlaces(
  sizes: readonly number[],
  { width, radius, pitch }: { width: number; radius: number; pitch: number },
): { columns: Unit[][]; height: number } {
  const shown = sizes.map((size) => Math.min(size, mostUnits));
  const tallest = Math.max(...shown.map((count, l) => length(count, sizes[l]!)));
  const height = Math.ceil((tallest - 1) * pitch + 2 * radius + 16);
  const side = radius + 30;
  // Layers stand close together where there is much room, so that edges stay short.
  const distance = Math.min((width - 2 * side) / (sizes.length - 1), 300);
  const left = side + (width - 2 * side - distance * (sizes.length - 1)) / 2;
  const columns = sizes.map((size, layer) => {
    const top = height / 2 - ((length(shown[layer]!, size) - 1) * pitch) / 2;
    return Array.from({ length: shown[layer]! }, (_, k): Unit => {
      const isLower = size > mostUnits && k >= mostUnits / 2;
      return {
        layer,
        index: isLower ? size - mostUnits + k : k,
        x: Math.round(left + layer * distance),
        y: Math.round(top + (k + (isLower ? 1 : 0)) * pitch),
      };
    });
  });
  return { columns, height };
}

// An elided layer keeps one place free for its dots.
function length(shown: number, size: number): number {
  return size > mostUnits ? shown + 1 : shown;
}
