/**
 * @file Live figures with a script of their own: when one comes near, it gets its script and state.
 *
 * Until then, and where that fails, its picture stands there.
 */

import { loadScript } from "./liveScripts.js";
import { whenNear } from "./near.js";

/** Prepares every such figure of the page. */
export function startScriptedFigures(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("figure[data-live]")) {
    const place = figure.querySelector<HTMLElement>(".drawing");
    const { live, state } = figure.dataset;
    if (!place || !live || !state) continue;
    place.classList.add("awaits"); // gives it the room that it will need
    whenNear(place, () => void wake(place, live, state));
  }
}

async function wake(place: HTMLElement, live: string, state: string): Promise<void> {
  // The network may be gone, or the site built anew: the browser itself has said so.
  const loaded = await Promise.all([loadScript(live), load(state)]).catch(() => undefined);
  try {
    if (!loaded) return sayNotLive(place);
    const [start, numbers] = loaded;
    await start({ place, state: numbers });
  } catch (error) {
    console.error(error);
    sayNotLive(place);
  }
}

function sayNotLive(place: HTMLElement): void {
  place.classList.remove("awaits");
  const said = document.createElement("p");
  said.className = "not-live";
  said.textContent = "This is the picture only; what makes it live could not be loaded.";
  place.append(said);
}

async function load(path: string): Promise<unknown> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}
