/** @file What the reader's browser remembers; a browser that keeps nothing is no error. */

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // private windows may refuse; the page works the same, only not next time
  }
}
