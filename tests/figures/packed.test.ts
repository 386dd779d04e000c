import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base64, fromBase64 } from "../../src/figures/base64.js";
import { type DigitReader, digitPad, packMatrix, unpackMatrix } from "../../src/figures/index.js";
import { at, random, uniformMatrix } from "../../src/matrix/index.js";
import { createMlp, mlpForward, sigmoid, softmax } from "../../src/network/index.js";

test("base64 gives the bytes back, as Node's own does", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 23 }), (bytes) => {
      const text = Buffer.from(bytes).toString("base64");
      expect(base64(bytes)).toBe(text);
      expect(fromBase64(text)).toEqual(bytes);
    }),
  );
  for (const wrong of ["AAA", "A*==", "=AAA"]) {
    expect(() => fromBase64(wrong)).toThrow(
      new RangeError(`fromBase64: needs base64, got "${wrong}"`),
    );
  }
});

describe("packed numbers", () => {
  test("are whole multiples of the largest over 32,767", () => {
    const packed = packMatrix({ shape: [1, 3], data: [-3.2767, 0.00014, 1] });
    expect(packed.shape).toEqual([1, 3]);
    expect(packed.scale).toBeCloseTo(1e-4, 15);
    // −32767, 1, 10000, low byte first
    expect([...Buffer.from(packed.multiples, "base64")]).toEqual([1, 0x80, 1, 0, 0x10, 0x27]);
  });

  test("come back to within half a multiple, the largest unchanged", () => {
    const numbers = fc
      .double({ noNaN: true, min: -1e6, max: 1e6 })
      .map((x) => (Math.abs(x) < 1e-290 ? 0 : x)); // below that, doubles have fewer digits
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 13 }), (data) => {
        const packed = packMatrix({ shape: [1, data.length], data });
        const largest = Math.max(...data.map(Math.abs));
        const back = unpackMatrix(packed).data;
        const slack = 1 + 1e-9;
        data.forEach((x, i) => {
          expect(Math.abs(back[i]! - x)).toBeLessThanOrEqual((packed.scale / 2) * slack);
        });
        expect(packed.scale * 32_767).toBeCloseTo(largest, 6);
      }),
    );
  });

  test("zeros stay zeros", () => {
    const packed = packMatrix({ shape: [2, 3], data: new Float64Array(6) });
    expect(packed.scale).toBe(0);
    expect(unpackMatrix(packed)).toEqual({ shape: [2, 3], data: new Float64Array(6) });
  });

  test("says what it cannot pack or unpack", () => {
    expect(() => packMatrix({ shape: [1, 2], data: [1, Number.NaN] })).toThrow(
      new RangeError("packMatrix: an entry must be finite, got NaN at index 1"),
    );
    expect(() => packMatrix({ shape: [2, 2], data: [1, 2] })).toThrow(
      new RangeError("packMatrix: rows · cols and the length of data must be equal, got 4 and 2"),
    );
    const packed = packMatrix({ shape: [1, 2], data: [1, 2] });
    expect(() => unpackMatrix({ ...packed, shape: [1, 3] })).toThrow(
      new RangeError(
        "unpackMatrix: 2 · rows · cols and the number of bytes must be equal, got 6 and 4",
      ),
    );
    expect(() => unpackMatrix({ ...packed, scale: Number.POSITIVE_INFINITY })).toThrow(
      new RangeError("unpackMatrix: scale must be finite, got Infinity at index 0"),
    );
  });
});

describe("digitPad", () => {
  const image = Uint8Array.from({ length: 784 }, (_, k) => k % 251);
  const mlp = createMlp({ sizes: [784, 17, 10], random: random(3) });

  test("holds the image, and a network that answers as the one it was made of", () => {
    const { kind, state } = JSON.parse(JSON.stringify(digitPad(image, mlp))) as ReturnType<
      typeof digitPad
    >;
    expect(kind).toBe("digit");
    expect(fromBase64(state.image)).toEqual(image);
    expect(state.layers.map(({ activation }) => activation)).toEqual(["relu", "identity"]);
    const rounded = {
      layers: state.layers.map(({ weight, bias }, l) => ({
        weight: unpackMatrix(weight),
        bias: unpackMatrix(bias),
        activation: mlp.layers[l]!.activation,
      })),
    } as typeof mlp;
    const input = uniformMatrix(random(5), [7, 784], 0, 1);
    const answer = (net: typeof mlp) => softmax(mlpForward(net, input).output);
    const [exact, inPage] = [answer(mlp), answer(rounded)];
    for (let i = 0; i < 7; ++i) {
      for (let j = 0; j < 10; ++j) {
        expect(Math.abs(at(inPage, i, j) - at(exact, i, j))).toBeLessThan(1e-4);
      }
    }
    expect(inPage.data).not.toEqual(exact.data);
  });

  test("says what it cannot read with", () => {
    const make = (sizes: number[], options = {}): DigitReader =>
      createMlp({ sizes, random: random(1), ...options });
    const cases: [() => unknown, string][] = [
      [
        () => digitPad(image.subarray(1), mlp),
        "bytes of the image and 784 must be equal, got 783 and 784",
      ],
      [
        () => digitPad(image, make([783, 10])),
        "inputs of the network and 784 must be equal, got 783 and 784",
      ],
      [
        () => digitPad(image, make([784, 11])),
        "outputs of the network and 10 must be equal, got 11 and 10",
      ],
      [
        () => digitPad(image, make([784, 3, 10], { hidden: sigmoid })),
        "the activation of layer 0 must be relu, got sigmoid",
      ],
      [
        () => digitPad(image, make([784, 3, 10], { output: sigmoid })),
        "the activation of layer 1 must be identity, got sigmoid",
      ],
    ];
    for (const [run, message] of cases) expect(run).toThrow(new RangeError(`digitPad: ${message}`));
  });
});
