/**
 * @file What other pages show of a chapter, as plain data.
 *
 * Each page is made anew when the face of any chapter changes. What is not in a face, the pages of
 * other chapters cannot show.
 */

import type { ClaimRecord, ErratumRecord } from "../../src/lesson/records.js";
import type { Cell } from "../notebook/format.js";
import type { Target } from "./reader.js";
import { recordsOf } from "./records.js";
import type { ChapterInput } from "./types.js";

export interface Face extends Pick<ChapterInput, "name" | "language" | "state"> {
  readonly number: number;
  readonly title: string;
  readonly targets: readonly FaceTarget[];
  /** keys of the bibliography, in the order of the references */
  readonly cited: readonly string[];
  /** errata and claims, in the order of the cells */
  readonly recorded: readonly {
    readonly record: ErratumRecord | ClaimRecord;
    readonly cell: string;
  }[];
}

/** Where a link may lead, and what it is called. */
export interface FaceTarget extends Pick<Target, "label" | "kind" | "number"> {
  readonly cell: Pick<Cell, "id">;
}

/** The face of a chapter that has been read. */
export function faceOf(
  { name, language, state, notebook }: ChapterInput,
  number: number,
  targets: readonly Target[],
  cited: readonly string[],
): Face {
  return {
    name,
    language,
    state,
    number,
    title: notebook.metadata.course.title,
    targets: targets.map(({ label, kind, number: own, cell }) => {
      return { label, kind, number: own, cell: { id: cell.id } };
    }),
    cited,
    recorded: notebook.cells.flatMap((cell) =>
      recordsOf(cell).flatMap((record) =>
        record.kind === "erratum" || record.kind === "claim" ? [{ record, cell: cell.id }] : [],
      ),
    ),
  };
}
