import { describe, expect, test } from "vitest";
import { tersely } from "../../../book/pages/drawPaths.js";

describe("tersely", () => {
  test("leaves out points on a straight line, keeps corners and ends", () => {
    expect(tersely("M0,0L1,1L2,2L3,3L3,9L4,9")).toBe("M0,0L3,3L3,9L4,9");
    expect(tersely("M0,0L5,0.15L10,0")).toBe("M0,0L10,0");
    expect(tersely("M0,0L5,0.4L10,0")).toBe("M0,0L5,0.4L10,0");
  });

  test("takes a curve whose handles lie on its ends for a line", () => {
    expect(tersely("M0,0Q5,5 5,5C5,5 10,10 10,10")).toBe("M0,0L10,10");
  });

  test("leaves real curves, arcs and relative steps as they are, in tenths", () => {
    expect(tersely("M0,0C1,5 4,5 5,0.123")).toBe("M0,0C1,5 4,5 5,0.1");
    expect(tersely("M4.5,0A4.5,4.5 0 1,1 0,-4.5")).toBe("M4.5,0A4.5,4.5 0 1,1 0,-4.5");
    expect(tersely("M0,0h706")).toBe("M0,0h706");
  });

  test("keeps several pieces, open and closed", () => {
    expect(tersely("M0,0L1,0L2,0ZM5,5L6,6")).toBe("M0,0L2,0ZM5,5L6,6");
    expect(tersely("")).toBe("");
  });
});
