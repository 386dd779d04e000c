import { expect, test } from "vitest";
import { generate, matrix } from "../../src/matrix/index.js";

test("columns are aligned to the right, integers whole, others rounded to five digits", () => {
  const a = matrix([
    [1, -1 / 3, 1234567],
    [-20, 1e-9 / 7, -Infinity],
  ]);
  expect(`${a}`.split("\n")).toEqual([
    "Matrix [2, 3]",
    "    1    -0.33333    1234567",
    "  -20  1.4286e-10  -Infinity",
  ]);
});

test("eight rows and columns are shown in full", () => {
  const lines = `${generate([8, 8], (i, j) => 10 * i + j)}`.split("\n");
  expect(lines).toHaveLength(9);
  expect(lines[8]).toBe("  70  71  72  73  74  75  76  77");
});

test("of nine, the first four and the last four are shown", () => {
  expect(`${generate([9, 9], (i, j) => 10 * i + j)}`.split("\n")).toEqual([
    "Matrix [9, 9]",
    "   0   1   2   3  …   5   6   7   8",
    "  10  11  12  13  …  15  16  17  18",
    "  20  21  22  23  …  25  26  27  28",
    "  30  31  32  33  …  35  36  37  38",
    "   ⋮   ⋮   ⋮   ⋮  ⋮   ⋮   ⋮   ⋮   ⋮",
    "  50  51  52  53  …  55  56  57  58",
    "  60  61  62  63  …  65  66  67  68",
    "  70  71  72  73  …  75  76  77  78",
    "  80  81  82  83  …  85  86  87  88",
  ]);
});
