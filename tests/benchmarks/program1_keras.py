"""Program 1 by Keras: `model.fit` with its own defaults; KERAS_THREADS=1 leaves it one thread.

The last line is JSON: milliseconds a step after the first 50, the loss of the epoch, versions.
"""

import contextlib
import json
import os
import time

import keras
import numpy as np
import tensorflow as tf

import mnist

SKIPPED = 50

threads = int(os.environ.get("KERAS_THREADS", "0"))
if threads:
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)

images, labels = mnist.load()
targets = keras.utils.to_categorical(labels, 10)
keras.utils.set_random_seed(1)
model = keras.Sequential(
    [
        keras.Input((784,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])


class Clock(keras.callbacks.Callback):
    """Starts after the first steps, ends with the last: loading and tracing are left out."""

    steps = 0
    start = 0.0
    end = 0.0

    def on_train_batch_end(self, batch, logs=None):
        self.steps = batch + 1
        if self.steps == SKIPPED:
            self.start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.end = time.perf_counter()


clock = Clock()
with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
    history = model.fit(images, targets, callbacks=[clock])
print(
    json.dumps(
        {
            "msPerStep": 1e3 * (clock.end - clock.start) / (clock.steps - SKIPPED),
            "loss": history.history["loss"][0],
            "versions": {
                "keras": keras.__version__,
                "tensorflow": tf.__version__,
                "numpy": np.__version__,
            },
        }
    )
)
