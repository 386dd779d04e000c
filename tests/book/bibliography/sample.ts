/** A small bibliography for tests. */

import { parseBibliography } from "../../../book/bibliography/read.js";

export const sample = `% A comment with an @ and a brace: @article{not, this}
@article{rosenblatt1958,
  author = {Rosenblatt, Frank},
  title = {The perceptron: a probabilistic model},
  journal = {Psychological Review},
  volume = {65},
  number = {6},
  pages = {386--408},
  year = {1958},
  doi = {10.1037/h0042519},
}

@inproceedings{vaswani2017,
  author = {Vaswani, Ashish and Kaiser, {\\L}ukasz},
  title = {Attention is all you need},
  booktitle = {NeurIPS},
  volume = {30},
  year = {2017},
  eprint = {1706.03762},
  archiveprefix = {arXiv},
  keywords = {document},
  annote = {The documents give no year.},
}
`;

export const bibliography = parseBibliography(sample);
