/** @file Our layers against Keras's, on: cpu. */

import { testLayers } from "./layers.js";

testLayers("cpu");
