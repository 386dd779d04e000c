"""Programs 1 and 2 in Keras itself: models to files, models from files, and their training."""

import contextlib

import keras
import numpy as np


@contextlib.contextmanager
def single_precision():
    """As a user has it; the other references are computed in double precision."""
    before = keras.config.floatx()
    keras.config.set_floatx("float32")
    yield
    keras.config.set_floatx(before)


def program1(sizes):
    inputs, *units = sizes
    activations = ["relu"] * (len(units) - 1) + ["softmax"]
    dense = [keras.layers.Dense(n, activation=a) for n, a in zip(units, activations)]
    return keras.Sequential([keras.Input((inputs,)), *dense])


def program2(length, vocabulary, features, heads, key_dim, hidden):
    tokens = keras.Input((length,), dtype="int32")
    embedded = keras.layers.Embedding(vocabulary, features, mask_zero=True)(tokens)
    attended = keras.layers.MultiHeadAttention(heads, key_dim)(embedded, embedded)
    pooled = keras.layers.GlobalAveragePooling1D()(attended)
    for units in hidden:
        pooled = keras.layers.Dense(units, activation="relu")(pooled)
    return keras.Model(tokens, keras.layers.Dense(1)(pooled))


def losses(program):
    if program == "program1":
        return keras.losses.SparseCategoricalCrossentropy()
    return keras.losses.BinaryCrossentropy(from_logits=True)


def predictions(model, input):
    return model(np.array(input))


def train(model, input, labels, batch_size, epochs):
    """Batches in the order of the examples; without graphs, which take longer than the steps."""
    model.run_eagerly = True
    return model.fit(
        np.array(input),
        np.array(labels),
        batch_size=batch_size,
        epochs=epochs,
        shuffle=False,
        verbose=0,
    ).history["loss"]


def save_file(program, options, seed, path, weights_path, input, labels, batch_size, epochs):
    """A model of random weights, trained for some epochs, in a file; and what becomes of it after."""
    with single_precision():
        model = globals()[program](**options)
        drawn = np.random.default_rng(seed)
        model.set_weights(
            [drawn.normal(0, v.shape[0] ** -0.5, v.shape) for v in model.get_weights()]
        )
        model.compile(optimizer="adam", loss=losses(program))
        if epochs > 0:
            train(model, input, labels, batch_size, epochs)
        model.save(path)
        model.save_weights(weights_path)
        answer = {
            "outputs": predictions(model, input),
            "names": [layer.name for layer in model.layers],
        }
        if epochs > 0:
            answer["losses"] = train(model, input, labels, batch_size, 1)
            answer["after"] = predictions(model, input)
        return answer


def load_file(program, options, path, weights_path, input, labels, batch_size):
    """What Keras's own reader makes of a file, and its training from there."""
    with single_precision():
        model = keras.saving.load_model(path)
        outputs = predictions(model, input)
        other = globals()[program](**options)
        other.load_weights(weights_path)
        names = [layer.name for layer in model.layers]
        optimizer = getattr(model, "optimizer", None)
        steps = 0 if optimizer is None else int(optimizer.iterations)
        model.save(path)
        answer = {
            "outputs": outputs,
            "byWeights": predictions(other, input),
            "names": names,
            "steps": steps,
        }
        if steps > 0:
            answer["losses"] = train(model, input, labels, batch_size, 1)
            answer["after"] = predictions(model, input)
        return answer
