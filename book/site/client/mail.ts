/** @file A mail to type, its score, and where the classifier looked, at once. */

import type { MailScorer } from "../../../src/figures/mailScorer.js";
import type { StartLive } from "./liveScripts.js";
import type { MailReading } from "./mailReader.js";
import { coloured, largest, signed } from "./mailWords.js";
import type { MailAnswer, MailOrder } from "./mailWorker.js";

const markup = `<label class="own"><span class="lab">Type a mail, or paste one</span><textarea rows="6" maxlength="4000" autocomplete="off" spellcheck="false"></textarea></label>
<div class="control buttons mails"><span class="lab">or take one:</span></div>
<div class="score"><p class="lab">Probability of <span class="label"></span>: <b></b></p><div class="bar"><span></span></div><p class="read"></p></div>
<fieldset class="control choice"><legend>Words by</legend><label><input type="radio" name="by" checked><span>the attention they got</span></label><label><input type="radio" name="by"><span>what the logit loses without them</span></label></fieldset>
<p class="words" tabindex="0" role="group" aria-label="The mail as it was read"></p>
<p class="most"></p>
<p class="vh" aria-live="polite"></p>`;

/** Puts the sheet where the picture stands, with the chapter's first mail on it. */
export const startMail: StartLive = async ({ place, state }) => {
  const own = state as MailScorer["state"];
  const worker = await startWorker(own);
  const figure = document.createElement("form");
  figure.className = "mail";
  figure.innerHTML = markup;
  run(figure, own, worker);
  place.append(figure);
  place.classList.add("is-drawable");
};

/** The worker, once it can read. */
async function startWorker(state: MailScorer["state"]): Promise<Worker> {
  const worker = new Worker(new URL("./mailWorker.js", import.meta.url), { type: "module" });
  const ready = new Promise<MailAnswer>((done, fail) => {
    worker.addEventListener("message", ({ data }: MessageEvent<MailAnswer>) => done(data), {
      once: true,
    });
    worker.addEventListener("error", () => fail(new Error("mail: the worker did not start")));
  });
  send(worker, { state });
  const told = await ready;
  if ("fault" in told) throw new Error(told.fault);
  return worker;
}

function send(worker: Worker, order: MailOrder): void {
  worker.postMessage(order);
}

function run(
  figure: HTMLFormElement,
  { label, mails, length }: MailScorer["state"],
  worker: Worker,
) {
  const part = <T extends Element>(selector: string): T => figure.querySelector<T>(selector)!;
  const sheet = part<HTMLTextAreaElement>("textarea");
  const [, byEffect] = figure.querySelectorAll<HTMLInputElement>("[name=by]");
  let id = 0;
  let text = "";
  let reading: MailReading | null = null;
  let effects: readonly (number | null)[] | null = null;
  let wait: ReturnType<typeof setTimeout> | undefined;

  const show = (): void => {
    const weights = byEffect!.checked ? effects : (reading?.attention ?? null);
    part(".words").innerHTML = coloured(text, reading?.words ?? [], weights ?? []);
    part(".most").textContent = weights
      ? `Most: ${largest(text, reading!.words, weights, byEffect!.checked ? 2 : 3)}${byEffect!.checked ? "" : equalShare(weights)}`
      : byEffect!.checked && reading
        ? "Each word is left out in turn …"
        : "";
  };
  const showScore = (): void => {
    const probability = reading?.probability ?? null;
    part(".score b").textContent = probability === null ? "no word yet" : probability.toFixed(2);
    part<HTMLElement>(".bar span").style.width = `${100 * (probability ?? 0)}%`;
    part(".read").textContent = reading ? readWords(reading, length) : "";
    part("[aria-live]").textContent =
      probability === null ? "no word yet" : `probability of ${label} ${probability.toFixed(2)}`;
  };
  const ask = (): void => {
    send(worker, { id: ++id, text: sheet.value, wantsEffects: byEffect!.checked });
  };
  // A moment without a key, so that the words do not flicker.
  const soon = (): void => {
    clearTimeout(wait);
    wait = setTimeout(ask, 80);
  };
  worker.addEventListener("message", ({ data }: MessageEvent<MailAnswer>) => {
    if ("fault" in data) console.error(data.fault);
    if (!("id" in data) || data.id !== id) return;
    if ("reading" in data) {
      [text, reading, effects] = [sheet.value, data.reading, null];
      showScore();
    } else {
      effects = data.effects;
    }
    show();
  });
  sheet.addEventListener("input", soon);
  for (const choice of figure.querySelectorAll("[name=by]")) choice.addEventListener("change", ask);
  figure.addEventListener("submit", (event) => event.preventDefault());

  part(".label").textContent = label;
  for (const mail of [...mails, { name: "an empty sheet", text: "" }]) {
    const button = part(".mails").appendChild(document.createElement("button"));
    button.type = "button";
    button.textContent = mail.name;
    button.addEventListener("click", () => {
      sheet.value = mail.text;
      if (mail.text === "") sheet.focus();
      ask();
    });
  }
  sheet.value = mails[0]?.text ?? "";
  ask();
}

// What each word would get if all got the same.
function equalShare({ length }: { readonly length: number }): string {
  return `; an equal share is ${(1 / length).toFixed(3)}`;
}

function readWords({ logit, words, unread }: MailReading, length: number): string {
  const unknown = words.filter(({ isKnown }) => !isKnown).length;
  const read = `logit ${signed(logit, 2)}; ${words.length} ${words.length === 1 ? "word" : "words"} read`;
  const strange = unknown > 0 ? `, ${unknown} of them unknown` : "";
  return `${read}${strange}${unread > 0 ? `; ${unread} behind the first ${length} are not` : ""}`;
}
