/** @file The outputs of a code cell: richest form first, records in the places made for them. */

import type { FigureRecord, LessonRecord } from "../../src/lesson/records.js";
import type { Cell, MimeBundle, Output } from "../notebook/format.js";
import { readText } from "./cellText.js";
import { checkLine } from "./check.js";
import { claimPlate } from "./claim.js";
import { type Context, envOf, numberOf, reportIn } from "./context.js";
import { erratumPlate } from "./erratum.js";
import { figureFault, renderFigure } from "./figure.js";
import { escapeHtml } from "./html.js";
import { cross } from "./icons.js";
import { type PageFigure, pageFigureOf } from "./live.js";
import { renderLine, renderTokens } from "./markdownHtml.js";
import { matricesRow } from "./matrices.js";
import { bundleOf, recordOf } from "./records.js";
import { soundPlayer } from "./sound.js";
import { textHtml } from "./textLines.js";

/** A piece of output; a block stands by itself between the cells, as figures and plates do. */
export interface Piece {
  readonly html: string;
  readonly isBlock: boolean;
}

/** The outputs of a cell in order; text that follows text of the same stream is one piece. */
export function renderOutputs(cell: Cell, context: Context): Piece[] {
  return merged(cell.outputs ?? [])
    .map((output) => renderOutput(output, cell, context))
    .filter(({ html }) => html !== "");
}

function merged(outputs: readonly Output[]): Output[] {
  const result: Output[] = [];
  for (const output of outputs) {
    const last = result.at(-1);
    if (
      output.output_type === "stream" &&
      last?.output_type === "stream" &&
      last.name === output.name
    ) {
      result[result.length - 1] = { ...last, text: last.text + output.text };
    } else {
      result.push(output);
    }
  }
  return result;
}

function renderOutput(output: Output, cell: Cell, context: Context): Piece {
  const data = bundleOf(output);
  if (data) {
    const record = recordOf(data);
    const shown = pageFigureOf(data);
    if (shown) return block(renderPlotly(shown, record, cell, context));
    return (
      (record && renderRecord(record, cell, context)) ?? inline(renderData(data, cell, context))
    );
  }
  if (output.output_type === "stream") return inline(text(output.text));
  const { ename, evalue, traceback } = output as Extract<Output, { output_type: "error" }>;
  const trace = traceback.join("\n");
  const head = evalue === "" ? escapeHtml(ename) : `${escapeHtml(ename)}: ${escapeHtml(evalue)}`;
  return inline(`<div class="threw">${cross}<p><b>${head}</b></p>${text(trace)}</div>`);
}

function renderPlotly(
  { figure, live, script, fault: notLive }: PageFigure,
  record: LessonRecord | null,
  cell: Cell,
  context: Context,
): string {
  const words: FigureRecord =
    record?.kind === "figure"
      ? record
      : { kind: "figure", id: "", caption: "", alt: "", page: false };
  for (const name of ["id", "caption", "alt"] as const) {
    if (words[name] !== "") continue;
    reportIn(context, cell, 1, `a figure needs ${name}: show(figure, { id, caption, alt })`);
  }
  const { drawings } = context;
  for (const fault of [notLive, figureFault(figure, drawings)]) {
    if (fault != null) reportIn(context, cell, 1, `${words.id || "a figure"}: ${fault}`);
  }
  const caption = renderLine(words.caption, envOf(context, cell));
  if (script) context.files.set(script.path, script.content);
  return renderFigure(
    figure,
    words,
    numberOf(context, words.id),
    drawings,
    caption,
    live ?? script,
  );
}

function renderRecord(record: LessonRecord, cell: Cell, context: Context): Piece | null {
  const env = envOf(context, cell);
  switch (record.kind) {
    case "check":
      return inline(checkLine(record, numberOf(context, record.id)));
    case "erratum":
      return block(erratumPlate(record, numberOf(context, record.id), env));
    case "claim":
      return block(claimPlate(record, numberOf(context, record.id), env));
    case "matrices":
      return inline(matricesRow(record));
    case "sound":
      return inline(soundPlayer(record));
    case "progress": {
      const part = record.fraction < 1 ? ` ${Math.round(record.fraction * 100)} %` : "";
      return inline(
        `<p class="progress"><span>${escapeHtml(record.label)}${part}</span> ${escapeHtml(record.note)}</p>`,
      );
    }
    case "quick": // said once, at the head of the page
    case "exercise": // said in its plate
      return inline("");
    case "figure":
      return null;
  }
}

function renderData(data: MimeBundle, cell: Cell, context: Context): string {
  const of = (mime: string) => (typeof data[mime] === "string" ? (data[mime] as string) : null);
  const svg = of("image/svg+xml");
  if (svg !== null) return image("svg+xml", Buffer.from(svg).toString("base64"), data);
  for (const kind of ["png", "jpeg"]) {
    const bytes = of(`image/${kind}`)?.replace(/\s/g, "");
    if (bytes !== undefined && /^[A-Za-z0-9+/]+=*$/.test(bytes)) return image(kind, bytes, data);
  }
  const markdown = of("text/markdown");
  if (markdown !== null) {
    const tokens = readText(markdown).blocks.flatMap((part) => part.tokens);
    return `<div class="prose">${renderTokens(tokens, envOf(context, cell))}</div>`;
  }
  const html = of("text/html");
  if (html !== null) {
    return `<div class="html" role="group" aria-label="Output">${context.sanitise(html)}</div>`;
  }
  return text(of("text/plain") ?? "");
}

/** As an image nothing in an SVG can run. */
function image(kind: string, base64: string, data: MimeBundle): string {
  const words = data["text/plain"];
  const alt = typeof words === "string" && words.trim() !== "" ? words : "Output of the cell";
  return `<img src="data:image/${kind};base64,${base64}" alt="${escapeHtml(alt)}">`;
}

/** More is in the executed notebook: a page must open on a phone. */
const mostCharacters = 100_000;

function text(content: string): string {
  const whole = content.trimEnd().replace(/^(\s*\n)+/, "");
  const left = whole.length - mostCharacters;
  const more = left > 0 ? `\n… ${(left / 1e6).toFixed(1)} MB more, in the executed notebook` : "";
  return whole === "" ? "" : textHtml(whole.slice(0, mostCharacters) + more);
}

const inline = (html: string): Piece => ({ html, isBlock: false });
const block = (html: string): Piece => ({ html, isBlock: true });
