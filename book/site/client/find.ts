/** @file The page of the documents: only the entries with all the words that the reader types. */

export function startFind(): void {
  const line = document.querySelector<HTMLElement>(".find");
  const input = line?.querySelector("input");
  const said = line?.querySelector("[role=status]");
  if (!line || !input || !said) return;
  line.hidden = false;
  const rows = [...document.querySelectorAll<HTMLElement>(".entry")].map((row) => ({
    row,
    text: (row.textContent ?? "").toLowerCase(),
  }));
  const groups = [...document.querySelectorAll<HTMLElement>(".group")];
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) found += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector(".entry:not([hidden])");
    said.textContent = words.length === 0 ? "" : `${found} of ${rows.length}`;
  });
}
