/** @file The layers of a model of Keras, in a row: sequential, or functional without a branch. */

import { type Fields, isObject, type Json, listAt, objectAt, refuse } from "./json.js";
import { readTold, type Told } from "./readLayer.js";

/** A model of Keras as far as it is read here. */
export interface Row {
  readonly isSequential: boolean;
  readonly name: string;
  readonly inputName: string;
  /** lengths of one example */
  readonly inputShape: (number | null)[];
  readonly inputDtype: "float32" | "int32";
  readonly layers: readonly Told[];
}

/**
 * What `config.json` says.
 *
 * @throws RangeError unless it is a model of one input whose layers each read what the one before gives.
 */
export function readRow(where: string, json: Json): Row {
  const model: Fields = { where, what: "config.json", json };
  const kind = json.class_name;
  if (kind !== "Sequential" && kind !== "Functional") {
    refuse(model, "class_name must be Sequential or Functional", kind);
  }
  const config: Fields = { where, what: "the model", json: objectAt(model, "config") };
  const all = listAt(config, "layers");
  const [input, ...rest] = all;
  if (input?.class_name !== "InputLayer") {
    refuse(config, "the first layer must be InputLayer", input?.class_name);
  }
  const isSequential = kind === "Sequential";
  const layers = isSequential
    ? rest.map((layer) => readTold(where, layer, {}))
    : readNodes(where, input, rest);
  if (layers.length === 0) refuse(config, "there must be a layer behind the input", rest);
  return { isSequential, name: String(config.json.name), ...readInput(where, input), layers };
}

function readInput(
  where: string,
  layer: Json,
): Pick<Row, "inputName" | "inputShape" | "inputDtype"> {
  const json = objectAt({ where, what: "the input", json: layer }, "config");
  const config: Fields = { where, what: "the input", json };
  const { batch_shape: shape, dtype, name } = json;
  const isLength = (length: unknown) => length === null || typeof length === "number";
  if (!Array.isArray(shape) || !shape.every(isLength) || shape[0] !== null) {
    return refuse(config, "batch_shape must be a list that begins with null", shape);
  }
  if (dtype !== "float32" && dtype !== "int32") {
    return refuse(config, "dtype must be float32 or int32", dtype);
  }
  const inputShape = shape.slice(1) as (number | null)[];
  return { inputName: String(name), inputShape, inputDtype: dtype };
}

/** Layers of a functional model: each is called once, on what the one before it gives. */
function readNodes(where: string, input: Json, rest: readonly Json[]): Told[] {
  const inputName = nameOf(input);
  const paddings = new Set<string>();
  const layers: Told[] = [];
  let [before, isMasked] = [inputName, false];
  for (const layer of rest) {
    const name = nameOf(layer);
    const fields: Fields = { where, what: `layer "${name}"`, json: layer };
    const [node, ...others] = listAt(fields, "inbound_nodes");
    if (!node || others.length > 0) refuse(fields, "it must be called once", others.length + 1);
    const args = Array.isArray(node.args) ? (node.args as unknown[]) : [];
    // Keras writes down how the padding is found, where a layer behind uses it.
    if (layer.class_name === "NotEqual" && args[1] === 0 && sourceOf(args[0]) === inputName) {
      paddings.add(name);
      continue;
    }
    const { mask, ...call } = isObject(node.kwargs) ? node.kwargs : ({} as Json);
    if (mask && !(isMasked && paddings.has(sourceOf(mask) ?? ""))) {
      refuse(fields, "its mask must be the padding of the input", sourceOf(mask));
    }
    const sources = [...args, ...SOURCES.flatMap((key) => call[key] ?? [])].map(sourceOf);
    const stranger = sources.find((source) => source !== before);
    if (sources.length === 0 || stranger !== undefined) {
      refuse(fields, `its inputs must come from "${before}"`, stranger);
    }
    checkCall({ where, what: `call of layer "${name}"`, json: call });
    const told = readTold(where, layer, call);
    isMasked ||= told.config.json.mask_zero === true;
    layers.push(told);
    before = name;
  }
  return layers;
}

/** Inputs that a call may name. */
const SOURCES = ["query", "value", "key"];

function checkCall(call: Fields): void {
  for (const [key, value] of Object.entries(call.json)) {
    const isKnown = SOURCES.includes(key) || key === "use_causal_mask";
    if (!isKnown && value !== null && value !== false) refuse(call, `${key} must be null`, value);
  }
}

function nameOf(layer: Json): string {
  return String(layer.name ?? (layer.config as Json | undefined)?.name);
}

/** The layer that a tensor comes from; `undefined` if it is none, or not the layer's only one. */
function sourceOf(tensor: unknown): string | undefined {
  const config = isObject(tensor) ? tensor.config : undefined;
  const history = isObject(config) ? config.keras_history : undefined;
  if (!Array.isArray(history) || history[1] !== 0 || history[2] !== 0) return undefined;
  return typeof history[0] === "string" ? history[0] : undefined;
}
