/** @file Where the words of a figure stand, so that none covers another. */

/** Pixels that `words` take in the sans font, estimated without a browser; markup takes none. */
export function textWidth(words: string, size = 14): number {
  let width = 0;
  for (const letter of words.replace(/<[^>]*>/g, "")) {
    if (/[iljtfrI.,:;|!' ()[\]-]/.test(letter)) width += 0.3;
    else if (/[mwMW%@]/.test(letter)) width += 0.83;
    else if (letter.codePointAt(0)! > 0x2e80) width += 1;
    else width += 0.53;
  }
  return width * size;
}

/**
 * Positions as near as possible to `wanted`, in the same order, at least `gap` apart and within
 * `[low, high]` as far as there is room.
 */
export function spread(
  wanted: readonly number[],
  { gap, low, high }: { gap: number; low: number; high: number },
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  // Groups that touch move together to the mean of what they want.
  const groups: { members: number[]; sum: number }[] = [];
  const start = ({ members, sum }: { members: number[]; sum: number }): number => {
    const length = (members.length - 1) * gap;
    const centred = sum / members.length - length / 2;
    return Math.max(low, Math.min(centred, high - length));
  };
  for (const i of order) {
    let group = { members: [i], sum: wanted[i]! };
    let before = groups.at(-1);
    while (before && start(before) + before.members.length * gap > start(group)) {
      group = { members: [...before.members, ...group.members], sum: before.sum + group.sum };
      groups.pop();
      before = groups.at(-1);
    }
    groups.push(group);
  }
  const placed = new Array<number>(wanted.length);
  for (const group of groups) {
    group.members.forEach((i, place) => {
      placed[i] = start(group) + place * gap;
    });
  }
  return placed;
}

/** A curve in pixels: `x` to the right, `y` downward. */
export type Curve = readonly (readonly [x: number, y: number])[];

/** A place for words beside their curve: the middle of the words. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * For each curve a place beside it where its words cover no curve and no other words; `null` where
 * there is none.
 */
export function placeBeside(
  curves: readonly Curve[],
  words: readonly string[],
  {
    width,
    height,
    left,
    avoid,
  }: { width: number; height: number; left: number; avoid: readonly Place[] },
): (Place | null)[] {
  const lineHeight = 18;
  const taken: { x: number; y: number; halfWidth: number }[] = avoid.map(({ x, y }) => ({
    x,
    y,
    halfWidth: 30,
  }));
  return curves.map((curve, own) => {
    const halfWidth = textWidth(words[own]!, 14) / 2 + 3;
    let best: { place: Place; cost: number } | null = null;
    for (const [x, y] of curve) {
      for (const side of [-1, 1]) {
        for (const shift of [-1, 0, 1]) {
          const place = { x: x + shift * halfWidth, y: y + side * 15 };
          const inside =
            place.x - halfWidth >= left &&
            place.x + halfWidth <= width &&
            place.y - lineHeight / 2 >= 0 &&
            place.y + lineHeight / 2 <= height;
          if (!inside || covers(place, halfWidth, curves)) continue;
          if (
            taken.some(
              (t) =>
                Math.abs(t.x - place.x) < t.halfWidth + halfWidth &&
                Math.abs(t.y - place.y) < lineHeight,
            )
          )
            continue;
          // Near the end of the curve and far from the other curves.
          const room = Math.min(
            ...curves.map((other, i) => (i === own ? 40 : distance(other, place))),
            40,
          );
          const cost = (width - place.x) / width + (40 - room) / 20;
          if (!best || cost < best.cost) best = { place, cost };
        }
      }
    }
    if (!best) return null;
    taken.push({ ...best.place, halfWidth });
    return best.place;
  });
}

function covers(place: Place, halfWidth: number, curves: readonly Curve[]): boolean {
  return curves.some((curve) =>
    curve.some(([x, y]) => Math.abs(x - place.x) < halfWidth && Math.abs(y - place.y) < 10),
  );
}

function distance(curve: Curve, { x, y }: Place): number {
  return Math.min(...curve.map(([cx, cy]) => Math.hypot((cx - x) / 3, cy - y)));
}
