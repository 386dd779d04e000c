/**
 * @file The served book: a page whose outputs have arrived is loaded anew, and the reader stays
 * where they were, even if the page above them has grown.
 */

const key = "course-live";

interface Place {
  path: string;
  /** the part of the page that stays where it is, and its distance from the top */
  id: string | null;
  top: number;
  scroll: number;
  /** folds that were open */
  open: string[];
}

export function startLive(): void {
  if (!document.querySelector('meta[name="course-live"]')) return;
  restore();
  const events = new EventSource("/events");
  events.addEventListener("message", ({ data }: MessageEvent<string>) => {
    const { path } = JSON.parse(data) as { path: string };
    if (path !== ownPath()) return;
    remember();
    location.reload();
  });
}

/** "en/05-name/", as in `book.json`; "" for the title page. */
function ownPath(): string {
  return location.pathname.replace(/^\//, "").replace(/index\.html$/, "");
}

function parts(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("main [id]:not(svg *)")];
}

/**
 * The first part that begins in the upper half of what is seen, so that all that grows in view grows
 * below it; where none does, the part that the reader is in.
 */
function readersPart(): HTMLElement | undefined {
  const top = document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
  const above = parts().filter((part) => part.getBoundingClientRect().top < innerHeight / 2);
  return above.find((part) => part.getBoundingClientRect().top >= top) ?? above.at(-1);
}

function remember(): void {
  const anchor = readersPart();
  const place: Place = {
    path: ownPath(),
    id: anchor?.id ?? null,
    top: anchor?.getBoundingClientRect().top ?? 0,
    scroll: scrollY,
    open: [...document.querySelectorAll("details[open][id]")].map(({ id }) => id),
  };
  sessionStorage.setItem(key, JSON.stringify(place));
  history.scrollRestoration = "manual";
}

/**
 * Puts the reader back at once, and again after each thing that still moves the page: fonts,
 * pictures, the browser's own idea of where the page was. A reader who scrolls has the last word.
 */
function restore(): void {
  const saved = sessionStorage.getItem(key);
  if (!saved) return;
  sessionStorage.removeItem(key);
  const { path, id, top, scroll, open } = JSON.parse(saved) as Place;
  if (path !== ownPath()) return;
  for (const fold of open) document.getElementById(fold)?.setAttribute("open", "");
  const reader = new AbortController();
  const put = () => {
    if (reader.signal.aborted) return;
    const anchor = id === null ? null : document.getElementById(id);
    scrollTo(0, anchor ? scrollY + anchor.getBoundingClientRect().top - top : scroll);
  };
  const options = { signal: reader.signal, passive: true, once: true };
  for (const moved of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    addEventListener(moved, () => reader.abort(), options);
  }
  put();
  const loaded = new Promise((done) => {
    if (document.readyState === "complete") done(null);
    else addEventListener("load", done, { once: true });
  });
  void Promise.all([loaded, document.fonts.ready]).then(() => {
    put();
    reader.abort();
    history.scrollRestoration = "auto";
  });
}
