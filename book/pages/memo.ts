/** @file Work that is done once for the same content: an edit re-renders only what it changed. */

/**
 * The same function, remembering its last `limit` results by their key; a result must not be
 * changed by those who get it.
 */
export function memoise<T>(limit: number, make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) {
      // moved to the end, so that the oldest use is the first to go
      known.delete(key);
      known.set(key, found);
      return found;
    }
    const made = make(key);
    known.set(key, made);
    if (known.size > limit) {
      for (const oldest of known.keys()) {
        known.delete(oldest);
        break;
      }
    }
    return made;
  };
}
