/** @file Small notebooks with forms that tslab 1.0.22 cannot run, or can; for check and kernel. */

export type Planted = [name: string, sources: string[], place: string, message: string];

const await_ = (form: string) =>
  `tslab does not understand "${form}" in a cell without another await; assign what is awaited to a constant first`;
const renamed = (form: string, property: string) =>
  `tslab does not understand "${form}" for an object of an earlier cell; take the property by its name: object.${property}`;
const shorthand = (name: string) =>
  `tslab does not find "{ ${name} }" where ${name} is of an earlier cell; write { ${name}: ${name} }`;
const kept = (cell: number, name: string) =>
  `in tslab the functions of cell cell-${cell} do not see what another cell assigns to "${name}"; keep it in an object: const state = { ${name}: … }`;
const declare =
  '"declare" fails in tslab, or makes a name without a value; declare what the cell makes';
const namespace =
  'tslab forgets a "namespace" after the next cell; write an object: const name = { … }';
const using = '"using" is newer than the TypeScript of tslab; write try { … } finally { … }';
const late = "in tslab an import is made where it stands; put it before all else in the cell";
const block =
  'later cells do not find a "var" of a block in tslab; declare it with let before the block';
const reserved = (name: string) => `tslab needs the name "${name}" for itself; choose another`;

/** Each of these fails in tslab 1.0.22, or does something else than in a program. */
export const planted: Planted[] = [
  [
    "a renamed property",
    ["const step = { w: 1 };", "1;\nconst { w: moved } = step; moved;"],
    "2:2",
    renamed("{ w: moved }", "w"),
  ],
  [
    "a renamed property with a default",
    ["const step: { w?: number } = {};", "const { w: moved = 5 } = step; moved;"],
    "2:1",
    renamed("{ w: moved = 5 }", "w"),
  ],
  [
    "a renamed property of an interface",
    [
      "interface Step { w: number }\nconst make = (): Step => ({ w: 1 });",
      "const { w: moved } = make(); moved;",
    ],
    "2:1",
    renamed("{ w: moved }", "w"),
  ],
  [
    "a renamed property of a class",
    ["class Step { w = 1; }", "const { w: moved } = new Step(); moved;"],
    "2:1",
    renamed("{ w: moved }", "w"),
  ],
  [
    "a renamed property inside",
    ["const step = { a: { b: 3 } };", "const { a: { b } } = step; b;"],
    "2:1",
    renamed("{ a: { b } }", "a"),
  ],
  [
    "a renamed property in a list",
    ["const steps = [{ w: 1 }];", "const [{ w: moved }] = steps; moved;"],
    "2:1",
    renamed("{ w: moved }", "w"),
  ],
  [
    "a renamed property in a loop",
    ["const steps = [{ w: 1 }];", "for (const { w: moved } of steps) moved.toFixed();"],
    "2:1",
    renamed("{ w: moved }", "w"),
  ],
  [
    "a renamed property in a function",
    [
      "const step = { w: 1 };",
      "function f(): number {\n  const { w: moved } = step;\n  return moved;\n}\nf();",
    ],
    "2:2",
    renamed("{ w: moved }", "w"),
  ],
  [
    "a renamed property of a parameter",
    [
      "interface Step { w: number }\nconst two = 2;",
      "const f = ({ w: moved }: Step): number => moved * two; f({ w: 1 });",
    ],
    "2:1",
    renamed("{ w: moved }", "w"),
  ],
  ["a shorthand", ["const W1 = 3;", "1;\nconst all = { W1 }; all;"], "2:2", shorthand("W1")],
  [
    "a shorthand of a function",
    ["function f() { return 1; }", "const all = { f }; all;"],
    "2:1",
    shorthand("f"),
  ],
  [
    "a shorthand of a class",
    ["class C { a = 1; }", "const all = { C }; all;"],
    "2:1",
    shorthand("C"),
  ],
  ["a shorthand of an enum", ["enum E { A }", "const all = { E }; all;"], "2:1", shorthand("E")],
  [
    "a shorthand of an import",
    ['import { sep } from "node:path"; sep;', "const all = { sep }; all;"],
    "2:1",
    shorthand("sep"),
  ],
  [
    "a shorthand in a function",
    ["const W1 = 3;", "const f = () => ({ W1 }); f();"],
    "2:1",
    shorthand("W1"),
  ],
  [
    "a shorthand that is assigned to",
    ["let t = 0; const o = { t: 4 }; t;", "({ t } = o);"],
    "2:1",
    shorthand("t"),
  ],
  [
    "a shorthand that is assigned a default",
    ["let t = 0; const o: { t?: number } = {}; t;", "({ t = 9 } = o);"],
    "2:1",
    shorthand("t"),
  ],
  [
    "a variable that a function keeps",
    ["let w = 1;\nfunction get(): number { return w; }", "1;\nw = 7;\nget();"],
    "2:2",
    kept(1, "w"),
  ],
  [
    "a variable that an arrow keeps",
    ["let w = 1;\nconst get = () => w; get();", "w += 1;"],
    "2:1",
    kept(1, "w"),
  ],
  [
    "a variable that a class keeps",
    ["let w = 1;\nclass C { get(): number { return w; } }", "w++; new C();"],
    "2:1",
    kept(1, "w"),
  ],
  [
    "a kept variable, assigned in a list",
    ["let w = 1;\nconst get = () => w; get();", "[w] = [7];"],
    "2:1",
    kept(1, "w"),
  ],
  [
    "a kept variable, assigned in an object",
    ["let w = 1;\nconst get = () => w; get();", "({ p: w } = { p: 7 });"],
    "2:1",
    kept(1, "w"),
  ],
  [
    "a kept variable, assigned by a loop",
    ["let w = 1;\nconst get = () => w; get();", "for (w of [7]) w.toFixed();"],
    "2:1",
    kept(1, "w"),
  ],
  [
    "a kept variable, assigned in a function",
    ["let w = 1;\nconst get = () => w; get();", "const set = () => { w = 9; }; set();"],
    "2:1",
    kept(1, "w"),
  ],
  ["a namespace", ["1;\nnamespace N { export const a = 2; }\nN.a;"], "1:2", namespace],
  [
    "a namespace of types",
    ["namespace N { export interface P { a: number } }\nconst p: N.P = { a: 1 }; p;"],
    "1:1",
    namespace,
  ],
  ["declare const", ["1;\ndeclare const w: number;"], "1:2", declare],
  ["declare global", ["declare global { var w: number; }"], "1:1", declare],
  [
    "import =",
    ['1;\nimport path = require("node:path");'],
    "1:2",
    '"import … = " fails in tslab; write import * as name from "package"',
  ],
  [
    "a decorator",
    ["function d(c: unknown): void { c; }\n\n@d\nclass C { a = 1; }\nnew C();"],
    "1:3",
    "tslab's decorators are not those of the language; call the function on the class",
  ],
  ["using", ["const f = () => {\n  using r = null;\n  return r;\n};\nf();"], "1:2", using],
  ["await using", ["await null;\n{ await using r = null; r; }"], "1:2", using],
  [
    "an import after code",
    ['console.log(1);\nimport { sep } from "node:path";\nsep;'],
    "1:2",
    late,
  ],
  [
    "import.meta",
    ["1;\nconsole.log(typeof import.meta);"],
    "1:2",
    "import.meta fails in tslab: a cell is no module; import from a package by its name",
  ],
  ["a var of a block", ["if (1 < 2) {\n  var w = 3;\n}", "w;"], "1:2", block],
  ["a var of a loop", ["for (var i = 0; i < 3; i++) {}", "i;"], "1:1", block],
  ["a variable named exports", ["1;\nconst exports = 1; exports;"], "1:2", reserved("exports")],
  [
    "a parameter named exports",
    ["const w = 1;", "const f = (exports: number): number => w + exports; f(1);"],
    "2:1",
    reserved("exports"),
  ],
  ["a variable named require", ["const require = 1; require;"], "1:1", reserved("require")],
  ["await [", ["const [a] = await [1]; a;"], "1:1", await_("await [")],
  ["await of a template", ["const a = await `x`; a;"], "1:1", await_("await `")],
  ["await of a sign", ["const a = await -1; a;"], "1:1", await_("await -")],
  ["await of an object", ["const a = await { b: 1 }; a;"], "1:1", await_("await {")],
];

/** Each of these runs in tslab 1.0.22 as it does in a program. */
export const accepted: [name: string, sources: string[]][] = [
  [
    "properties by their names",
    ["const step = { w: 1, b: 2 };", "const { w, b = 3 } = step; w + b;"],
  ],
  [
    "a rename in the cell of the object",
    ["const step = { w: 1 };\nconst { w: moved } = step; moved;"],
  ],
  [
    "a rename of what a package returns",
    [
      'import { parse } from "node:path";\nconst at = parse("/a"); at;',
      "const { dir: folder } = at; folder;",
    ],
  ],
  [
    "a rename of any key",
    ["const step: Record<string, number> = { w: 1 };", "const { w: moved } = step; moved;"],
  ],
  ["a rename by a string", ["const step = { w: 1 };", 'const { "w": moved } = step; moved;']],
  [
    "the rest of an object",
    ["const step = { p: 1, q: 2 };", "const { p, ...rest } = step; p; rest;"],
  ],
  ["lists taken apart", ["const list = [1, 2, 3];", "const [x = 0, , ...rest] = list; x; rest;"]],
  ["a swap", ["let s = 1; let t = 2; s + t;", "[s, t] = [t, s];"]],
  [
    "a rename into an earlier variable",
    ["const step = { p: 1 }; let t = 0; t;", "({ p: t } = step);"],
  ],
  ["a shorthand of the same cell", ["const W1 = 3;\nconst all = { W1 }; all;"]],
  [
    "a shorthand of an import of the same cell",
    [
      'import { sep } from "node:path"; sep;',
      'import { sep } from "node:path";\nconst all = { sep }; all;',
    ],
  ],
  [
    "a shorthand of a parameter",
    ["const W1 = 3; W1;", "const f = (W1: number) => ({ W1 }); f(4);"],
  ],
  ["a shorthand of a global", ["const all = { process }; all;"]],
  ["a property written out", ["const W1 = 3;", "const all = { W1: W1 }; all;"]],
  ["a property with the name of a variable", ["const W1 = 3; W1;", "const all = { W1: 4 }; all;"]],
  [
    "a variable that no function keeps",
    ["let w = 1; w;", "w = 7;", "const get = () => w; get();", "w = 8;"],
  ],
  [
    "a variable that a callback used",
    ["let w = 1;\n[2, 3].forEach((x) => { w += x; });", "w = 0;"],
  ],
  [
    "a variable that its own functions change",
    ["let n = 0;\nconst up = () => { n++; }; up();", "up();\nn.toFixed();"],
  ],
  ["a variable declared again", ["let w = 1;\nconst get = () => w; get();", "let w = 2;\nw = 3;"]],
  ["enums", ["enum E { A, B }\nconst enum F { C }\nE.B + F.C;", "E.A;"]],
  ["labels", ["outer: for (;;) {\n  for (;;) break outer;\n}"]],
  ["let without a value", ["let w: number;", "w = 3;"]],
  [
    "overloads",
    [
      "function f(a: number): number;\nfunction f(a: string): string;\nfunction f(a: number | string) { return a; }\nf(1);",
      'f("x").length;',
    ],
  ],
  [
    "generators",
    [
      "function* g(): Generator<number> { yield 1; }\nasync function* h() { yield 1; }\nh();",
      "[...g()];",
    ],
  ],
  [
    "fields of a class",
    [
      "class C { a = 1; static s = 2; readonly r = 3; #p = 4; static { C.s = 5; } get p() { return this.#p; } }",
      "new C().p + C.s;",
    ],
  ],
  [
    "imports of every kind",
    [
      'import path, { sep as mark } from "node:path";\nimport * as fs from "node:fs";\nimport type { Stats } from "node:fs";\nconst os = await import("node:os");\nconst s: Stats | null = null; [path, mark, fs, os, s];',
    ],
  ],
  ["a var at the top", ["var w = 3;", "w++;"]],
  [
    "a parameter named require",
    ["const w = 1;", "const f = (require: number): number => w + require; f(1);"],
  ],
  ["any await beside another", ["await null;\nconst [a] = await [await -1]; a;"]],
  [
    "words with these letters",
    [
      'const text = "declare namespace using exports"; const o = { exports: 1, using: 2 }; o.exports; text;',
    ],
  ],
];

/** Those among the planted in which no cell fails: a value is wrong, or only some uses fail. */
export const silent: readonly RegExp[] = [
  /^a shorthand that is assigned/,
  /^a variable that .* keeps$/,
  /^a kept variable/,
  /^a namespace/,
  /^declare const$/,
  /^a decorator$/,
  /^an import after code$/,
  /^a parameter named exports$/,
];
