"""What Keras and TensorFlow compute for the layers by hand, in double precision.

One sequence is one matrix. A layer comes as nested dictionaries and lists, a matrix as a list of rows.
"""

import keras
import numpy as np
import tensorflow as tf


def constant(rows):
    return tf.constant(rows, tf.float64)


def attend(layer, query, key, value, mask, gradOutput, useBias):
    """Keras's multi-head attention with the weights of a packed layer."""
    given = [constant([rows]) for rows in (query, value, key)]
    heads, width = layer["numHeads"], len(gradOutput[0])
    sizes = [len(layer[name]["weight"][0]) // heads for name in ("query", "value")]
    keras_layer = keras.layers.MultiHeadAttention(heads, *sizes, use_bias=useBias, output_shape=width)
    keras_layer.build(*[rows.shape for rows in given])
    names = ("query", "key", "value", "output")
    weights = [w for name in names for w in (layer[name]["weight"], layer[name].get("bias")) if w]
    keras_layer.set_weights([np.reshape(w, v.shape) for w, v in zip(weights, keras_layer.weights)])
    # The same number as a tensor: a Python float Keras would round to single precision.
    keras_layer._inverse_sqrt_key_dim = constant(keras_layer._inverse_sqrt_key_dim)
    allowed = None if mask is None else tf.constant(np.array([mask], bool))
    with tf.GradientTape() as tape:
        for rows in given:
            tape.watch(rows)
        output, scores = keras_layer(*given, attention_mask=allowed, return_attention_scores=True)
        loss = tf.reduce_sum(output * constant([gradOutput]))
    variables = [v.value for v in keras_layer.trainable_weights]
    gradients = tape.gradient(loss, [*given, *variables])
    gradQuery, gradValue, gradKey = [g[0] for g in gradients[:3]]
    return {
        "weights": scores[0],
        "output": output[0],
        "gradQuery": gradQuery,
        "gradKey": gradKey,
        "gradValue": gradValue,
        "gradients": [tf.reshape(g, np.shape(w)) for g, w in zip(gradients[3:], weights)],
        "countParameters": keras_layer.count_params(),
    }


def layer_norm(gain, bias, epsilon, input, gradOutput):
    options = {} if epsilon is None else {"epsilon": epsilon}
    layer = keras.layers.LayerNormalization(**options)
    input = constant(input)
    layer.build(input.shape)
    layer.set_weights([np.array(gain)[0], np.array(bias)[0]])
    with tf.GradientTape() as tape:
        tape.watch(input)
        output = layer(input)
        loss = tf.reduce_sum(output * constant(gradOutput))
    gradInput, gradGain, gradBias = tape.gradient(
        loss, [input, *[v.value for v in layer.trainable_weights]]
    )
    return {"output": output, "gradInput": gradInput, "gain": [gradGain], "bias": [gradBias]}


def embed(weight, tokens, gradOutput):
    layer = keras.layers.Embedding(*np.shape(weight))
    layer.build()
    layer.set_weights([np.array(weight)])
    with tf.GradientTape() as tape:
        output = layer(np.array(tokens))
        loss = tf.reduce_sum(output * constant(gradOutput))
    [gradient] = tape.gradient(loss, [v.value for v in layer.trainable_weights])
    return {"output": output, "gradient": tf.convert_to_tensor(gradient)}


def binary_cross_entropy(logits, labels):
    logits, labels = constant(logits), constant([[label] for label in labels])
    with tf.GradientTape() as tape:
        tape.watch(logits)
        loss = keras.losses.BinaryCrossentropy(from_logits=True)(labels, logits)
    return {"loss": loss, "gradient": tape.gradient(loss, logits)}


def positions(length, features):
    """Section 3.5 of Vaswani et al., in columns."""
    t = np.arange(length)[:, None]
    angle = t / 10_000 ** (2 * (np.arange(features) // 2) / features)
    return np.where(np.arange(features) % 2 == 0, np.sin(angle), np.cos(angle))


def variables(part):
    """The layer with a variable in the place of each matrix."""
    if isinstance(part, dict):
        return {name: variables(inner) for name, inner in part.items()}
    if isinstance(part, list) and isinstance(part[0], dict):
        return [variables(inner) for inner in part]
    return tf.Variable(part, dtype=tf.float64) if isinstance(part, list) else part


def dense(x, layer):
    return x @ layer["weight"] + layer["bias"]


def norm(x, layer):
    mean, variance = tf.nn.moments(x, axes=[-1], keepdims=True)
    root = tf.sqrt(variance + layer.get("epsilon", 1e-3))
    return (x - mean) / root * layer["gain"] + layer["bias"]


def heads(query, source, layer, mask):
    found = []
    for head in layer["heads"]:
        q, k, v = dense(query, head["query"]), dense(source, head["key"]), dense(source, head["value"])
        scores = q @ tf.transpose(k) / np.sqrt(k.shape[-1])
        found.append(tf.nn.softmax(tf.where(mask, scores, -np.inf)) @ v)
    return dense(tf.concat(found, axis=-1), layer["output"])


def feed(x, layer):
    return dense(tf.nn.relu(dense(x, layer["hidden"])), layer["output"])


def around(x, layer, placement, inner):
    return x + inner(norm(x, layer)) if placement == "pre" else norm(x + inner(x), layer)


def rows(tokens, layer):
    table = layer["embedding"]["weight"]
    features = table.shape[1]
    learned = layer.get("positions")
    here = learned["weight"][: len(tokens)] if learned else positions(len(tokens), features)
    return tf.gather(table, tokens) * np.sqrt(features) + here


def transform(layer, pairs, padding):
    """Mean cross-entropy of the tokens to be said, its gradients, logits of the last pair."""
    layer = variables(layer)
    with tf.GradientTape() as tape:
        losses = []
        for pair in pairs:
            source, target, say = pair["source"], pair["target"][:-1], np.array(pair["target"][1:])
            visible = np.array(source) != padding
            back = np.tri(len(target), dtype=bool) & (np.array(target) != padding)
            x = rows(source, layer["encoder"]["tokens"])
            for b in layer["encoder"]["blocks"]:
                place = b["placement"]
                x = around(x, b["attentionNorm"], place, lambda q: heads(q, q, b["attention"], visible))
                x = around(x, b["feedForwardNorm"], place, lambda q: feed(q, b["feedForward"]))
            if "norm" in layer["encoder"]:
                x = norm(x, layer["encoder"]["norm"])
            y = rows(target, layer["decoder"]["tokens"])
            for b in layer["decoder"]["blocks"]:
                place = b["placement"]
                y = around(y, b["selfAttentionNorm"], place, lambda q: heads(q, q, b["selfAttention"], back))
                y = around(
                    y, b["crossAttentionNorm"], place, lambda q: heads(q, x, b["crossAttention"], visible)
                )
                y = around(y, b["feedForwardNorm"], place, lambda q: feed(q, b["feedForward"]))
            if "norm" in layer["decoder"]:
                y = norm(y, layer["decoder"]["norm"])
            logits = dense(y, layer["output"])
            surprise = tf.nn.sparse_softmax_cross_entropy_with_logits(say, logits)
            losses.append(tf.boolean_mask(surprise, say != padding))
        loss = tf.reduce_mean(tf.concat(losses, axis=0))
    leaves = [leaf for leaf in tf.nest.flatten(layer) if isinstance(leaf, tf.Variable)]
    found = tape.gradient(loss, leaves, unconnected_gradients="zero")
    gradients = {id(leaf): tf.convert_to_tensor(g) for leaf, g in zip(leaves, found)}
    return {"loss": loss, "logits": logits, "gradients": replaced(layer, gradients)}


def replaced(part, gradients):
    if isinstance(part, dict):
        return {name: replaced(inner, gradients) for name, inner in part.items()}
    if isinstance(part, (list, tuple)):
        return [replaced(inner, gradients) for inner in part]
    return gradients[id(part)] if isinstance(part, tf.Variable) else part


def classify(vocabularySize, features, numHeads, keyDim, hidden, weights, texts, labels, orders, batchSize):
    """The documents' second program, repaired: Keras's own fit in the given order, 0 for padding."""
    tokens = keras.layers.Input((None,))
    x = keras.layers.Embedding(vocabularySize, features, mask_zero=True)(tokens)
    attention = keras.layers.MultiHeadAttention(numHeads, keyDim)
    x = keras.layers.GlobalAveragePooling1D()(attention(x, x))
    # The same number as a tensor, as above.
    attention._inverse_sqrt_key_dim = constant(attention._inverse_sqrt_key_dim)
    for units in hidden:
        x = keras.layers.Dense(units, activation="relu")(x)
    model = keras.Model(tokens, keras.layers.Dense(1)(x))
    model.set_weights([np.reshape(w, v.shape) for w, v in zip(weights, model.weights)])
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    accuracy = keras.metrics.BinaryAccuracy(threshold=0.0, name="accuracy")
    model.compile(optimizer=keras.optimizers.SGD(0.25), loss=loss, metrics=[accuracy])
    texts, labels = np.array(texts), np.array(labels, float)[:, None]
    logits = model(texts)
    history = []
    for order in orders:
        fit = model.fit(texts[order], labels[order], batch_size=batchSize, shuffle=False, verbose=0)
        history.append({name: values[0] for name, values in fit.history.items()})
    weights = [np.reshape(v, np.shape(w)) for v, w in zip(model.get_weights(), weights)]
    return {
        "countParameters": model.count_params(),
        "logits": logits,
        "history": history,
        "weights": weights,
    }
