/** @file The labels of displayed formulas. */

/** A formula without its `\label{…}`, which KaTeX does not know, and the labels it had. */
export function splitLabels(tex: string): { tex: string; labels: string[] } {
  const labels: string[] = [];
  const rest = tex.replace(/\\label\s*\{([^}]*)\}\s*/g, (_, label: string) => {
    labels.push(label.trim());
    return "";
  });
  return { tex: rest, labels };
}
