/** @file `config.json` of a model: what Keras needs to make its layers anew. */

import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs";
import { checkSame } from "../../matrix/check.js";
import { type Fields, type Json, refuse } from "./json.js";
import type { Layer } from "./kind.js";
import { kindOf } from "./weights.js";

/**
 * The configuration, without `compile_config`. Attention takes query and value, which a sequential
 * model of Keras cannot give it: a model that has it becomes a functional one.
 */
export function writeConfig(where: string, model: LayersModel): Json {
  const [input] = model.inputs as [SymbolicTensor];
  checkSame(where, "inputs of the model and 1", model.inputs.length, 1);
  checkSame(where, "outputs of the model and 1", model.outputs.length, 1);
  const layers = model.layers.filter((layer) => layer.getClassName() !== "InputLayer");
  checkRow(where, input, layers, model.outputs[0]!);
  const isRow = model.getClassName() === "Sequential";
  const isSequential = isRow && layers.every((layer) => sourcesOf(where, layer) === 1);
  const inputName = input.sourceLayer.name;
  const inputLayer = kerasObject("InputLayer", {
    batch_shape: input.shape,
    dtype: input.dtype,
    name: inputName,
  });
  const told = layers.map((layer) => tell(where, layer));
  if (isSequential) {
    const config = { name: model.name, layers: [inputLayer, ...told.map(({ object }) => object)] };
    return kerasObject("Sequential", config, "keras");
  }
  const nodes = told.map(({ object, call }, l) => {
    const layer = layers[l]!;
    const source = tensorOf(layer.inboundNodes[0]!.inputTensors[0]!);
    const args = Array.from({ length: sourcesOf(where, layer) }, () => source);
    return { ...object, name: layer.name, inbound_nodes: [{ args, kwargs: call }] };
  });
  const config = {
    name: model.name,
    trainable: true,
    layers: [{ ...inputLayer, name: inputName, inbound_nodes: [] }, ...nodes],
    input_layers: [inputName, 0, 0],
    output_layers: [layers.at(-1)!.name, 0, 0],
  };
  const functional = kerasObject("Functional", config, "keras.src.models.functional");
  return { ...functional, registered_name: "Functional" };
}

function tell(where: string, layer: Layer): { object: Json; call: Json } {
  const kind = kindOf(where, layer);
  const json = layer.getConfig() as Json;
  const fields: Fields = { where, what: `layer "${layer.name}"`, json };
  const key = Object.keys(json).find(
    (name) => /(Regularizer|Constraint)$/.test(name) && json[name],
  );
  if (key) refuse(fields, `${key} must not be set`, json[key]);
  if (!layer.trainable) refuse(fields, "trainable must be true", false);
  const config = { name: layer.name, trainable: true, dtype: "float32", ...kind.write(fields) };
  return { object: kerasObject(kind.keras, config), call: kind.call?.(fields) ?? {} };
}

function kerasObject(className: string, config: Json, module = "keras.layers"): Json {
  return { module, class_name: className, config, registered_name: null };
}

/** Tensors that Keras's layer is called on. */
function sourcesOf(where: string, layer: Layer): number {
  return kindOf(where, layer).keras === "MultiHeadAttention" ? 2 : 1;
}

/** A tensor, as Keras writes where it comes from. */
function tensorOf({ shape, dtype, sourceLayer }: SymbolicTensor): Json {
  const config = { shape, dtype, keras_history: [sourceLayer.name, 0, 0] };
  return { class_name: "__keras_tensor__", config };
}

/** @throws RangeError unless each layer reads what the one before it gives, and nothing else. */
function checkRow(
  where: string,
  input: SymbolicTensor,
  layers: readonly Layer[],
  output: SymbolicTensor,
): void {
  let before = input;
  for (const layer of layers) {
    const [node, ...others] = layer.inboundNodes;
    const stranger = node?.inputTensors.find((tensor) => tensor !== before);
    if (!node || others.length > 0 || stranger) {
      const got =
        others.length > 0 ? `${others.length + 1} calls` : `"${stranger?.sourceLayer.name}"`;
      const must = `layer "${layer.name}" must read "${before.sourceLayer.name}" and nothing else`;
      throw new RangeError(`${where}: ${must}, got ${got}`);
    }
    before = node.outputTensors[0]!;
  }
  if (before === output) return;
  const got = `"${output.sourceLayer.name}"`;
  throw new RangeError(`${where}: the output must be that of the last layer, got ${got}`);
}
