/**
 * @file Reverse-mode automatic differentiation of scalars: an engine of one class.
 *
 * Every operation makes a node that knows its inputs, and its slope along each of them. By the
 * chain rule the gradient of a node is the sum, over all paths from it to the result, of the
 * products of the slopes on the path.
 *
 * Take `b = a + a` and `c = b + b`: four paths lead from `a` to `c`, so `∂c/∂a` is 4. A node may
 * pass its gradient on only once, and only when all nodes that use it have passed on theirs: in
 * topological order. Were `b` visited once for each of its two uses, `a` would get 8.
 *
 * Derived in `notebooks/en/06-back-propagation.ipynb`.
 */

/** A value that another was computed from, and the derivative of the other with respect to it. */
export type ValueInput = readonly [input: Value, slope: number];

/** A number that remembers how it was computed. */
export class Value {
  /** the number */
  readonly data: number;
  /** `∂result/∂this` after `result.backward()`; 0 before */
  grad = 0;
  readonly #inputs: readonly ValueInput[];

  /**
   * @param data - the number
   * @param inputs - what it was computed from, with slopes; none for a variable
   * @throws RangeError if `data` or a slope is not a number, as the logarithm of −1.
   */
  constructor(data: number, inputs: readonly ValueInput[] = []) {
    if ([data, ...inputs.map(([, slope]) => slope)].some(Number.isNaN)) {
      throw new RangeError("Value: data and slopes must be numbers, got NaN");
    }
    this.data = data;
    this.#inputs = inputs;
  }

  /** `this + other` */
  add(other: Value | number): Value {
    const b = toValue(other);
    return new Value(this.data + b.data, [
      [this, 1],
      [b, 1],
    ]);
  }

  /** `this − other` */
  subtract(other: Value | number): Value {
    const b = toValue(other);
    return new Value(this.data - b.data, [
      [this, 1],
      [b, -1],
    ]);
  }

  /** `this · other` */
  multiply(other: Value | number): Value {
    const b = toValue(other);
    return new Value(this.data * b.data, [
      [this, b.data],
      [b, this.data],
    ]);
  }

  /** `this / other` */
  divide(other: Value | number): Value {
    const b = toValue(other);
    return new Value(this.data / b.data, [
      [this, 1 / b.data],
      [b, -this.data / b.data ** 2],
    ]);
  }

  /** `this` to the power of a constant */
  pow(exponent: number): Value {
    const slope = exponent === 0 ? 0 : exponent * this.data ** (exponent - 1); // at 0 not 0 · ∞
    return new Value(this.data ** exponent, [[this, slope]]);
  }

  /** `exp(this)` */
  exp(): Value {
    const y = Math.exp(this.data);
    return new Value(y, [[this, y]]);
  }

  /** The natural logarithm; `this` must not be negative. */
  log(): Value {
    return new Value(Math.log(this.data), [[this, 1 / this.data]]);
  }

  /** `max(0, this)`, with slope 0 at 0 */
  relu(): Value {
    return new Value(Math.max(0, this.data), [[this, this.data > 0 ? 1 : 0]]);
  }

  /** the hyperbolic tangent */
  tanh(): Value {
    const y = Math.tanh(this.data);
    return new Value(y, [[this, 1 - y ** 2]]);
  }

  /** `1 / (1 + exp(−this))` */
  sigmoid(): Value {
    const y = 1 / (1 + Math.exp(-this.data));
    return new Value(y, [[this, y * (1 - y)]]);
  }

  /**
   * Sets `grad` of this value to 1, and of every value it was computed from to its gradient.
   *
   * Starts from zero at every call: gradients of two calls do not add up.
   */
  backward(): void {
    const order = Value.#inputsFirst(this);
    for (const node of order) node.grad = 0;
    this.grad = 1;
    for (const node of order.reverse()) {
      for (const [input, slope] of node.#inputs) input.grad += slope * node.grad;
    }
  }

  /** All nodes below `result`, each after its inputs. A loop: recursion overflows on long sums. */
  static #inputsFirst(result: Value): Value[] {
    const finished = new Set<Value>(); // keeps the order of insertion
    const entered = new Set<Value>();
    const stack = [result];
    while (stack.length > 0) {
      const node = stack.at(-1)!;
      if (!entered.has(node)) {
        entered.add(node);
        for (const [input] of node.#inputs) stack.push(input);
      } else {
        finished.add(node); // a node that was pushed twice keeps its first place
        stack.pop();
      }
    }
    return [...finished];
  }
}

function toValue(value: Value | number): Value {
  return typeof value === "number" ? new Value(value) : value;
}
