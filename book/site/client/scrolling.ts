/**
 * @file What is wider than the page scrolls by itself, and then the keyboard must reach it; what
 * fits is no stop on the way.
 */

const wide = ".scroll, .row, .html, .out pre, .katex-display, .wide-table";

export function startScrolling(): void {
  const parts = [...document.querySelectorAll<HTMLElement>(wide)];
  const reach = (part: HTMLElement) => {
    if (part.scrollWidth > part.clientWidth + 1) part.tabIndex = 0;
    else part.removeAttribute("tabindex");
  };
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) reach(target as HTMLElement);
  });
  for (const part of parts) observer.observe(part);
  // a font that comes later widens the text but not the box around it
  document.fonts.addEventListener("loadingdone", () => parts.forEach(reach));
}
