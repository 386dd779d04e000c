/**
 * @file The served book: a page whose outputs have arrived is loaded anew, and the reader stays
 * where they were, even if the page above them has grown.
 */

const key = "course-live";

interface Place {
  path: string;
  /** the lowest part of the page with an address that begins above the middle, and its distance from the top */
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

function remember(): void {
  const above = parts().filter((part) => part.getBoundingClientRect().top < innerHeight / 2);
  const anchor = above.at(-1);
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

function restore(): void {
  const saved = sessionStorage.getItem(key);
  if (!saved) return;
  sessionStorage.removeItem(key);
  const { path, id, top, scroll, open } = JSON.parse(saved) as Place;
  if (path !== ownPath()) return;
  for (const fold of open) document.getElementById(fold)?.setAttribute("open", "");
  const anchor = id === null ? null : document.getElementById(id);
  scrollTo(0, anchor ? scrollY + anchor.getBoundingClientRect().top - top : scroll);
  history.scrollRestoration = "auto";
}
