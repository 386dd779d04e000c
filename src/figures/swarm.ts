/** @file Dots on a line that step aside, so that each of them is seen. */

/** Diameters of a dot in pixels, tried from the first. */
const diameters = [11, 9, 7] as const;
/** pixels on either side of the line that cost no height */
const free = 22.5;

/** How the dots of a few lines are drawn: all of one size. */
export interface Swarm {
  readonly diameter: number;
  /** for each line, the pixels by which each of its dots stands below it */
  readonly asides: readonly (readonly number[])[];
  /** pixels by which the widest line needs more than its usual half height */
  readonly more: number;
}

/**
 * Places for dots at `x`, in pixels along each line, whose centres are at least a diameter apart; smaller dots
 * where large ones would need more height than a line has.
 */
export function swarm(lines: readonly (readonly number[])[]): Swarm {
  let places = swarmOf(lines, diameters[0]);
  for (const smaller of diameters.slice(1)) {
    if (places.more === 0) break;
    places = swarmOf(lines, smaller);
  }
  return places;
}

function swarmOf(lines: readonly (readonly number[])[], diameter: number): Swarm {
  const asides = lines.map((line) => stepAside(line, diameter));
  const widest = Math.max(0, ...asides.flat().map(Math.abs)) + diameter / 2;
  return { diameter, asides, more: Math.max(0, widest - free) };
}

// From left to right, each dot as near to the line as those before it leave room, above it first.
function stepAside(x: readonly number[], diameter: number): number[] {
  const order = x.map((_, i) => i).sort((a, b) => x[a]! - x[b]!);
  const placed: number[] = [];
  const asides = x.map(() => 0);
  for (const i of order) {
    const near = placed.filter((j) => x[i]! - x[j]! < diameter);
    const fits = (aside: number): boolean =>
      near.every((j) => Math.hypot(x[i]! - x[j]!, aside - asides[j]!) >= diameter);
    let distance = 0;
    while (!fits(-distance) && !fits(distance)) distance += 1;
    asides[i] = fits(-distance) ? 0 - distance : distance;
    placed.push(i);
  }
  return asides;
}
