/** @file Work that waits until its place in the page is nearly seen. */

/** Calls `then` once, when the place is on the screen or up to 300 pixels from it. */
export function whenNear(place: HTMLElement, then: () => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      then();
    },
    { rootMargin: "300px" },
  );
  observer.observe(place);
}
