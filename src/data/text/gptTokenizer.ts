/**
 * @file The tokenizers of one vendor's models, two generations: what they count is what is paid for.
 *
 * `cl100k_base` came with GPT-3.5 and GPT-4, `o200k_base` with GPT-4o. Source: the npm package
 * `gpt-tokenizer`, MIT licence, which carries the vendor's published tables; it is not part of this
 * library and is loaded when it is asked for.
 */

const PACKAGE = "gpt-tokenizer";
const VERSION = "4.0.0";

/** A tokenizer that cuts a text into pieces, and each piece into tokens by merging bytes. */
export interface GptTokenizer {
  readonly name: "cl100k_base" | "o200k_base";
  /** The ids of the tokens of a text. */
  encode(text: string): number[];
  /** The pieces that no token reaches across. */
  cut(text: string): string[];
  /**
   * The rank of each token, which is its id, by its bytes: one letter from U+0000 to U+00FF for each byte.
   * Of two tokens the one with the lower rank was learned first.
   */
  readonly ranks: ReadonlyMap<string, number>;
}

/**
 * A tokenizer of the installed package.
 *
 * @throws Error if the package is not there or has another form.
 */
export async function loadGptTokenizer(name: GptTokenizer["name"]): Promise<GptTokenizer> {
  const [{ encode }, { default: list }, parameters] = await Promise.all([
    load<{ encode: (text: string) => number[] }>(`encoding/${name}`),
    load<{ default: readonly (string | readonly number[])[] }>(`bpeRanks/${name}`),
    load<Record<string, unknown>>("encodingParams/constants"),
  ]);
  const pattern = parameters[`${name.replace("_base", "").toUpperCase()}_TOKEN_SPLIT_REGEX`];
  if (typeof encode !== "function" || !Array.isArray(list) || !(pattern instanceof RegExp)) {
    throw new Error(`loadGptTokenizer: ${name} has another form. ${cure}`);
  }
  const encoder = new TextEncoder();
  const ranks = new Map<string, number>();
  list.forEach((token, rank) => {
    const bytes = typeof token === "string" ? encoder.encode(token) : token;
    ranks.set(String.fromCharCode(...bytes), rank);
  });
  const cut = (text: string): string[] => text.match(pattern) ?? [];
  return { name, encode: (text) => encode(text), cut, ranks };
}

// A path that is put together: who bundles this library for a page leaves the tables out.
async function load<Module>(path: string): Promise<Module> {
  try {
    return (await import(`${PACKAGE}/${path}`)) as Module;
  } catch (cause) {
    throw new Error(`loadGptTokenizer: ${PACKAGE}/${path} could not be loaded. ${cure}`, { cause });
  }
}

const cure = `Cure: npm install ${PACKAGE}@${VERSION}`;
