/** @file French numbers, in the spelling before 1990: from 70 on they count by twenties. */

const ONES =
  `zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize`.split(
    " ",
  );
const TENS = "_ _ vingt trente quarante cinquante soixante".split(" ");

/** The words of a number below 1,000,000. */
export function frenchTokens(n: number): string[] {
  if (n < 1000) return belowThousand(n, true);
  const [thousands, rest] = [Math.floor(n / 1000), n % 1000];
  return [
    ...(thousands === 1 ? [] : belowThousand(thousands, false)),
    "mille",
    ...(rest === 0 ? [] : belowThousand(rest, true)),
  ];
}

/** `last`: nothing follows, so that *vingt* and *cent* may have the s of the plural. */
function belowThousand(n: number, last: boolean): string[] {
  if (n < 100) return belowHundred(n, last);
  const [hundreds, rest] = [Math.floor(n / 100), n % 100];
  const head = hundreds === 1 ? [] : [ONES[hundreds]!];
  if (rest === 0) return [...head, hundreds > 1 && last ? "cents" : "cent"];
  return [...head, "cent", ...belowHundred(rest, last)];
}

function belowHundred(n: number, last: boolean): string[] {
  if (n < 17) return [ONES[n]!];
  if (n < 20) return ["dix", ONES[n - 10]!];
  if (n >= 80) {
    if (n === 80) return ["quatre", last ? "vingts" : "vingt"];
    return ["quatre", "vingt", ...belowHundred(n - 80, last)];
  }
  const tens = Math.min(6, Math.floor(n / 10));
  const rest = n - 10 * tens;
  if (rest === 0) return [TENS[tens]!];
  const and = rest === 1 || rest === 11 ? ["et"] : [];
  return [TENS[tens]!, ...and, ...belowHundred(rest, last)];
}

const APART = new Set(["et", "cent", "cents", "mille"]);

/** Tens and what follows them are joined by a hyphen, all else stands apart: `deux cent vingt-deux`. */
export function writtenInFrench(tokens: readonly string[]): string {
  return tokens.reduce((text, token, k) => {
    const apart = APART.has(token) || APART.has(tokens[k - 1] ?? "");
    return text + (k === 0 ? "" : apart ? " " : "-") + token;
  }, "");
}
