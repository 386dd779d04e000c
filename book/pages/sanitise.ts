/**
 * @file Outputs come from whatever ran, so their HTML is untrusted: nothing in it may run, style
 * the page, take the name of something else, or ask another origin.
 */

import createDOMPurify from "dompurify";
import { JSDOM } from "jsdom";
import { memoise } from "./memo.js";

const { window } = new JSDOM("");
const purify = createDOMPurify(window);

purify.addHook("afterSanitizeAttributes", (node) => {
  for (const name of ["src", "srcset", "poster", "background", "xlink:href", "data"]) {
    const value = node.getAttribute(name);
    if (value !== null && !/^(data:image\/|#)/.test(value)) node.removeAttribute(name);
  }
  const isLink = node.nodeName.toLowerCase() === "a";
  const href = node.getAttribute("href");
  if (href !== null && !isLink && !/^(data:image\/|#)/.test(href)) node.removeAttribute("href");
  if (isLink) node.setAttribute("rel", "noopener noreferrer");
  for (const { name, value } of [...node.attributes]) {
    if (/url\s*\(\s*["']?(?!["']?#)/i.test(value)) node.removeAttribute(name);
  }
});

/** HTML or SVG of an output with only what is safe left. */
export const sanitise: (html: string) => string = memoise(500, (html: string): string =>
  purify.sanitize(html, {
    USE_PROFILES: { html: true, svg: true, svgFilters: true, mathMl: true },
    FORBID_TAGS: ["style", "form", "input", "button", "textarea", "select", "audio", "video"],
    FORBID_ATTR: ["autofocus", "target", "style"],
    SANITIZE_NAMED_PROPS: true,
  }),
);
