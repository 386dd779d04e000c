"""Program 2 by Keras: `model.fit` with its own defaults; KERAS_THREADS=1 leaves it one thread.

The last line is JSON: milliseconds a step after the first epoch, which also traces the graph for
its last, shorter batch; the loss of the last epoch; versions.
"""

import contextlib
import json
import os
import time

import keras
import numpy as np
import tensorflow as tf

LENGTH = 128
EPOCHS = 3

threads = int(os.environ.get("KERAS_THREADS", "0"))
if threads:
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)

folder = os.environ["MAILS_FOLDER"]
ids = np.fromfile(os.path.join(folder, "ids.i32"), "<i4").reshape(-1, LENGTH)
labels = np.fromfile(os.path.join(folder, "labels.u8"), np.uint8).astype(np.float32)
keras.utils.set_random_seed(1)

tokens = keras.Input((LENGTH,), dtype="int32")
embedded = keras.layers.Embedding(10_000, 16, mask_zero=True)(tokens)
attended = keras.layers.MultiHeadAttention(num_heads=2, key_dim=16)(embedded, embedded)
pooled = keras.layers.GlobalAveragePooling1D()(attended)
hidden = keras.layers.Dense(16, activation="relu")(pooled)
hidden = keras.layers.Dense(16, activation="relu")(hidden)
model = keras.Model(tokens, keras.layers.Dense(1)(hidden))
model.compile(
    optimizer="adam",
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=["accuracy"],
)


class Clock(keras.callbacks.Callback):
    """Starts after the first epoch, ends with the last: loading and tracing are left out."""

    steps = 0
    start = 0.0
    end = 0.0

    def on_epoch_end(self, epoch, logs=None):
        self.end = time.perf_counter()
        if epoch == 0:
            self.start = self.end

    def on_train_batch_end(self, batch, logs=None):
        self.steps = batch + 1


clock = Clock()
with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
    history = model.fit(ids, labels, epochs=EPOCHS, callbacks=[clock])
print(
    json.dumps(
        {
            "msPerStep": 1e3 * (clock.end - clock.start) / (clock.steps * (EPOCHS - 1)),
            "loss": history.history["loss"][-1],
            "versions": {
                "keras": keras.__version__,
                "tensorflow": tf.__version__,
                "numpy": np.__version__,
            },
        }
    )
)
