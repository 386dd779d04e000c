/** @file Our layers against Keras's, on: native. */

import { testLayers } from "./layers.js";

testLayers("native");
