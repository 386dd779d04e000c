/** @file A chapter that has every part of a page once, with outputs as a kernel would leave them. */

import { parseBibliography } from "../../../book/bibliography/read.js";
import type { ChapterInput } from "../../../book/pages/types.js";
import {
  chapter,
  code,
  display,
  notebook,
  opener,
  record,
  resetIds,
  stream,
  text,
} from "./cells.js";
import * as records from "./sampleRecords.js";

/** What the sample cites. */
export const sampleBibliography = parseBibliography(`
@book{press2007, author = {Press, William H.}, title = {Numerical Recipes}, year = {2007}}
@article{rumelhart1986, author = {Rumelhart, David E.}, title = {Learning}, year = {1986}}
`);

/** Chapter 6 of the design's specimen, as a notebook. */
export function everyPart(state: ChapterInput["state"] = "done"): ChapterInput {
  resetIds();
  const done = <T>(outputs: T[]): T[] => (state === "done" ? outputs : []);
  const cells = [
    text(`# Back-propagation

*Why does one backward pass give every derivative at once, and how would you notice if it gave the wrong ones?*

After this chapter you can

1. carry an error back through a layer, on paper and in ten lines;
2. say which of two plausible formulas is wrong, and by how much;
3. choose a step for a difference check, and defend the choice.

Documents A:4.2.2.`),
    text(`[Chapter 5](05-forward-pass.ipynb) pushed numbers forward. A net with two inputs, three hidden units and one output took $x$, mixed it, bent it, and said $0.561$ where the target was $1$. Thirteen weights took part in that answer. To improve it we must know, for each of the thirteen, which way to turn it and how much the turn is worth.

We could ask them one by one: nudge a weight, run the net again, look at the loss. That costs one run a weight. Back-propagation costs about two runs in all, however many weights there are, because it never computes the same product twice ([Rumelhart et al., 1986](#ref:rumelhart1986)).[^older]

[^older]: Older than its name: reverse accumulation was in print by 1970. The paper of 1986 showed what hidden layers learn with it.

> [!PREDICT]
> We will check a gradient by nudging a weight by $h$. Which $h$ gives the smallest error, in double precision, for the central difference?
>
> - $1$
> - $10^{-2}$
> - $10^{-5}$
> - $10^{-15}$`),
    text(`## By hand

Start at the end. The loss is half the squared miss, so its slope at the output is the miss itself. Each step back multiplies by one local slope, and where a value fed several units, the contributions *add*.`),
    code(
      `// what arrives at the output, then one layer further back
const dz2 = (a2 - y) * dsigmoid(z2);
const dW2 = a1.map((a) => a * dz2);
const dz1 = W2.map((w, i) => w * dz2 * dsigmoid(z1[i]));
const dW1 = dz1.map((d) => x.map((v) => d * v));
show({ dW1, db1: dz1 });`,
      done([record(records.matrices)]),
    ),
    text(
      `Read the first matrix by rows: row $i$ belongs to hidden unit $i$, and its second entry is always $-2$ times its first, because $x = (0.6, -1.2)$. A gradient of rank one cannot hide anything.`,
    ),
    code(
      `console.log("loss", loss);\nnew Map([["epoch", 1]]);`,
      done([
        stream("loss 0.09634\n"),
        {
          output_type: "execute_result",
          data: { "text/plain": "Map(1) { \u001b[32m'epoch'\u001b[39m => \u001b[33m1\u001b[39m }" },
          metadata: {},
          execution_count: 2,
        },
      ]),
    ),
    text(`## One layer back

Write $z^l = W^l a^{l-1} + b^l$ and $a^l = \\sigma(z^l)$, and let $\\delta^l$ be the slope of the loss at $z^l$. At the last layer the chain rule has two links; everywhere else it repeats.[^odot]

[^odot]: $\\odot$ multiplies entry by entry. It appears because $\\sigma$ acts on each unit alone, so its Jacobian is diagonal.

$$
\\delta^L = \\frac{\\partial\\mathcal L}{\\partial a^L} \\odot \\sigma'(z^L) \\label{def:last-layer}
$$

Now carry it back. Unit $j$ sent its value along a whole column of $W^{l+1}$, so the errors that return to it come down that column:

$$
\\delta^l = \\bigl(W^{l+1}\\bigr)^{\\!\\top}\\delta^{l+1} \\odot \\sigma'(z^l) \\label{eq:one-layer-back}
$$

From $\\delta$ the rest falls out, as \\eqref{def:last-layer} and \\eqref{eq:one-layer-back} show. The gradient of a weight is what arrived times what was sent, $\\partial\\mathcal L/\\partial W^l = \\delta^l (a^{l-1})^\\top$, and the gradient of a bias is $\\delta^l$ itself.`),
    code(
      `check("eq:one-layer-back", { tolerance: 1e-12, draw, formula, reference, rogues });`,
      done([record(records.check)]),
    ),
    text(`## What the documents print

The documents give one line for $\\delta_i$, and the letter $z$ in it can be read two ways. Neither reading survives a check on a curved activation.`),
    code(
      `erratum("err:one-slope-too-many", { printed, right, table });`,
      done([record(records.erratum)]),
    ),
    text(`## How would you notice?

A wrong gradient still lowers the loss often enough to look right. The honest witness is a difference: move one weight by $h$ both ways and divide. Taylor says that a smaller $h$ is better, until the two losses agree in so many digits that their difference is mostly noise.[^best]

[^best]: With $\\varepsilon \\approx {2.2\\times10^{-16}}$, the central difference is best near $h \\approx \\varepsilon^{1/3}$; see [Press et al. (2007)](#ref:press2007), section 5.7.`),
    code(
      `show(differenceErrors(h), { id: "fig:u-curve", caption, alt, page: true });`,
      done([display(records.figure)]),
    ),
    text(`[](#fig:u-curve) shows both branches. The training below takes a while; the claim after it uses ten seeds.

> [!PREDICT]
> A second guess, without choices.

> [!NOTE]
> Ten seeds are few. They are enough to say where one more run would fall, not how the tail looks.`),
    code(
      `const accuracies = await trainTenTimes();
claim("claim:test-accuracy", { title, source: "A:5.4", printed: 0.9794, values: accuracies });`,
      done([
        record({ kind: "progress", label: "training", fraction: 1, note: "10 runs in 38 s" }),
        record(records.claim),
      ]),
      "heavy",
    ),
    text(`| optimiser | steps | final loss |
| :-- | --: | --: |
| SGD | 1,200 | 0.0312 |
| Adam | 300 | 0.0287 |

A comparison in a fence, which no kernel runs:

\`\`\`ts
// the tempting way, wrong for every curved unit
const slope: number = dsigmoid(a1[0]);
\`\`\``),
    text("## Exercises\n\nEach begins with a cell that runs and is not right yet."),
    text(
      `### The gradient of a layer

Write \`layerGradient\`: from $\\delta$ (three numbers) and the layer's input $a$ (two numbers), the gradient of $W$, in the shape of $W$.`,
      "exercise",
    ),
    code(
      `const layerGradient = (delta: number[], a: number[]) =>
  a.map((v) => delta.map((d) => d * v));`,
      [],
      "exercise",
    ),
    code(
      `exercise("ex:layer-gradient", layerGradient, judge);`,
      done([record(records.attempt)]),
      "check",
    ),
    text(
      `<details><summary>Hint 1: which index is the row?</summary>

In the matrix, row $i$ collects everything that flows into unit $i$. Which of your two loops should be outside?

</details>`,
      "hint",
    ),
    text(
      `<details><summary>Hint 2: test it on shapes alone</summary>

Three deltas, two inputs: the result must have three rows.

</details>`,
      "hint",
    ),
    code(
      `const outer = (delta: number[], a: number[]) => delta.map((d) => a.map((v) => d * v));
solution("ex:layer-gradient", outer);`,
      done([record(records.solution)]),
      "solution",
    ),
    text(`## Summary

- Errors travel back along the same weights, transposed \\eqref{eq:one-layer-back}, and add where paths meet.
- A formula without a check that rejects its near misses is an opinion.
- Differences verify a gradient to about ten digits, never to sixteen; [](#fig:u-curve) shows why.

## Questions readers ask

**Why sum over paths?**

Because a small change in one value reaches the loss along each of them, and small changes add.

**What is ReLU′(0)?** Whatever you say it is between 0 and 1. The libraries say 0; so do we, and the check steps around it.

## References

- Press, W. H., Teukolsky, S. A., Vetterling, W. T. and Flannery, B. P. (2007). *Numerical Recipes*, 3rd edition. Cambridge University Press.
- Rumelhart, D. E., Hinton, G. E. and Williams, R. J. (1986). Learning representations by back-propagating errors. *Nature* 323, 533–536.

## Next

With all derivatives in hand, the next chapter goes downhill.`),
  ];
  const book = notebook("Back-propagation", ["A:4.2.2"], cells);
  return chapter("06-back-propagation", book, state);
}

/** A small chapter, so that the book has neighbours. */
export function small(
  name: string,
  title: string,
  state: ChapterInput["state"] = "waiting",
): ChapterInput {
  const cells = [
    opener(title, ["A:4.1"]),
    text("## By hand\n\nA paragraph."),
    code("const x = 1;"),
    text("## Summary\n\n- Nothing more."),
  ];
  return chapter(name, notebook(title, ["A:4.1"], cells), state);
}

/** A book of three chapters around the one with every part. */
export function sampleBook(state: ChapterInput["state"] = "done"): ChapterInput[] {
  return [
    small("05-forward-pass", "Forward pass", "done"),
    everyPart(state),
    small("07-gradient-descent", "Gradient descent"),
  ];
}
