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
