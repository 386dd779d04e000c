/**
 * @file Entries → lines of Markdown, by the style of `style.csl`.
 *
 * The processor is slow to load, so only `tidy` and `check` come here; a page renders what `tidy` wrote.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Cite, type CslItem, plugins } from "@citation-js/core";
import "@citation-js/plugin-csl";
import { memoise } from "../pages/memo.js";
import { projectRoot } from "../paths.js";
import type { Entry } from "./read.js";

const template = "large-models";
const style = readFileSync(join(projectRoot, "book/bibliography/style.csl"), "utf8");
plugins.config.get("@csl").templates.add(template, style);

/** "Rosenblatt, F. (1958). The perceptron: … *Psychological Review* 65(6), 386–408. [doi:…](…)." */
export function formatEntry({ item }: Entry): string {
  return formatItem(JSON.stringify(item));
}

const formatItem = memoise(2000, (json: string): string => {
  const item = JSON.parse(json) as CslItem;
  const options = { format: "html", template, lang: "en-US", asEntryArray: true };
  const [[, html] = ["", ""]] = new Cite(item).format("bibliography", options);
  return toMarkdown(html, item);
});

/** The HTML of the processor has nothing but italics; what it prints of identifiers becomes a link. */
function toMarkdown(html: string, { DOI, archive_location, URL }: CslItem): string {
  const arXiv = archive_location;
  const links = [
    ...(DOI === undefined ? [] : [{ words: `doi:${DOI}`, address: `https://doi.org/${DOI}` }]),
    ...(arXiv === undefined
      ? []
      : [{ words: `arXiv:${arXiv}`, address: `https://arxiv.org/abs/${arXiv}` }]),
    ...(URL === undefined ? [] : [{ words: URL, address: URL }]),
  ];
  const text = html.trim().replace(/<\/?(?!\/?i>)[^>]*>/g, "");
  const parts = text.split(/(<\/?i>)/);
  return parts.map((part) => (/^</.test(part) ? "*" : linked(decode(part), links))).join("");
}

function linked(text: string, links: readonly { words: string; address: string }[]): string {
  const [link, ...others] = links;
  if (link === undefined) return escapeMarkdown(text);
  const place = text.indexOf(link.words);
  if (place < 0) return linked(text, others);
  const { words, address } = link;
  const before = linked(text.slice(0, place), others);
  const after = linked(text.slice(place + words.length), others);
  return `${before}[${escapeMarkdown(words)}](${encodeAddress(address)})${after}`;
}

function decode(html: string): string {
  const names: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };
  return html
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&([a-z]+);/g, (whole, name: string) => names[name] ?? whole);
}

/** Text in which no sign means anything to Markdown. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>$]/g, "\\$&");
}

function encodeAddress(address: string): string {
  return address.replace(/[()<>\s]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
