/** What this room uses of Citation.js, which comes without types. Source: https://citation.js.org/api/0.7 */

declare module "@citation-js/core" {
  export interface CslName {
    family?: string;
    given?: string;
    literal?: string;
    "non-dropping-particle"?: string;
  }
  export interface CslItem {
    id: string;
    type: string;
    genre?: string;
    title?: string;
    author?: CslName[];
    editor?: CslName[];
    publisher?: string;
    issued?: { "date-parts"?: number[][] };
    note?: string;
    DOI?: string;
    URL?: string;
    archive_location?: string;
  }
  export class Cite {
    constructor(data: unknown);
    data: CslItem[];
    format(name: "bibliography", options: object): [id: string, html: string][];
  }
  export const plugins: {
    input: { chain(data: unknown, options: object): unknown };
    config: { get(name: "@csl"): { templates: { add(name: string, xml: string): void } } };
  };
}
declare module "@citation-js/plugin-bibtex";
declare module "@citation-js/plugin-csl";
