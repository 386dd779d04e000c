/** @file What every page of the book has around its text: head, header, contents, footer. */

import { escapeHtml } from "../pages/html.js";
import type { Assets } from "./assets.js";
import { headScript, policy } from "./policy.js";

export interface FrameOptions {
  /** "5 Forward pass" */
  readonly title: string;
  readonly description: string;
  /** from the page to the root: "../../" */
  readonly root: string;
  readonly assets: Assets;
  /** the server tells the page when its outputs have come */
  readonly isLive: boolean;
  /** HTML of the contents at the left, of those at the right, and of the text */
  readonly nav: string;
  readonly toc: string;
  readonly main: string;
  readonly foot: string;
}

export const bookTitle = "Large Models by Hand";

const bars =
  '<svg viewBox="0 0 14 14" aria-hidden="true"><path d="M0 2.5h14M0 7h14M0 11.5h9" stroke="currentColor" stroke-width="1.3"/></svg>';
const halfDisc =
  '<svg viewBox="0 0 17 17" aria-hidden="true"><circle cx="8.5" cy="8.5" r="7" fill="none" stroke="currentColor" stroke-width="1.3"/><path d="M8.5 1.5a7 7 0 0 1 0 14z" fill="currentColor"/></svg>';

/** A whole page. */
export function frame(options: FrameOptions): string {
  const { title, description, root, assets, isLive, nav, toc, main, foot } = options;
  const address = (path: string) => `${root}${path}`;
  const fonts = assets.preload.map(
    (path) =>
      `<link rel="preload" href="${address(path)}" as="font" type="font/woff2" crossorigin>\n`,
  );
  const modules = assets.modules.map(
    (path) => `<link rel="modulepreload" href="${address(path)}">\n`,
  );
  const styles = assets.styles.map((path) => `<link rel="stylesheet" href="${address(path)}">\n`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title>
<meta name="description" content="${escapeHtml(description)}">
<meta name="color-scheme" content="light dark">
${isLive ? '<meta name="course-live">\n' : ""}<script>${headScript}</script>
<link rel="icon" href="data:,">
${fonts.join("")}${styles.join("")}${modules.join("")}<script type="module" src="${address(assets.script)}"></script>
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
<header class="top"><div class="top-in">
<a class="open-nav" href="#contents" aria-controls="contents">${bars}<span>Contents</span><b class="vh">of the book</b></a>
<a class="brand" href="${root}index.html">${bookTitle}</a>
<button class="theme" type="button" aria-label="Dark theme" aria-pressed="false">${halfDisc}</button>
</div></header>
<div class="frame">
${nav}
${toc}<main id="text" tabindex="-1">${main}</main></div>
<footer class="foot">${foot}</footer>
</body></html>
`;
}
