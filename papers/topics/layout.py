"""Places of papers on a map, on which neighbours lie side by side.

t-SNE (van der Maaten and Hinton, 2008) on the graph of nearest neighbours, each with the same weight (Kobak and Berens,
2019), some exaggeration to the end so that topics part (Böhm, Berens and Kobak, 2022). Papers attract their neighbours
along the edges of the graph; all repel all, which is summed up exactly for few papers and on a mesh for many: charges
are laid on its nodes, convolved with the kernel by FFT, and read off between the nodes (as Linderman et al. 2019 do).
Of the libraries for this, umap-learn, openTSNE and PaCMAP import numba, which takes longer to start than a small map
takes to draw, and scikit-learn's is slow beyond some thousands of papers: see ``python -m benchmarks mapping``.
"""

from collections.abc import Callable

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

EARLY, LATE = 12.0, 1.0
"""How much stronger attraction is than in plain t-SNE, at first and then."""
EARLY_ROUNDS, LATE_ROUNDS = 80, 260
EXACT = 1_200
"""Up to so many papers repulsion is summed over all pairs."""
NODE = 0.7
"""Distance of two nodes of the mesh; the kernel is 1 unit wide."""
NODES = 32, 640
"""Nodes along a side, at least and at most."""
START = 1e-2
"""Spread of the first places."""
SIZE = 10.0
"""Half the width of the finished map, about: 99 of 100 papers lie within."""

Places = NDArray[np.float32]
Told = Callable[[int, int], None]
"""told(done, total): how many rounds are done."""


def layout(vectors: NDArray[np.float32], rows: NDArray[np.int32], *, seed: int = 0, told: Told | None = None) -> Places:
    """Return a place for each paper, (n, 2) float32, about the origin, the wider side across.

    Parameters
    ----------
    vectors : (n, d) float32
        They decide where the papers start.
    rows : (n, k) int32
        The nearest papers of each.
    """
    n = len(vectors)
    if n < 3 or not rows.shape[1]:
        return np.array([[float(place - (n - 1) / 2), 0.0] for place in range(n)], np.float32).reshape(n, 2)
    graph = _graph(rows)
    places = _start(vectors, seed)
    speed, gains = np.zeros_like(places), np.ones_like(places)
    rate = max(n / EARLY, 20.0)
    rounds = EARLY_ROUNDS + LATE_ROUNDS
    for round_ in range(rounds):
        early = round_ < EARLY_ROUNDS
        force = (EARLY if early else LATE) * _attraction(graph, places) - _repulsion(places)
        same = np.sign(force) == np.sign(speed)
        gains = np.maximum(np.where(same, gains + 0.2, gains * 0.8), 0.01).astype(np.float32)
        speed = (0.5 if early else 0.8) * speed + np.float32(4 * rate) * gains * force
        # one that is thrown out would stretch the mesh
        length = np.linalg.norm(speed, axis=1, keepdims=True)
        speed *= np.minimum(1, 5 / np.maximum(length, 1e-12))
        places += speed
        places -= places.mean(axis=0)
        if told is not None and round_ % 10 == 9:
            told(round_ + 1, rounds)
    return _upright(places)


def _graph(rows: NDArray[np.int32]) -> sp.csr_matrix:
    """Return how much each paper attracts each other one, symmetric, all together 1."""
    n, k = rows.shape
    ones = np.ones(n * k, np.float32)
    graph = sp.csr_matrix((ones, rows.ravel(), np.arange(0, n * k + 1, k)), shape=(n, n))
    graph = (graph + graph.T).tocsr()
    graph.data /= graph.data.sum()
    return graph


def _start(vectors: NDArray[np.float32], seed: int) -> Places:
    """Return first places by the two directions in which the vectors spread most."""
    random = np.random.default_rng(seed)
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    places = (centred @ axes[:, :-3:-1].astype(np.float32))[:, :2]
    if places.shape[1] < 2:  # vectors of one number
        places = np.column_stack([places[:, 0], np.zeros(len(places), np.float32)])
    spread = float(places[:, 0].std()) or 1.0
    noise = random.normal(0, START / 10, places.shape)  # copies of one paper must part
    return (places * (START / spread) + noise).astype(np.float32)


def _attraction(graph: sp.csr_matrix, places: Places) -> Places:
    """Return the pull of the neighbours on each paper, (n, 2)."""
    heads = np.repeat(np.arange(graph.shape[0], dtype=np.int32), np.diff(graph.indptr))
    x, y = places.T
    dx, dy = x[graph.indices] - x[heads], y[graph.indices] - y[heads]
    pull = graph.data / (1 + dx * dx + dy * dy)
    n = len(places)
    return np.column_stack([np.bincount(heads, pull * dx, n), np.bincount(heads, pull * dy, n)]).astype(np.float32)


def _repulsion(places: Places) -> Places:
    """Return the push of all papers on each, away from them taken as negative, (n, 2)."""
    return _repulsion_exact(places) if len(places) <= EXACT else _repulsion_mesh(places)


def _repulsion_exact(places: Places) -> Places:
    squares = np.einsum("ij,ij->i", places, places)
    near = 1 / (1 + np.maximum(squares[:, None] + squares[None, :] - 2 * places @ places.T, 0))
    total = float(near.sum(dtype=np.float64)) - len(places)
    near *= near
    push = near @ places - near.sum(axis=1)[:, None] * places
    return (push / max(total, 1e-12)).astype(np.float32)


def _repulsion_mesh(places: Places) -> Places:
    import scipy.fft  # a tenth of a second of each start, for large maps alone

    low, high = places.min(axis=0), places.max(axis=0)
    span = float((high - low).max()) * 1.001 + 1e-6
    nodes = int(np.clip(span / NODE, *NODES)) + 2
    step = span / (nodes - 2)
    at = (places - low) / np.float32(step)
    corner = np.minimum(at.astype(np.int32), nodes - 2)
    share = at - corner
    weights = [
        (1 - share[:, 0]) * (1 - share[:, 1]),
        share[:, 0] * (1 - share[:, 1]),
        (1 - share[:, 0]) * share[:, 1],
        share[:, 0] * share[:, 1],
    ]
    first = corner[:, 1] * nodes + corner[:, 0]
    corners = [first, first + 1, first + nodes, first + nodes + 1]
    charge = sum(np.bincount(node, weight, nodes * nodes) for node, weight in zip(corners, weights, strict=True))
    across = scipy.fft.next_fast_len(2 * nodes, real=True)
    offset = np.minimum(np.arange(across), across - np.arange(across)) * step
    signed = np.where(np.arange(across) <= across // 2, offset, -offset)
    near = 1 / (1 + offset[:, None] ** 2 + offset[None, :] ** 2)
    spectrum = scipy.fft.rfft2(np.asarray(charge).reshape(nodes, nodes), (across, across))

    def read(kernel: NDArray[np.float64]) -> NDArray[np.float64]:
        field = scipy.fft.irfft2(spectrum * scipy.fft.rfft2(kernel), (across, across))[:nodes, :nodes].ravel()
        return sum(field[node] * weight for node, weight in zip(corners, weights, strict=True))

    total = float(read(near).sum()) - len(places)
    strong = near * near
    push = np.column_stack([read(-strong * signed[None, :]), read(-strong * signed[:, None])])
    return (push / max(total, 1e-12)).astype(np.float32)


def _upright(places: Places) -> Places:
    """Return the places with their longest direction across, the heavier ends right and up, in the usual size."""
    centred = (places - places.mean(axis=0)).astype(np.float64)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned = centred @ axes[:, ::-1]
    turned *= np.where((turned**3).sum(axis=0) < 0, -1.0, 1.0)
    reach = float(np.quantile(np.abs(turned[:, 0]), 0.99)) or 1.0
    return (turned * (SIZE / reach)).astype(np.float32)
