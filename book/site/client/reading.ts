/** @file What has been read: begun when a chapter is opened, read when its end was seen. */

import { keep, recall } from "./store.js";

type State = "begun" | "read";

const words = { read: ", read", begun: ", begun", ahead: ", not begun" };

export function startReading(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".nav [data-chapter]")];
  const current = document.querySelector<HTMLElement>("article")?.dataset.chapter;
  if (current && stateOf(current) === null) keep(keyOf(current), "begun");
  show(links);
  const end = document.querySelector(".turn");
  if (!current || !end) return;
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    keep(keyOf(current), "read");
    show(links);
    watcher.disconnect();
  });
  watcher.observe(end);
}

function show(links: readonly HTMLAnchorElement[]): void {
  const totals = { read: 0, begun: 0, ahead: 0 };
  for (const link of links) {
    const state = stateOf(link.dataset.chapter ?? "") ?? "ahead";
    totals[state] += 1;
    const dot = link.querySelector(".dot");
    dot?.classList.toggle("full", state === "read");
    dot?.classList.toggle("half", state === "begun");
    const said = link.querySelector(".said-read");
    if (said) said.textContent = words[state];
  }
  const line = document.querySelector<HTMLElement>(".nav .key");
  if (!line) return;
  line.textContent = `${totals.read} read, ${totals.begun} begun, ${totals.ahead} ahead`;
  line.hidden = false;
}

function stateOf(chapter: string): State | null {
  const value = recall(keyOf(chapter));
  return value === "begun" || value === "read" ? value : null;
}

function keyOf(chapter: string): string {
  return `read:${chapter}`;
}
