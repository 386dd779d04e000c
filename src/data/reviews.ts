/**
 * @file 2,983 sentences of reviews, of shopping, films and restaurants, half of them pleased.
 *
 * Source: Kotzias, Denil, de Freitas and Smyth, "From Group to Individual Labels Using Deep Features"
 * (2015): of each of three sites 500 sentences with a clearly positive and 500 with a clearly negative
 * connotation, labelled by hand; UCI Machine Learning Repository, "Sentiment Labelled Sentences",
 * CC BY 4.0. The npm package `sentiment`, under the MIT licence, has them among its tests. They are not
 * part of this library. Sentences that a site has twice are taken once.
 */

import { readChecked } from "./installedFile.js";

const PACKAGE = "sentiment";
const VERSION = "5.0.2";

const SITES = [
  ["amazon", "bc5eb0cac49fc45987301f1dc2d02cf5ca356ba6c882be179dce77d74e666ed9"],
  ["imdb", "44a7b9082ed732ee2de3c858ea5ee2e99aca34f239a1c4359d3a300bf099bdb5"],
  ["yelp", "9f3f47983f21eeb819380767b74bfa648eca208f156241111454b3e122773ff7"],
] as const;

/** One sentence of a review. */
export interface Review {
  readonly text: string;
  /** 1 if its writer is pleased, else 0 */
  readonly positive: 0 | 1;
  /** where it was written: things, films, restaurants */
  readonly site: "amazon" | "imdb" | "yelp";
}

/**
 * The sentences, site after site in the order of the files, which is no order.
 *
 * @throws Error if a file of the package is missing or another; it names the file and the cure.
 */
export async function loadReviews(): Promise<Review[]> {
  const reviews: Review[] = [];
  for (const [site, sha256] of SITES) {
    const path = `test/fixtures/${site}.json`;
    const bytes = await readChecked("loadReviews", { name: PACKAGE, path, sha256, cure });
    const seen = new Set<string>();
    for (const { text, class: positive } of JSON.parse(new TextDecoder().decode(bytes)) as Row[]) {
      const sentence = text?.trim() ?? "";
      if (sentence === "" || positive === undefined || seen.has(sentence)) continue;
      seen.add(sentence);
      reviews.push({ text: sentence, positive, site });
    }
  }
  return reviews;
}

/** The last line of each file is empty. */
interface Row {
  readonly text?: string;
  readonly class?: 0 | 1;
}

const cure = `Cure: delete the folder node_modules/${PACKAGE} if there is one, then run: npm install ${PACKAGE}@${VERSION}`;
