/** @file Contents of the book at the left, of the chapter at the right, neighbours at the end. */

import type { Chapter } from "../pages/chapter.js";
import type { Face } from "../pages/face.js";
import { escapeHtml } from "../pages/html.js";

/** "05" */
export function twoPlaces(number: number): string {
  return String(number).padStart(2, "0");
}

/**
 * All chapters; what was read is known to the reader's browser alone, which fills in the dots.
 *
 * @param current - `null` on the title page
 * @param root - from the page to the root: "../../"
 * @param sources - whether there is a page of the documents, and whether this is it
 */
export function bookContents(
  chapters: readonly Face[],
  current: Chapter | null,
  root: string,
  sources: "none" | "link" | "current" = "none",
): string {
  const items = chapters.map((chapter) => {
    const { name, language, number, title } = chapter;
    const isCurrent = current !== null && name === current.face.name;
    const address = `${root}${language}/${name}/index.html`;
    const sub = isCurrent ? `<ol class="sub">${sectionItems(current)}</ol>` : "";
    return `<li><a href="${address}"${isCurrent ? ' aria-current="page"' : ""} data-chapter="${name}"><span class="dot"></span><span class="no">${twoPlaces(number)}</span><span>${escapeHtml(title)}<span class="vh said-read"></span></span></a>${sub}</li>`;
  });
  return `<nav class="nav" id="contents" aria-label="Contents of the book" tabindex="-1"><h2>Contents</h2><ol>
${items.join("\n")}
</ol>${sourcesLink(root, sources)}<p class="key" hidden></p></nav>`;
}

function sourcesLink(root: string, sources: "none" | "link" | "current"): string {
  if (sources === "none") return "";
  const current = sources === "current" ? ' aria-current="page"' : "";
  return `<p class="apart"><a href="${root}en/sources/index.html"${current}>What the documents say</a></p>`;
}

/** Sections of the chapter, and its notebook to take away. */
export function chapterContents(chapter: Chapter): string {
  return `<nav class="toc" aria-label="Contents of this chapter"><h2>In this chapter</h2><ol>${sectionItems(chapter)}</ol><p class="more">${downloads(chapter).join("")}</p></nav>
`;
}

function sectionItems({ sections }: Chapter): string {
  return sections
    .map(({ id, text }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`)
    .join("");
}

/** Links to the notebook without outputs and, once it has run, with them. */
export function downloads({ input }: Chapter): string[] {
  const { name, state } = input;
  return [
    `<a href="${name}.ipynb" download>Notebook</a>`,
    ...(state === "done"
      ? [`<a href="${name}.executed.ipynb" download>Notebook with outputs</a>`]
      : []),
  ];
}

/** The chapters before and after. */
export function neighbours(chapters: readonly Face[], { face }: Chapter): string {
  const place = chapters.indexOf(face);
  const link = (chapter: Face | undefined, rel: "prev" | "next", word: string) =>
    chapter
      ? `<a href="../${chapter.name}/index.html" rel="${rel}"><span>${word}</span>${chapter.number}&ensp;${escapeHtml(chapter.title)}</a>`
      : "<span></span>";
  return `<nav class="turn" aria-label="Chapters before and after">${link(chapters[place - 1], "prev", "Previous")}${link(chapters[place + 1], "next", "Next")}</nav>
`;
}
