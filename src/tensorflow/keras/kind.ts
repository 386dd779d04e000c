/** @file What is known of one class of layers on both sides. */

import type { LayersModel } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";
import type { Fields, Json } from "./json.js";

export type Layer = LayersModel["layers"][number];

/** Options of a layer beside those of its class. */
export interface Place {
  readonly name: string;
  /** lengths of one example, for the first layer of a sequential model */
  readonly inputShape?: (number | null)[];
}

/** One class of layers: how Keras and how TensorFlow.js tell of it. */
export interface Kind {
  /** the class of Keras */
  readonly keras: string;
  /** the class here */
  readonly ours: string;
  /** groups that hold the variables, below that of the layer: `[""]` is the layer's own */
  readonly groups: readonly string[];
  /** groups of Keras that hold none */
  readonly empty?: readonly string[];
  /** fields of Keras's configuration that `read` reads */
  readonly fields: readonly string[];
  /** what other fields must be; `null` where this does not say */
  readonly fixed?: Json;
  /** The layer of TensorFlow.js for a configuration of Keras; `call` is what its call is told. */
  read(tf: Tf, config: Fields, place: Place, call: Fields): Layer;
  /** Keras's configuration of a layer, without name, type of numbers and `trainable`. */
  write(config: Fields): Json;
  /** What Keras's call of the layer is told. */
  call?(config: Fields): Json;
}

export const ACTIVATIONS = ["linear", "relu", "sigmoid", "softmax", "tanh"] as const;
