/**
 * @file A picture of plotly made fit for a page: the page's colours and fonts, nothing superfluous,
 * nothing that runs.
 *
 * Sent to the drawing page as text, like `drawInPage`.
 */

declare const DOMPurify: { sanitize(svg: string, options: object): string };
declare const channelsOf: typeof import("../site/client/figureModel.js").channelsOf;
declare const mixtureOf: typeof import("../site/client/figureModel.js").mixtureOf;
declare const tokens: typeof import("../site/client/figureModel.js").palette;
declare const tersely: typeof import("./drawPaths.js").tersely;

/** Every literal colour of the light theme becomes its variable, or a mixture of it with the paper. */
export function recolour(svg: SVGSVGElement): void {
  const renamed = (colour: string): string | null => {
    const channels = channelsOf(colour);
    const mixture = channels && mixtureOf(channels[0], tokens);
    if (!mixture) return null;
    const [variable, share] = mixture;
    if (share > 0.995) return `var(${variable})`;
    return share < 0.005
      ? "var(--paper)"
      : `color-mix(in srgb, var(${variable}) ${Math.round(share * 1000) / 10}%, var(--paper))`;
  };
  for (const element of svg.querySelectorAll<SVGElement>("*")) {
    for (const property of ["fill", "stroke", "stop-color"]) {
      const colour = element.style.getPropertyValue(property) || element.getAttribute(property);
      const variable = colour && renamed(colour);
      if (!variable) continue;
      element.removeAttribute(property);
      element.style.setProperty(property, variable);
      const opacity = channelsOf(colour)![1];
      if (opacity < 1) {
        const name = property === "stop-color" ? "stop-opacity" : `${property}-opacity`;
        const before = element.style.getPropertyValue(name) || "1";
        element.style.setProperty(name, String(Math.round(Number(before) * opacity * 1000) / 1000));
      }
    }
  }
}

/** What says nothing, and what the page itself says better: fonts, classes, plotly's own notes. */
export function strip(svg: SVGSVGElement): void {
  const kept = new Set([
    ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"],
    ...["stroke-linecap", "stroke-linejoin", "stop-color", "stop-opacity", "opacity"],
    ...["font-size", "font-weight", "font-style", "image-rendering"],
  ]);
  const usual = new Set(["fill-opacity:1", "stroke-opacity:1", "opacity:1", "font-weight:400"]);
  for (const element of svg.querySelectorAll<SVGElement>("*")) {
    const styles = [...element.style].flatMap((name) => {
      const value = element.style.getPropertyValue(name).trim();
      const isUsual = usual.has(`${name}:${value}`) || value === "normal" || value === "initial";
      // 400 and 14px say nothing in a text, but much in a part of one.
      const leadsOut = /url\(\s*["']?(?!["']?#)/i.test(value);
      if (!kept.has(name) || leadsOut || (isUsual && element.tagName !== "tspan")) return [];
      return name === "font-size" && value === "14px" && element.tagName === "text"
        ? []
        : [`${name}:${value}`];
    });
    if (element.style.fontStyle === "italic") styles.push("font-family:var(--serif)");
    for (const { name } of [...element.attributes]) {
      if (/^(class|style|data-.*|vector-effect|shape-rendering|xml:space)$/.test(name)) {
        element.removeAttribute(name);
      }
    }
    if (styles.length > 0) element.setAttribute("style", styles.join(";"));
  }
  const ghost = "rect[style*='stroke-opacity:0'][style*='fill-opacity:0']";
  const empty = `${ghost}, g:empty, defs:empty, text:empty, rect[width='0'], rect[height='0']`;
  for (
    let found = svg.querySelectorAll(empty);
    found.length > 0;
    found = svg.querySelectorAll(empty)
  ) {
    for (const element of found) element.remove();
  }
  for (const path of svg.querySelectorAll("path")) {
    const d = path.getAttribute("d") ?? "";
    path.setAttribute("d", tersely(d));
    if (d === "" || d === "M0,0") path.remove();
  }
}

/** Ids that no other picture of the page has, and only those that something uses. */
export function rename(svg: SVGSVGElement, prefix: string): void {
  const names = new Map<string, string>();
  const uses = [...svg.querySelectorAll("*")].flatMap((element) =>
    [...element.attributes].flatMap(({ value }) =>
      [...value.matchAll(/url\(["']?#([^"')]+)["']?\)/g)].map((found) => found[1]!),
    ),
  );
  for (const element of svg.querySelectorAll("[id]")) {
    if (!uses.includes(element.id)) {
      element.removeAttribute("id");
      if (/^(clippath|lineargradient)$/i.test(element.tagName)) element.remove();
      continue;
    }
    names.set(element.id, `${prefix}-${names.size}`);
    element.id = names.get(element.id)!;
  }
  for (const element of svg.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (!value.includes("url(")) continue;
      element.setAttribute(
        name,
        value.replace(
          /url\(["']?#([^"')]+)["']?\)/g,
          (_, id) => `url(#${names.get(id) ?? "none"})`,
        ),
      );
    }
  }
}

/** The figure comes from whatever ran: no script, no link, no picture from elsewhere. */
export function withoutDanger(svg: SVGSVGElement): string {
  for (const link of svg.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  for (const image of svg.querySelectorAll("image")) {
    const source = image.getAttribute("href") ?? image.getAttribute("xlink:href") ?? "";
    image.removeAttribute("xlink:href");
    if (/^data:image\/(png|webp);base64,[A-Za-z0-9+/]+=*$/.test(source))
      image.setAttribute("href", source);
    else image.remove();
  }
  return DOMPurify.sanitize(svg.outerHTML, { USE_PROFILES: { svg: true } });
}

/** The functions above, for the page. */
export const cleanScripts: readonly ((...of: never[]) => unknown)[] = [
  recolour,
  strip,
  rename,
  withoutDanger,
];
