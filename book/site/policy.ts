/** @file What a page may do: run its own scripts, ask its own origin, nothing else. */

import { createHash } from "node:crypto";

/**
 * Sets the saved theme before the stylesheet is read, so that no page flashes, and says that
 * scripts run, so that controls which need them are shown from the first paint.
 */
export const headScript: string =
  'document.documentElement.classList.add("js");try{var t=localStorage.getItem("theme");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}';

const hash = createHash("sha256").update(headScript).digest("base64");

/** The content-security policy of every page; the server sends the same as a header. */
export const policy: string = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${hash}'`,
  // formulas and figures place their parts by style attributes
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  // a sound stands in the page that plays it
  "media-src data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
