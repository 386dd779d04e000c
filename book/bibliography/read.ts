/**
 * @file BibTeX → entries that notebooks cite, and what is wrong with them.
 *
 * Beside what BibTeX knows an entry may have `keywords = {document}`, if the documents name it, and
 * then `annote`: what they got wrong about it.
 */

import { Cite, type CslItem, type CslName, plugins } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import { message } from "../message.js";
import { memoise } from "../pages/memo.js";

/** One source. */
export interface Entry {
  readonly key: string;
  /** where it begins in the file, from 1 */
  readonly line: number;
  /** the surname of its first author or editor; the organisation where there is none */
  readonly name: string;
  /** "1986"; empty if it has none */
  readonly year: string;
  /** it has no author, so that its title names it as well as the organisation */
  readonly isAnonymous: boolean;
  /** the documents name it, so it stays when no chapter cites it */
  readonly isDocument: boolean;
  /** what the documents got wrong about it; empty if nothing */
  readonly remark: string;
  readonly item: CslItem;
}

export interface Bibliography {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly faults: readonly { readonly line: number; readonly message: string }[];
  /** the file cannot be read as BibTeX, so nobody knows which keys there are */
  readonly isBroken: boolean;
}

/** What a project without references has. */
export const noBibliography: Bibliography = { entries: new Map(), faults: [], isBroken: false };

interface RawEntry {
  label: string;
  properties: Record<string, string | undefined>;
}

/** The entries of a BibTeX file; the same text is read once. */
export const parseBibliography: (text: string) => Bibliography = memoise(4, parse);

function parse(text: string): Bibliography {
  // A comment may hold an "@" and a brace, which a parser takes for an entry.
  const source = text.replace(/^[ \t]*%.*$/gm, "");
  if (source.trim() === "") return noBibliography;
  let raws: RawEntry[];
  let items: CslItem[];
  try {
    const target = { target: "@biblatex/entries+list", generateGraph: false };
    raws = plugins.input.chain(source, target) as RawEntry[];
    items = raws.map((raw) => new Cite(raw).data[0]!);
  } catch (error) {
    const place = /line (\d+)/.exec(message(error))?.[1];
    const fault = { line: Number(place ?? 1), message: `this is no BibTeX: ${message(error)}` };
    return { entries: new Map(), faults: [fault], isBroken: true };
  }
  const lines = [...text.matchAll(/^[ \t]*@\w+[ \t]*\{/gm)].map(
    ({ index }) => text.slice(0, index).split("\n").length,
  );
  const entries = new Map<string, Entry>();
  const faults: { line: number; message: string }[] = [];
  for (const [n, { label: key, properties }] of raws.entries()) {
    const line = lines[n] ?? 1;
    const add = (reason: string): void => void faults.push({ line, message: `${key} ${reason}` });
    const item = completed(items[n]!, properties);
    for (const reason of faultsOf(key, item, properties)) add(reason);
    const earlier = entries.get(key);
    if (earlier) {
      add(`is already the key of line ${earlier.line}`);
      continue;
    }
    const keywords = (properties.keywords ?? "").split(/[,;]/).map((word) => word.trim());
    entries.set(key, {
      key,
      line,
      name: nameOf(item) ?? "",
      year: String(item.issued?.["date-parts"]?.[0]?.[0] ?? ""),
      isAnonymous: item.author === undefined && item.editor === undefined,
      isDocument: keywords.includes("document"),
      remark: (properties.annote ?? "").replace(/\s+/g, " ").trim(),
      item,
    });
  }
  return { entries, faults, isBroken: false };
}

// What Citation.js does not take over from BibTeX, and what it adds.
function completed(item: CslItem, { archiveprefix, eprint }: RawEntry["properties"]): CslItem {
  const { genre, ...rest } = item;
  return {
    ...rest,
    // "techreport" is the name of a kind of entry, "PhD thesis" is what the author wrote
    ...(genre !== undefined && !/^[a-z]+$/.test(genre) && { genre }),
    ...(archiveprefix === "arXiv" && eprint !== undefined && { archive_location: eprint }),
  };
}

function* faultsOf(
  key: string,
  item: CslItem,
  { archiveprefix, doi, eprint, url }: RawEntry["properties"],
): Generator<string> {
  if (!/^[a-z][a-z0-9]*$/.test(key)) yield "is no key: small letters and digits, surname and year";
  if (nameOf(item) === undefined) yield "has no author, editor or organization";
  if (item.title === undefined) yield "has no title";
  if (eprint !== undefined && archiveprefix !== "arXiv") {
    yield "has an eprint; the course knows archiveprefix = {arXiv} only";
  } else if (eprint !== undefined && !/^(\d{4}\.\d{4,5}|[a-z-]+\/\d{7})$/.test(eprint)) {
    yield `has the eprint "${eprint}"; an arXiv id is like 1706.03762`;
  }
  if (doi !== undefined && !/^10\.\d{4,9}\/\S+$/.test(doi)) {
    yield `has the doi "${doi}"; it begins with 10., without an address`;
  }
  if (url !== undefined && !/^https?:\/\/\S+$/.test(url))
    yield `has no address as its url: "${url}"`;
}

function nameOf({ author, editor, publisher }: CslItem): string | undefined {
  const [first] = author ?? editor ?? [];
  return first === undefined ? publisher : surname(first);
}

function surname({ family, literal, given, "non-dropping-particle": particle }: CslName): string {
  const own = family ?? literal ?? given ?? "";
  return particle === undefined ? own : `${particle} ${own}`;
}
