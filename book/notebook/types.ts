/** @file The shapes of nbformat 4.5 that the course uses; `source` and text are joined strings. */

/** `data` of an output: text as a string, JSON kinds as they are. */
export type MimeBundle = Record<string, unknown>;

export interface StreamOutput {
  output_type: "stream";
  name: "stdout" | "stderr";
  text: string;
}

export interface DisplayOutput {
  output_type: "display_data";
  data: MimeBundle;
  metadata: Record<string, unknown>;
}

export interface ResultOutput {
  output_type: "execute_result";
  data: MimeBundle;
  execution_count: number | null;
  metadata: Record<string, unknown>;
}

export interface ErrorOutput {
  output_type: "error";
  ename: string;
  evalue: string;
  traceback: string[];
}

export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

export interface CellMetadata {
  jupyter?: { source_hidden?: boolean };
  tags?: string[];
}

export interface Cell {
  cell_type: "markdown" | "code";
  /** code cells only; `null` before the run */
  execution_count?: number | null;
  /** 1 to 64 letters, digits, `-`, `_`; unique in the notebook and never changed */
  id: string;
  metadata: CellMetadata;
  /** code cells only */
  outputs?: Output[];
  /** joined; an array of lines on disk */
  source: string;
}

/** What the chapter calls itself, and the sections of the documents that it answers. */
export interface CourseMetadata {
  /** "A:4.1" */
  sources: string[];
  title: string;
}

export interface NotebookMetadata {
  course: CourseMetadata;
  kernelspec: { display_name: string; language: string; name: string };
  language_info: { file_extension: string; mimetype: string; name: string };
}

export interface Notebook {
  cells: Cell[];
  metadata: NotebookMetadata;
  nbformat: 4;
  nbformat_minor: 5;
}

/** nbformat keeps text as lines, but neither JSON nor base64. */
export function isText(mime: string): boolean {
  return mime.startsWith("text/") || mime === "image/svg+xml" || mime === "application/javascript";
}
