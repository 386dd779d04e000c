/**
 * @file What is wider than the page scrolls by itself, and then the keyboard must reach it; what
 * fits is no stop on the way. A hairline stands where it goes on: a telephone shows no scroll bar.
 */

const wide = ".scroll, .row, .html, .out pre, .columns, .katex-display, .wide-table";
/** code is a stop on the way whether it fits or not: it is what one copies */
const code = ".code pre";

export function startScrolling(): void {
  const parts = [...document.querySelectorAll<HTMLElement>(wide)];
  const reach = (part: HTMLElement) => {
    if (part.scrollWidth > part.clientWidth + 1) part.tabIndex = 0;
    else part.removeAttribute("tabindex");
  };
  const edges = (part: HTMLElement) => {
    const { scrollLeft, scrollWidth, clientWidth } = part;
    part.classList.toggle("more-left", scrollLeft > 1);
    part.classList.toggle("more-right", scrollWidth - clientWidth - scrollLeft > 1);
  };
  const look = (part: HTMLElement) => {
    if (!part.matches(code)) reach(part);
    edges(part);
  };
  const all = [...parts, ...document.querySelectorAll<HTMLElement>(code)];
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) look(target as HTMLElement);
  });
  for (const part of all) {
    observer.observe(part);
    part.addEventListener("scroll", () => edges(part), { passive: true });
  }
  // a font that comes later widens the text but not the box around it
  document.fonts.addEventListener("loadingdone", () => all.forEach(look));
}
