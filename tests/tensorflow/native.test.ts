/** @file Everything that holds on every backend, on: native. */

import { testBackend } from "./suite.js";

testBackend("native");
