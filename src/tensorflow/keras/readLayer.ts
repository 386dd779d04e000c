/** @file One layer of Keras's configuration as a layer of TensorFlow.js, or a refusal that says why. */

import type { Tf } from "../backend.js";
import { type Fields, type Json, objectAt, refuse, stringAt } from "./json.js";
import type { Kind, Layer, Place } from "./kind.js";
import { KINDS } from "./kinds.js";

/** A layer of Keras: its class, its configuration, and what its call is told. */
export interface Told {
  readonly name: string;
  readonly kind: Kind;
  readonly config: Fields;
  readonly call: Fields;
}

/**
 * What Keras says of a layer.
 *
 * @throws RangeError if the class is not known here, or is told something that is not known here.
 */
export function readTold(where: string, layer: Json, call: Json): Told {
  const className = layer.class_name;
  const kind = KINDS.find(({ keras }) => keras === className);
  if (!kind) {
    const must = `layers must be ${KINDS.map(({ keras }) => keras).join(", ")}`;
    const named = (layer.config as Json | undefined)?.name;
    throw new RangeError(`${where}: ${must}, got ${className} "${named}"`);
  }
  const json = objectAt({ where, what: `layer of class ${className}`, json: layer }, "config");
  const name = stringAt({ where, what: `layer of class ${className}`, json }, "name");
  const config: Fields = { where, what: `layer "${name}"`, json };
  checkConfig(config, kind);
  return { name, kind, config, call: { where, what: `call of layer "${name}"`, json: call } };
}

/** The layer, its weights still drawn, not read. */
export function makeLayer(tf: Tf, { kind, config, call }: Told, place: Place): Layer {
  return kind.read(tf, config, place, call);
}

/** Fields that say nothing of a layer whose weights are given. */
const SILENT = /^(name|.*_initializer)$/;

function checkConfig(config: Fields, kind: Kind): void {
  for (const [key, value] of Object.entries(config.json)) {
    if (SILENT.test(key) || kind.fields.includes(key)) continue;
    if (key === "dtype") checkDtype(config);
    else if (key === "trainable") checkIs(config, key, true);
    else if (value !== null) checkIs(config, key, kind.fixed?.[key] ?? null);
  }
}

function checkIs(config: Fields, key: string, wanted: unknown): void {
  const value = config.json[key];
  if (JSON.stringify(value) === JSON.stringify(wanted)) return;
  refuse(config, `${key} must be ${JSON.stringify(wanted)}`, value);
}

/** Keras 3 writes a policy, Keras 2 and some layers the name alone. */
function checkDtype(config: Fields): void {
  const { dtype } = config.json;
  const policy = (dtype as Json | null)?.config as Json | undefined;
  const name = policy?.name ?? dtype;
  if (name !== "float32") refuse(config, "dtype must be float32", name);
}
