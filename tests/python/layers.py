"""What Keras's layers compute: outputs, masks and gradients for given weights, in double precision."""

import keras
import numpy as np
import tensorflow as tf
from keras.src import backend


def masked(rows, mask):
    """A tensor that carries its padding mask, as Keras's own layers hand it on."""
    tensor = tf.constant(rows, tf.float64)
    if mask is not None:
        backend.set_keras_mask(tensor, tf.constant(np.array(mask, bool)))
    return tensor


def differentiate(layer, weights, inputs, call, gradOutputs):
    """Outputs of `call`, and the gradients of their inner products with `gradOutputs`."""
    layer.set_weights([np.reshape(w, v.shape) for w, v in zip(weights, layer.weights)])
    with tf.GradientTape() as tape:
        for each in inputs:
            tape.watch(each)
        outputs = call()
        loss = sum(
            tf.reduce_sum(output * tf.constant(grad, tf.float64))
            for output, grad in zip(outputs, gradOutputs)
        )
    variables = [weight.value for weight in layer.trainable_weights]
    gradients = tape.gradient(loss, [*inputs, *variables], unconnected_gradients="zero")
    dense = [tf.convert_to_tensor(gradient) for gradient in gradients]
    return {
        "outputs": outputs,
        "gradInputs": dense[: len(inputs)],
        "gradWeights": dense[len(inputs) :],
        "names": [weight.path.split("/", 1)[1] for weight in layer.weights],
        "parameters": layer.count_params(),
    }


def attention(options, weights, inputs, masks, attentionMask, causal, scores, gradOutputs):
    """Query and value, or query, value and key; or one for all three."""
    layer = keras.layers.MultiHeadAttention(**options)
    tensors = [masked(rows, mask) for rows, mask in zip(inputs, masks)]
    given = tensors if len(tensors) > 1 else [tensors[0], tensors[0]]
    layer.build(*[tensor.shape for tensor in given])
    mask = None if attentionMask is None else tf.constant(np.array(attentionMask, bool))

    def call():
        outputs = layer(
            *given,
            attention_mask=mask,
            use_causal_mask=causal,
            return_attention_scores=scores,
        )
        return outputs if scores else [outputs]

    return differentiate(layer, weights, tensors, call, gradOutputs)


def layer_normalization(options, weights, inputs, gradOutputs):
    layer = keras.layers.LayerNormalization(**options)
    tensors = [masked(rows, None) for rows in inputs]
    layer.build(tensors[0].shape)
    return differentiate(layer, weights, tensors, lambda: [layer(tensors[0])], gradOutputs)


def embedding(options, weights, ids, gradOutputs):
    """Vectors of ids, and their mean without the padding."""
    layer = keras.layers.Embedding(**options)
    layer.build()
    pooling = keras.layers.GlobalAveragePooling1D()

    def call():
        vectors = layer(tf.constant(np.array(ids, np.int32)))
        return [vectors, pooling(vectors)]

    return differentiate(layer, weights, [], call, gradOutputs)


class Block(keras.layers.Layer):
    """An encoder block, or a decoder block, of Keras's own layers."""

    def __init__(self, decoder, heads, key_dim, features, hidden, pre, activation, epsilon):
        super().__init__()
        self.decoder, self.pre = decoder, pre
        norm = lambda name: keras.layers.LayerNormalization(epsilon=epsilon, name=name)
        look = lambda name: keras.layers.MultiHeadAttention(heads, key_dim, name=name)
        names = ["self_attention", "cross_attention"] if decoder else ["attention"]
        self.looks = [(look(name), norm(f"{name}_norm")) for name in names]
        self.hidden = keras.layers.Dense(hidden, activation=activation, name="hidden")
        self.out = keras.layers.Dense(features, name="output")
        self.norm = norm("feed_forward_norm")

    def residual(self, x, norm, part):
        return x + part(norm(x)) if self.pre else norm(x + part(x))

    def call(self, x, source=None):
        mask, source_mask = backend.get_keras_mask(x), backend.get_keras_mask(source)

        def look(layer, causal, value, value_mask):
            # Sums and norms made here by hand carry no mask, so it is put on again.
            def part(y):
                backend.set_keras_mask(y, mask)
                over = y if value is None else value
                backend.set_keras_mask(over, mask if value is None else value_mask)
                return layer(y, over, use_causal_mask=causal)

            return part

        (first, first_norm), *others = self.looks
        x = self.residual(x, first_norm, look(first, self.decoder, None, None))
        for second, norm in others:
            x = self.residual(x, norm, look(second, False, source, source_mask))
        return self.residual(x, self.norm, lambda y: self.out(self.hidden(y)))


def block(options, weights, inputs, masks, gradOutputs):
    layer = Block(**options)
    tensors = [masked(rows, mask) for rows, mask in zip(inputs, masks)]
    layer(*[masked(rows, mask) for rows, mask in zip(inputs, masks)])  # builds it
    parts = [part for pair in layer.looks for part in pair] + [layer.hidden, layer.out, layer.norm]
    ordered = [weight for part in parts for weight in part.weights]
    for weight, value in zip(ordered, weights):
        weight.assign(np.reshape(value, weight.shape))
    with tf.GradientTape() as tape:
        for each in tensors:
            tape.watch(each)
        output = layer(*tensors)
        loss = tf.reduce_sum(output * tf.constant(gradOutputs[0], tf.float64))
    variables = [weight.value for weight in ordered]
    gradients = tape.gradient(loss, [*tensors, *variables], unconnected_gradients="zero")
    return {
        "outputs": [output],
        "gradInputs": gradients[: len(tensors)],
        "gradWeights": gradients[len(tensors) :],
        "parameters": layer.count_params(),
    }
