"""Program 1 by hand in NumPy: float32, forward, backward and Adam written out, one BLAS thread.

The last line is JSON: milliseconds a step after the first 50, the loss of the epoch, versions.
"""

import json
import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is loaded

import time  # noqa: E402

import numpy as np  # noqa: E402

import mnist  # noqa: E402

SIZES = (784, 64, 64, 10)
BATCH = 32
SKIPPED = 50
BETA1, BETA2, EPSILON, RATE = 0.9, 0.999, 1e-7, 0.001

images, labels = mnist.load()
rng = np.random.default_rng(1)
count = sum((i + 1) * o for i, o in zip(SIZES, SIZES[1:]))

# All parameters in one array, as all gradients and memories: Adam is then one pass, not six.
values, gradients, means, squares, scratch = np.zeros((5, count), np.float32)


def layers(flat):
    """Weights and biases as views of a flat array."""
    views, start = [], 0
    for i, o in zip(SIZES, SIZES[1:]):
        views.append((flat[start : start + i * o].reshape(i, o), flat[start + i * o :][:o]))
        start += (i + 1) * o
    return views


for (weight, _), i, o in zip(layers(values), SIZES, SIZES[1:]):
    limit = np.sqrt(6 / (i + o))
    weight[:] = rng.uniform(-limit, limit, (i, o))
(w1, b1), (w2, b2), (w3, b3) = layers(values)
(g1, h1), (g2, h2), (g3, h3) = layers(gradients)


def step(x, y, t):
    rows = np.arange(len(y))
    a1 = np.maximum(x @ w1 + b1, 0)
    a2 = np.maximum(a1 @ w2 + b2, 0)
    z3 = a2 @ w3 + b3
    z3 -= z3.max(axis=1, keepdims=True)
    p = np.exp(z3)
    total = p.sum(axis=1, keepdims=True)
    loss = float(np.log(total[:, 0]).sum() - z3[rows, y].sum())
    p /= total
    p[rows, y] -= 1
    p /= np.float32(len(y))
    np.matmul(a2.T, p, out=g3)
    p.sum(axis=0, out=h3)
    d2 = (p @ w3.T) * (a2 > 0)
    np.matmul(a1.T, d2, out=g2)
    d2.sum(axis=0, out=h2)
    d1 = (d2 @ w2.T) * (a1 > 0)
    np.matmul(x.T, d1, out=g1)
    d1.sum(axis=0, out=h1)

    size = np.float32(RATE * np.sqrt(1 - BETA2**t) / (1 - BETA1**t))
    np.subtract(gradients, means, out=scratch)
    np.multiply(scratch, np.float32(1 - BETA1), out=scratch)
    np.add(means, scratch, out=means)
    np.multiply(gradients, gradients, out=scratch)
    np.subtract(scratch, squares, out=scratch)
    np.multiply(scratch, np.float32(1 - BETA2), out=scratch)
    np.add(squares, scratch, out=squares)
    np.sqrt(squares, out=scratch)
    np.add(scratch, np.float32(EPSILON), out=scratch)
    np.divide(means, scratch, out=scratch)
    np.multiply(scratch, size, out=scratch)
    np.subtract(values, scratch, out=values)
    return loss


order = rng.permutation(len(labels))
loss, start = 0.0, 0.0
batches = range(0, len(order), BATCH)
for t, first in enumerate(batches, 1):
    if t == SKIPPED + 1:
        start = time.perf_counter()
    batch = order[first : first + BATCH]
    loss += step(images[batch], labels[batch], t)
seconds = time.perf_counter() - start
print(
    json.dumps(
        {
            "msPerStep": 1e3 * seconds / (len(batches) - SKIPPED),
            "loss": loss / len(labels),
            "versions": {"numpy": np.__version__},
        }
    )
)
