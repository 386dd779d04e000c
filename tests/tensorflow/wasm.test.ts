/** @file Everything that holds on every backend, on: wasm. */

import { testBackend } from "./suite.js";

testBackend("wasm");
