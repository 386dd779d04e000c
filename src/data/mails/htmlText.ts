/**
 * @file What a reader sees of a page of HTML: its words without its tags.
 *
 * The rule: comments, and the elements `style`, `script` and `title`, go with what they hold. A tag that
 * only styles letters (`<b>`, `<font>`, …) goes without a trace, so that `V<b></b>iagra` is one word
 * again; every other tag becomes a blank. Then `&amp;`, `&#8364;` and the named letters of Latin-1 are
 * read. No attribute stays: neither addresses nor colours.
 */

const HIDDEN = /<!--[\s\S]*?(?:-->|$)|<(style|script|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const INLINE =
  /<(?:!|\/?(?:a|abbr|b|big|em|font|i|o:p|s|small|span|strike|strong|sub|sup|tt|u)\b)[^>]*>/gi;
const TAG = /<[/?]?[a-z][^>]*>/gi;

/** Latin-1 from 160 on, by the names that HTML 4 gave them. */
const LATIN =
  `nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3
  acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml
  Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde
  Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig
  ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide
  oslash ugrave uacute ucirc uuml yacute thorn yuml`.split(/\s+/);
const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["bull", "•"],
  ["hellip", "…"],
  ["ndash", "–"],
  ["mdash", "—"],
  ["lsquo", "‘"],
  ["rsquo", "’"],
  ["ldquo", "“"],
  ["rdquo", "”"],
  ["trade", "™"],
  ["euro", "€"],
  ...LATIN.map((name, k): [string, string] => [name, String.fromCharCode(160 + k)]),
]);

/** The text of a page; blanks and ends of lines are left as they fall. */
export function htmlText(html: string): string {
  return html
    .replace(HIDDEN, " ")
    .replace(INLINE, "")
    .replace(TAG, " ")
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));?/gi, (written, decimal, hex, name) => {
      if (name !== undefined) return NAMED.get(name) ?? written;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written;
    });
}
