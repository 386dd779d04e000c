import { expect, test } from "vitest";
import { formatEntry } from "../../../book/bibliography/format.js";
import { parseBibliography } from "../../../book/bibliography/read.js";
import { markdown } from "../../../book/pages/markdown.js";
import { bibliography } from "./sample.js";

const formatted = (text: string) =>
  [...parseBibliography(text).entries.values()].map(formatEntry).join("\n");

test("an article, with its DOI as a link", () => {
  expect(formatEntry(bibliography.entries.get("rosenblatt1958")!)).toBe(
    "Rosenblatt, F. (1958). The perceptron: a probabilistic model. *Psychological Review* 65(6), 386–408. [doi:10.1037/h0042519](https://doi.org/10.1037/h0042519).",
  );
});

test("a paper of a conference, with its number at arXiv as a link", () => {
  expect(formatEntry(bibliography.entries.get("vaswani2017")!)).toBe(
    "Vaswani, A. and Kaiser, Ł. (2017). Attention is all you need. *NeurIPS* 30. [arXiv:1706.03762](https://arxiv.org/abs/1706.03762).",
  );
});

test.each([
  [
    "a book in an edition",
    "@book{a2002, author = {Higham, Nicholas J.}, title = {Accuracy}, edition = {2}, publisher = {SIAM}, year = {2002}}",
    "Higham, N. J. (2002). *Accuracy*, 2nd edition. SIAM.",
  ],
  [
    "a name with a particle, a book with its number",
    "@book{a2016, author = {van den Oord, Aäron}, title = {T}, isbn = {9780262035613}, year = {2016}}",
    "van den Oord, A. (2016). *T*. ISBN 9780262035613.",
  ],
  [
    "a chapter of a book",
    "@incollection{a1990, author = {Bridle, John}, title = {P}, booktitle = {Neurocomputing}, series = {NATO ASI Series}, number = {F68}, pages = {227--236}, publisher = {Springer}, year = {1990}, note = {Short}}",
    "Bridle, J. (1990). P. In *Neurocomputing*, NATO ASI Series F68, 227–236. Springer. Short.",
  ],
  [
    "nine authors or more",
    `@misc{a2020, author = {${"ABCDEFGHI"
      .split("")
      .map((name) => `${name}a, X.`)
      .join(" and ")}}, title = {T}, year = {2020}}`,
    "Aa, X., Ba, X., Ca, X. et al. (2020). T.",
  ],
  [
    "a page of an organisation, with its address",
    "@online{a2024, organization = {OpenAI}, title = {Guide}, url = {https://openai.com/a_(b)}, year = {2024}}",
    "OpenAI (2024). *Guide*. [https://openai.com/a\\_(b)](https://openai.com/a_%28b%29).",
  ],
  [
    "a report",
    "@techreport{a2018, author = {Radford, Alec}, title = {Improving}, institution = {OpenAI}, year = {2018}}",
    "Radford, A. (2018). *Improving*. OpenAI.",
  ],
])("%s", (_, text, expected) => {
  expect(formatted(text)).toBe(expected);
});

test("a sign of Markdown in a title stays what it is", () => {
  const text = formatted(
    "@misc{a2001, author = {A, B}, title = {5 * 3 & a_b [c] < d \\$e}, year = {2001}}",
  );
  expect(markdown.renderInline(text, {})).toBe("A, B. (2001). 5 * 3 &amp; a_b [c] &lt; d $e.");
});
