/** @file A chapter's page, and the title page of the book. */

import type { Chapter } from "../pages/chapter.js";
import type { Face } from "../pages/face.js";
import { escapeHtml } from "../pages/html.js";
import { plainText } from "../pages/markdown.js";
import type { Problem } from "../pages/problems.js";
import { duration } from "../pages/words.js";
import { bookContents, chapterContents, downloads, neighbours, twoPlaces } from "./contents.js";
import { bookTitle, frame } from "./frame.js";
import type { BookOptions } from "./renderBook.js";

const backends: Record<BookOptions["backend"], string> = {
  native: "native TensorFlow",
  wasm: "TensorFlow.js on WebAssembly",
  cpu: "TensorFlow.js in plain JavaScript",
};

/** Edition, backend and licences. */
export function foot({ version, backend, mode }: BookOptions): string {
  const sizes = mode === "quick" ? ", small sizes" : "";
  return `Edition ${escapeHtml(version)}, computed with ${backends[backend]}${sizes}. Text CC BY 4.0, code MIT.`;
}

export function chapterPage(
  chapter: Chapter,
  chapters: readonly Face[],
  { body, faults }: { body: string; faults: readonly Problem[] },
  options: BookOptions,
): string {
  const { title } = chapter.input.notebook.metadata.course;
  const take = `<p class="take"><span>This chapter to take away</span>${downloads(chapter).join("")}</p>\n`;
  return frame({
    title: `${chapter.number} ${title} · ${bookTitle}`,
    description: chapter.opener ? plainText(chapter.opener.question) : title,
    root: "../../",
    assets: options.assets,
    isLive: options.isLive ?? false,
    nav: bookContents(chapters, chapter, "../../", options.entries ? "link" : "none"),
    toc: chapterContents(chapter),
    main: `<article data-chapter="${chapter.input.name}">\n${options.isLive ? faultList(faults) : ""}${body}${take}</article>\n${neighbours(chapters, chapter)}`,
    foot: foot(options),
  });
}

/** While an author writes, what is wrong stands at the head of the page. */
function faultList(faults: readonly Problem[]): string {
  if (faults.length === 0) return "";
  const items = faults.map(({ place, reason }) => {
    const { cell, line } = place;
    const where = [cell && `cell ${cell}`, line && `line ${line}`].filter(Boolean).join(", ");
    return `<li>${where === "" ? "" : `<b>${escapeHtml(where)}</b> `}${escapeHtml(reason)}</li>`;
  });
  return `<section class="faults" aria-label="Faults of this notebook"><p>The build would refuse this chapter:</p><ul>${items.join("")}</ul></section>\n`;
}

export function frontPage(chapters: readonly Chapter[], options: BookOptions): string {
  const [first] = chapters;
  const begin = first
    ? `<p class="begin"><a href="${first.input.language}/${first.input.name}/index.html">Begin with chapter ${first.number}</a></p>\n`
    : "";
  return frame({
    title: bookTitle,
    description: about,
    root: "",
    assets: options.assets,
    isLive: options.isLive ?? false,
    nav: bookContents(
      chapters.map(({ face }) => face),
      null,
      "",
      options.entries ? "link" : "none",
    ),
    toc: "",
    main: `<article>
<header class="opener">
<h1>${bookTitle}</h1>
<p class="question">${about}</p>
</header>
<p>Every chapter is a notebook. It starts from numbers that fit on paper, writes the same in a few lines of TypeScript, and then lets TensorFlow do it at full size. What you read here was computed by the code that you see, from the first cell to the last.</p>
<p>A displayed formula that claims something carries a badge: it was compared with running code on random inputs, and wrong versions that look right were rejected. Open the badge to see them. What ${options.entries ? '<a href="en/sources/index.html">the source documents</a>' : "the source documents"} print is checked the same way; where they are wrong, an erratum shows by how much.</p>
${begin}<section aria-labelledby="chapters"><h2 id="chapters">Chapters</h2>
<ol class="chapters">
${chapters.map(chapterItem).join("\n")}
</ol></section>
</article>
`,
    foot: foot(options),
  });
}

const about =
  "How does a large model compute, and how would you know that what you are told about it is right?";

function chapterItem({ input, number, opener }: Chapter): string {
  const { name, language, state, seconds, cells, notebook } = input;
  const states = {
    done: `runs in ${duration(seconds)}`,
    running: `running, ${cells.run} of ${cells.total} cells`,
    waiting: "waits for its turn to run",
    failed: "stopped with an error",
  };
  const question = opener ? plainText(opener.question) : "";
  return `<li><a href="${language}/${name}/index.html"><span class="no">${twoPlaces(number)}</span> ${escapeHtml(notebook.metadata.course.title)}</a><p>${escapeHtml(question)}</p><p class="run-state">${states[state]}</p></li>`;
}
