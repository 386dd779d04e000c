/** @file German numbers: the ones are said before the tens, *one-and-twenty*, and all is one word. */

const ONES =
  `null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn
  siebzehn achtzehn neunzehn`.split(/\s+/);
const TENS = "_ _ zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(" ");

/** The parts of a number below 1,000,000; *eins* where nothing follows it. */
export function germanTokens(n: number): string[] {
  const tokens = parts(n);
  return tokens.at(-1) === "ein" ? [...tokens.slice(0, -1), "eins"] : tokens;
}

function parts(n: number): string[] {
  if (n < 20) return [ONES[n]!];
  if (n < 100) {
    const tens = TENS[Math.floor(n / 10)]!;
    return n % 10 === 0 ? [tens] : [ONES[n % 10]!, "und", tens];
  }
  const [unit, name] = n < 1000 ? [100, "hundert"] : [1000, "tausend"];
  const rest = n % unit === 0 ? [] : parts(n % unit);
  return [...parts(Math.floor(n / unit)), name, ...rest];
}
