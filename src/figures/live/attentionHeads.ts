/** @file The map of attention whose head is chosen. */

import { attentionHead, type HeadsState } from "../attentionHeads.js";
import { decimals } from "../numbers.js";
import { type PackedMatrix, unpackMatrix } from "../packed.js";
import type { ControlledKind } from "./kind.js";
import { refusal } from "./refusal.js";

const mostTokens = 128;
const mostHeads = 32;

/** Choose a head. */
export const attentionHeadsKind: ControlledKind<HeadsState> = {
  hint: "Choose a head.",
  read(state) {
    const { queries, keys, heads, mask, names, head } = Object(state) as Record<string, unknown>;
    const areWords = isList(queries, mostTokens, isWord) && isList(keys, mostTokens, isWord);
    const fits = areWords && isList(heads, mostHeads, isMap) && isList(names, mostHeads, isWord);
    const read = { queries, keys, heads, ...(mask === undefined ? {} : { mask }), names, head };
    if (fits && isWhole(read as HeadsState)) return read as HeadsState;
    const need = `what attentionHeads gives: { queries, keys, heads, mask?, names, head }, up to ${mostTokens} words a side, as many names as heads, up to ${mostHeads}, packed weights for each pair, and head one of them`;
    throw refusal("attention-heads", need, state);
  },
  figure: attentionHead,
  controls: ({ names, head }) => [{ kind: "choice", name: "head", options: names, value: head }],
  set: (state, _, value) =>
    state.names[Number(value)] === undefined ? state : { ...state, head: Number(value) },
  words({ queries, keys, heads, names, head }) {
    const { data } = unpackMatrix(heads[head]!);
    const most = queries.map((query, i) => {
      const row = data.subarray(i * keys.length, (i + 1) * keys.length);
      const best = row.indexOf(Math.max(...row));
      return `${query} at ${keys[best]} ${decimals(row[best]!)}`;
    });
    const some = most.length > 12 ? [...most.slice(0, 12), "…"] : most;
    return `head ${names[head]}; each query looks most: ${some.join(", ")}`;
  },
};

function isWhole({ queries, keys, heads, mask, names, head }: HeadsState): boolean {
  const isOfAll = ({ shape }: PackedMatrix): boolean =>
    shape[0] === queries.length && shape[1] === keys.length;
  return (
    heads.every(isOfAll) &&
    (mask === undefined || (isMap(mask) && isOfAll(mask))) &&
    names.length === heads.length &&
    heads[head] !== undefined
  );
}

function isList(list: unknown, most: number, is: (one: unknown) => boolean): boolean {
  return Array.isArray(list) && list.length > 0 && list.length <= most && list.every(is);
}

function isWord(word: unknown): boolean {
  return typeof word === "string" && word.length <= 60;
}

function isMap(map: unknown): boolean {
  try {
    return unpackMatrix(map as PackedMatrix).data.every((weight) => weight >= 0);
  } catch {
    return false;
  }
}
