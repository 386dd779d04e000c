/** @file Everything that holds on every backend, on: cpu. */

import { testBackend } from "./suite.js";

testBackend("cpu");
