/** @file What a kind says of a state that it cannot read. */

/** @param need - what the state must be, with its limits */
export function refusal(kind: string, need: string, state: unknown): TypeError {
  const came = JSON.stringify(state) ?? String(state);
  const short = came.length > 200 ? `${came.slice(0, 200)}…` : came;
  return new TypeError(`${kind}: the state must be ${need}, got ${short}`);
}
