/** @file Our layers against Keras's, on: wasm. */

import { testLayers } from "./layers.js";

testLayers("wasm");
