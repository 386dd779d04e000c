export * from "./check.js";
export * from "./columns.js";
export * from "./elementwise.js";
export * from "./matrix.js";
export * from "./products.js";
export * from "./random.js";
export * from "./randomMatrix.js";
export * from "./rows.js";
