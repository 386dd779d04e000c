/** @file Scores mails beside the page, so that typing never waits for it. */

import type { MailScorer } from "../../../src/figures/mailScorer.js";
import { loadMailReader, type MailReader, type MailReading } from "./mailReader.js";

/** What the page asks: first to load a classifier, then to read one mail after the other. */
export type MailOrder =
  | { readonly state: MailScorer["state"] }
  | {
      readonly id: number;
      readonly text: string;
      /** whether the page shows what each word does to the logit */
      readonly wantsEffects: boolean;
    };

/** What it is told, of the mail with this id; `effects` come last and may never come. */
export type MailAnswer =
  | { readonly isReady: true }
  | { readonly fault: string }
  | { readonly id: number; readonly reading: MailReading | null }
  | {
      readonly id: number;
      /** by how much the logit falls without each word; `null` for an only one */
      readonly effects: readonly (number | null)[];
    };

/** Milliseconds of work after which a newer mail is looked for. */
const patience = 40;
let reader: MailReader | undefined;
let newest = 0;

addEventListener("message", ({ data }: MessageEvent<MailOrder>) => {
  work(data).catch((error: unknown) => answer({ fault: String(error) }));
});

async function work(order: MailOrder): Promise<void> {
  if ("state" in order) {
    reader = await loadMailReader(order.state);
    return answer({ isReady: true });
  }
  const { id, text, wantsEffects } = order;
  newest = id;
  // Those that have come meanwhile are newer.
  await turn();
  if (newest !== id || !reader) return;
  const reading = reader.read(text);
  answer({ id, reading });
  if (!reading || !wantsEffects) return;
  const effects: (number | null)[] = [];
  let since = performance.now();
  for (let word = 0; word < reading.words.length; ++word) {
    const rest = reader.without(text, word);
    effects.push(rest === null ? null : reading.logit - rest);
    if (performance.now() - since < patience) continue;
    await turn();
    if (newest !== id) return;
    since = performance.now();
  }
  answer({ id, effects });
}

/** Lets waiting messages in. */
function turn(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}

function answer(told: MailAnswer): void {
  postMessage(told);
}
