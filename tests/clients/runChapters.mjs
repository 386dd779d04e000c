/**
 * @file Runs chapters at quick sizes on the Node that runs this file: `node runChapters.mjs 05 09`.
 *
 * Prints one line of JSON for each chapter, in the order in which they end.
 */

// By their addresses: what is compiled is there when this runs, and not when its types are checked.
const course = new URL("../../build/book/course/", import.meta.url);
const { readChapters } = await import(new URL("chapters.js", course).href);
const { createRunner } = await import(new URL("runner.js", course).href);

const wanted = process.argv.slice(2);
const runner = createRunner({
  quick: true,
  lastBackend: undefined,
  // Only this one is taken: a chapter fails if it does not load on this Node.
  backend: async () => process.env.COURSE_BACKEND,
  report: (line) => console.error(line),
});
const chapters = (await readChapters("en")).filter(({ name }) => wanted.includes(name.slice(0, 2)));
// Never from the cache, and two at a time, as the book runs them.
await Promise.all(
  chapters.map(async (chapter) => {
    const { signal } = new AbortController();
    const { notebook, state, error, cells } = await runner.run(chapter, signal, () => {});
    const code = notebook.cells.filter(({ cell_type }) => cell_type === "code");
    const outputs = code.flatMap((cell) => cell.outputs ?? []);
    const streams = outputs.flatMap((one) => (one.output_type === "stream" ? [one] : []));
    console.log(
      JSON.stringify({
        name: chapter.name,
        node: process.version,
        state,
        error: error ?? null,
        cells,
        counts: code.map(({ execution_count }) => execution_count),
        text: streams.map(({ text }) => text).join(""),
        warnings: streams.map(({ name, text }) => (name === "stderr" ? text.trim() : "")).join(""),
        errors: outputs.filter(({ output_type }) => output_type === "error"),
      }),
    );
  }),
);
