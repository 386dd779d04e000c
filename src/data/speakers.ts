/**
 * @file How many people speak a language, and what they earn together: sums over countries.
 *
 * Source: the Unicode Common Locale Data Repository, version 48, table of territories; of each country it
 * has the population, the gross domestic product in dollars of equal purchasing power, and the share of
 * people who speak each language, first or second. The npm package `cldr-core` brings it, under the
 * Unicode licence 3.0; it is not part of this library. The shares are estimates, and add up to more than
 * one where people speak more than one language.
 */

import { readInstalled } from "#platform";

const PACKAGE = "cldr-core";
const VERSION = "48.2.0";

/** Who speaks a language. */
export interface Speakers {
  readonly people: number;
  /**
   * dollars a year, of equal purchasing power: of each country the same share as of its people, as if
   * all its people earned alike
   */
  readonly income: number;
}

/**
 * Speakers by BCP 47 tag, languages and languages in a script: `"hi"`, `"hi-Latn"`, `"zh-Hant"`. Mandarin
 * in simplified signs is `"zh"`.
 *
 * @throws Error if the package is not there or its table has another form.
 */
export async function loadSpeakers(): Promise<ReadonlyMap<string, Speakers>> {
  let table: Record<string, Territory>;
  try {
    const file = await readInstalled(PACKAGE, "supplemental/territoryInfo.json");
    table = JSON.parse(new TextDecoder().decode(file)).supplemental.territoryInfo;
  } catch (cause) {
    throw new Error(`loadSpeakers: the table could not be read. ${cure}`, { cause });
  }
  const speakers = new Map<string, Speakers>();
  for (const [territory, { _population, _gdp, languagePopulation = {} }] of Object.entries(table)) {
    for (const [name, { _populationPercent }] of Object.entries(languagePopulation)) {
      const tag = name.replaceAll("_", "-");
      const share = Number(_populationPercent) / 100;
      const people = share * Number(_population);
      const income = share * Number(_gdp);
      if (!(people >= 0 && income >= 0)) {
        throw new Error(`loadSpeakers: the line ${tag} of ${territory} has no numbers. ${cure}`);
      }
      const before = speakers.get(tag) ?? { people: 0, income: 0 };
      speakers.set(tag, { people: before.people + people, income: before.income + income });
    }
  }
  return speakers;
}

interface Territory {
  readonly _population: string;
  readonly _gdp: string;
  readonly languagePopulation?: Readonly<Record<string, { readonly _populationPercent: string }>>;
}

const cure = `Cure: npm install ${PACKAGE}@${VERSION}`;
