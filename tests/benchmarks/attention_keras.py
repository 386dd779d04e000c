"""Multi-head attention by Keras in a `tf.function`, or TensorFlow's product of two matrices.

Run as `python attention_keras.py CASE`; ATTENTION_FOLDER holds cases.json and what each starts from.
The last line is JSON: the median of the milliseconds of a call, the mean square of the result, versions.
"""

import json
import os
import statistics
import sys
import time

import keras
import numpy as np
import tensorflow as tf

threads = int(os.environ["KERAS_THREADS"])
tf.config.threading.set_intra_op_parallelism_threads(threads)

folder = os.environ["ATTENTION_FOLDER"]
with open(os.path.join(folder, "cases.json"), encoding="utf-8") as file:
    case = json.load(file)[sys.argv[1]]


def read(file, shape):
    return np.fromfile(os.path.join(folder, file), "<f4").reshape(shape)


def matmul():
    a, b = (tf.constant(read(name, [case["size"]] * 2)) for name in ("a.f32", "b.f32"))
    return tf.function(lambda: tf.matmul(a, b)), lambda product: product


def attention():
    batch, length, width = (case[name] for name in ("batch", "length", "width"))
    heads, key_dim = case["numHeads"], case["keyDim"]
    x = tf.Variable(read(f"tokens-{length}.f32", [batch, length, width]))
    layer = keras.layers.MultiHeadAttention(num_heads=heads, key_dim=key_dim)
    layer.build(x.shape, x.shape)
    ends = np.cumsum([np.prod(weight.shape) for weight in layer.weights])
    parameters = np.split(read("weights.f32", [-1]), ends[:-1])
    layer.set_weights([p.reshape(w.shape) for p, w in zip(parameters, layer.weights)])

    @tf.function
    def forward():
        return layer(x, x)

    @tf.function
    def both():
        variables = [x, *(weight.value for weight in layer.weights)]
        with tf.GradientTape() as tape:
            output = layer(x, x)
            loss = tf.reduce_mean(tf.square(output))
        return output, tape.gradient(loss, variables)

    return (both, lambda made: made[0]) if case["backward"] else (forward, lambda made: made)


call, result_of = matmul() if "size" in case else attention()
for _ in range(case["warmUp"]):
    result = call()
times = []
for _ in range(case["calls"]):
    start = time.perf_counter()
    result = call()
    times.append(1e3 * (time.perf_counter() - start))
print(
    json.dumps(
        {
            "msPerStep": statistics.median(times),
            "loss": float(np.mean(np.square(result_of(result).numpy(), dtype=np.float64))),
            "versions": {
                "keras": keras.__version__,
                "tensorflow": tf.__version__,
                "numpy": np.__version__,
            },
        }
    )
)
