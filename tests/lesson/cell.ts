import { afterEach, beforeEach } from "vitest";
import type { DisplaySink, MimeBundle } from "../../src/lesson/display.js";
import { type LessonRecord, RECORD_MIME } from "../../src/lesson/index.js";

const SINK = Symbol.for("large-models.display");
const host = globalThis as unknown as Record<symbol, DisplaySink | undefined>;

export interface Displayed {
  bundle: MimeBundle;
  displayId: string;
  update: boolean;
}

/** What the code under test displays, as a notebook would receive it; emptied before each test. */
export function displayedInCell(): Displayed[] {
  const displayed: Displayed[] = [];
  beforeEach(() => {
    displayed.length = 0;
    host[SINK] = (bundle, displayId, update) => displayed.push({ bundle, displayId, update });
  });
  afterEach(() => {
    host[SINK] = undefined;
  });
  return displayed;
}

export function recordOf({ bundle }: Displayed): LessonRecord {
  return bundle[RECORD_MIME] as LessonRecord;
}
