"""Reference numbers from NumPy and Keras, in double precision.

Reads a list of requests as JSON, `{"kind": name of a function below, ...its arguments}`, and
writes the list of answers.
"""

import json
import sys

import keras
import numpy as np
import tensorflow as tf
from byHand import (  # noqa: F401  (called by name)
    attend,
    binary_cross_entropy,
    classify,
    embed,
    layer_norm,
    transform,
)
from chapters import (  # noqa: F401  (called by name)
    counts_printed_so,
    curve_of_degree,
    federated,
    intervals,
    near_duplicates,
    power_law,
    price_of_training,
    rounded,
    scores_of_file,
    size_of_layer,
    thirteen_gradients,
    token_count,
)
from kerasFiles import load_file, save_file  # noqa: F401  (called by name)
from layers import attention, block, embedding, layer_normalization  # noqa: F401  (called by name)

keras.config.set_floatx("float64")


def plain(answer):
    """NumPy and TensorFlow values as what JSON knows."""
    if isinstance(answer, dict):
        return {name: plain(part) for name, part in answer.items()}
    if isinstance(answer, (list, tuple)):
        return [plain(part) for part in answer]
    return np.asarray(answer).tolist()


def constant(rows):
    return tf.constant(rows, tf.float64)


def products(a, b, c, d):
    a, b, c, d = map(np.array, (a, b, c, d))
    return {"matMul": a @ b, "matMulTransposeA": a.T @ c, "matMulTransposeB": a @ d.T}


def rows(a, row):
    a = np.array(a)
    return {
        "transpose": a.T,
        "sumRows": a.sum(axis=0, keepdims=True),
        "argmaxRows": a.argmax(axis=1),
        "addRow": a + np.array(row),
    }


def activation(name, z, gradOutput):
    z = constant(z)
    with tf.GradientTape() as tape:
        tape.watch(z)
        value = keras.activations.get(name)(z)
    gradient = tape.gradient(value, z, output_gradients=constant(gradOutput))
    return {"value": value, "gradient": gradient}


def softmax(logits, gradOutput):
    logits = constant(logits)
    with tf.GradientTape() as tape:
        tape.watch(logits)
        probabilities = keras.ops.softmax(logits)
    upstream = constant(gradOutput)
    return {
        "probabilities": probabilities,
        "gradient": tape.gradient(probabilities, logits, output_gradients=upstream),
        "logProbabilities": keras.ops.log_softmax(logits),
    }


def cross_entropy(logits, labels):
    logits, labels = constant(logits), np.array(labels)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(logits)
        fused = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(labels, logits)
        probabilities = keras.ops.softmax(logits)
        separate = keras.losses.SparseCategoricalCrossentropy()(labels, probabilities)
    return {
        "fused": fused,
        "separate": separate,
        "gradLogits": tape.gradient(fused, logits),
        "gradThroughSoftmax": tape.gradient(separate, logits),
        "accuracy": keras.metrics.SparseCategoricalAccuracy()(labels, logits),
    }


def mean_squared_error(output, target):
    output = constant(output)
    with tf.GradientTape() as tape:
        tape.watch(output)
        loss = keras.losses.MeanSquaredError()(constant(target), output)
    return {"loss": loss, "gradient": tape.gradient(loss, output)}


def network(sizes, hidden, output, weights):
    """A Keras model of dense layers with the given weights and biases, in Keras's order."""
    layers = [keras.layers.Input((sizes[0],))]
    for k, size in enumerate(sizes[1:], 1):
        layers.append(keras.layers.Dense(size, activation=output if k == len(sizes) - 1 else hidden))
    model = keras.Sequential(layers)
    model.set_weights([np.reshape(w, np.shape(v)) for w, v in zip(weights, model.get_weights())])
    return model


def mlp(sizes, hidden, output, weights, input, gradOutput):
    model = network(sizes, hidden, output, weights)
    input = constant(input)
    with tf.GradientTape() as tape:
        tape.watch(input)
        value = model(input)
        loss = tf.reduce_sum(value * constant(gradOutput))
    variables = [v.value for v in model.trainable_variables]
    gradInput, *gradients = tape.gradient(loss, [input, *variables])
    gradients = [tf.reshape(g, np.shape(w)) for g, w in zip(gradients, weights)]
    return {
        "output": value,
        "gradInput": gradInput,
        "gradients": gradients,
        "countParameters": model.count_params(),
    }


def schedule(name, **options):
    if name == "exponentialDecay":
        return keras.optimizers.schedules.ExponentialDecay(**options)
    if name == "stepDecay":
        return keras.optimizers.schedules.ExponentialDecay(staircase=True, **options)
    return keras.optimizers.schedules.CosineDecay(**options)


def rates(schedule_options, steps):
    rate = schedule(**schedule_options)
    return [rate(step) for step in range(steps)]


def optimizer(name, options):
    options = dict(options)
    if "schedule" in options:
        options["learning_rate"] = schedule(**options.pop("schedule"))
    return getattr(keras.optimizers, name)(**options)


def trajectory(name, options, start, gradients):
    """Where an optimiser takes a variable along given gradients, after every step."""
    variable = keras.Variable(np.array(start), dtype="float64")
    rule = optimizer(name, options)
    path = []
    for gradient in gradients:
        rule.apply([constant(gradient)], [variable])
        path.append(np.array(variable.value))
    return path


def training(sizes, hidden, weights, input, labels, orders, batchSize, validation):
    """Keras's own fit, an epoch at a time in the given order; Adam with its defaults."""
    model = network(sizes, hidden, None, weights)
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    input, labels = np.array(input), np.array(labels)
    held_out = (np.array(validation["input"]), np.array(validation["labels"]))
    history = []
    for order in orders:
        epoch = model.fit(
            input[order],
            labels[order],
            batch_size=batchSize,
            shuffle=False,
            verbose=0,
            validation_data=held_out,
        ).history
        history.append({name: values[0] for name, values in epoch.items()})
    weights = [np.reshape(v, np.shape(w)) for v, w in zip(model.get_weights(), weights)]
    return {"history": history, "weights": weights}


def initializer(name, shape, seed):
    """Largest size and mean square of what an initialiser of Keras draws."""
    drawn = np.array(getattr(keras.initializers, name)(seed=seed)(shape))
    return {"largest": np.abs(drawn).max(), "meanSquare": np.square(drawn).mean()}


if __name__ == "__main__":
    requests = json.load(sys.stdin)
    answers = [plain(globals()[request.pop("kind")](**request)) for request in requests]
    json.dump(answers, sys.stdout)
