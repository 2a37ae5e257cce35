"""The corners that a lasso needs: few enough for the link to a view, enough for what was drawn round."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

SMOOTH = 0.004
"""A corner that lies nearer to the line between its neighbours, as a share of the axes, is left out."""
BEND = 0.05
"""A side longer than this share of the axes gets corners where a scale bends it."""


def simplified(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the corners of a line, (m, 2), without those that hardly bend it (Douglas and Peucker, 1973)."""
    if len(line) < 3:
        return line
    across, up = line[-1] - line[0]
    x, y = (line - line[0]).T
    length = np.hypot(across, up)
    far = np.abs(x * up - y * across) / length if length else np.hypot(x, y)
    corner = int(far.argmax())
    if far[corner] <= SMOOTH:
        return line[[0, -1]]
    return np.concatenate([simplified(line[: corner + 1])[:-1], simplified(line[corner:])])


def divided(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a line, (m, 2), with corners added on its long sides."""
    parts = [
        np.linspace(start, end, max(1, int(np.ceil(np.hypot(*(end - start)) / BEND))), endpoint=False)
        for start, end in pairwise(line)
    ]
    return np.concatenate([*parts, line[-1:]])
