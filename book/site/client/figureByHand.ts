/**
 * @file A figure that the reader moves: handles and controls change its state, and the library's own
 * function draws that state.
 */

import type { Control } from "../../../src/figures/live/control.js";
import type { Handle, LiveKind } from "../../../src/figures/live/kind.js";
import { addControls } from "./figureControls.js";
import { addHands } from "./figureHands.js";
import type { CanvasName, PlotlyFigure } from "./figureModel.js";
import { retell } from "./figureRetold.js";
import { loadKind } from "./library.js";
import { playSound, wakeSound } from "./playSound.js";

/** What the page says of a live figure, before anything is loaded. */
export interface LiveText {
  kind: string;
  state: unknown;
  handles: Handle[];
  controls: Control[];
  words: string;
}

export interface ByHand {
  /** the figure of the present state */
  figure(): PlotlyFigure;
  /** the state in words; `undefined` while it is the book's own */
  words(): string | undefined;
}

/** A state from the one before it. */
export type Change = (kind: LiveKind<unknown>, state: unknown) => unknown;

/** Makes handles and controls change the figure; `draw` shows the one that `figure()` then gives. */
export function moveByHand(
  place: HTMLElement,
  own: PlotlyFigure,
  text: LiveText,
  { canvas, draw }: { canvas: () => CanvasName; draw: () => Promise<void> },
): ByHand {
  const within = place.parentElement!;
  const back = within.querySelector<HTMLElement>("p.by-hand button");
  let [state, figure, words, handles] = [text.state, own, text.words, text.handles];
  let kind: Promise<LiveKind<unknown>> | undefined;
  let isMoved = false;
  let isDrawing = false;
  let drawn = state;
  let changes: Promise<unknown> = Promise.resolve();

  const load = (): Promise<LiveKind<unknown>> => {
    kind ??= loadKind(text.kind).catch((error: unknown) => {
      kind = undefined;
      throw error;
    });
    return kind;
  };
  const change = (next: Change): void => {
    changes = changes
      .then(async () => {
        const ready = await load();
        state = next(ready, state);
        isMoved = JSON.stringify(state) !== JSON.stringify(text.state);
        [handles, words] = [ready.handles?.(state) ?? [], ready.words(state)];
        back?.toggleAttribute("hidden", !isMoved);
        hands?.lay();
        controls?.lay(ready.controls?.(state) ?? []);
        void follow(ready).catch(console.error);
      })
      .catch(console.error);
  };
  // The drawing follows once a frame, however many changes came meanwhile.
  const follow = async (ready: LiveKind<unknown>): Promise<void> => {
    if (isDrawing) return;
    isDrawing = true;
    try {
      while (drawn !== state) {
        await new Promise(requestAnimationFrame);
        drawn = state;
        figure = ready.figure(state);
        retell(place, figure);
        await draw();
      }
      controls?.say(words);
    } finally {
      isDrawing = false;
    }
  };

  // After the changes that were asked for before; browsers want to be woken by the hand itself.
  const hear = (): void => {
    const awake = wakeSound();
    changes = changes
      .then(async () => {
        const ready = await load();
        controls?.silence(!(await awake));
        if ((await awake) && ready.sound) playSound(ready.sound(state));
      })
      .catch(console.error);
  };

  const present = { figure: () => figure, handles: () => handles, words: () => words };
  const hands = handles.length > 0 ? addHands(place, present, { canvas, change }) : undefined;
  const form = within.querySelector<HTMLFormElement>("form.controls");
  const controls = form ? addControls(form, text.controls, change, hear) : undefined;
  for (const event of ["pointerenter", "pointerdown", "focusin"]) {
    for (const part of [place, form]) {
      part?.addEventListener(event, () => void load().catch(console.error), { once: true });
    }
  }
  back?.addEventListener("click", () => {
    change(() => text.state);
    if (hands) hands.focus();
    else controls?.focus();
  });
  return { figure: () => figure, words: () => (isMoved ? words : undefined) };
}
