/** @file Contents: opened on small screens, following the reader in the chapter's own. */

export function startContents(): void {
  const button = document.querySelector<HTMLElement>(".open-nav");
  const nav = document.getElementById("contents");
  if (button && nav) opening(button, nav);
  following([...document.querySelectorAll<HTMLAnchorElement>(".toc ol a")]);
}

// without scripts the link leads to the contents, which `:target` then shows
function opening(button: HTMLElement, nav: HTMLElement): void {
  const isOpen = () => nav.classList.contains("open");
  const set = (open: boolean) => {
    nav.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  button.setAttribute("role", "button");
  set(false);
  button.addEventListener("click", (event) => {
    event.preventDefault();
    set(!isOpen());
    if (!isOpen()) return;
    nav.scrollTop = 0;
    nav.focus({ preventScroll: true });
  });
  button.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    button.click();
  });
  nav.addEventListener("click", (event) => {
    if ((event.target as Element).closest("a")) set(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    set(false);
    button.focus();
  });
}

function following(links: readonly HTMLAnchorElement[]): void {
  const headings = links.map(({ hash }) =>
    document.getElementById(decodeURIComponent(hash.slice(1))),
  );
  const follow = () => {
    let current = -1;
    headings.forEach((heading, k) => {
      if (heading && heading.getBoundingClientRect().top < 160) current = k;
    });
    links.forEach((link, k) => {
      if (k === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  addEventListener("scroll", follow, { passive: true });
  follow();
}
