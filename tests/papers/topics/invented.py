"""Invented papers on a few subjects, and vectors in which subjects lie apart."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from papers import schema

SUBJECTS = {
    "owls": ("barn owl", "owls hunting by night", "The barn owl hears mice. RAG is not what a barn owl eats."),
    "tides": ("spring tide", "tide tables of harbours", "A spring tide lifts boats. We propose tide tables."),
    "bread": ("sourdough starter", "sourdough and rye", "The sourdough starter rises. Results show rye is slow."),
    "clocks": ("pendulum clock", "pendulum clocks at sea", "A pendulum clock drifts. This paper studies the pendulum."),
}


def papers(each: int = 15) -> pd.DataFrame:
    """Return `each` papers on every subject, subject by subject."""
    rows = [
        {"paper_id": f"title:{name}-{number}", "title": f"A {pair} study, {title}, part {number}", "abstract": abstract}
        for name, (pair, title, abstract) in SUBJECTS.items()
        for number in range(each)
    ]
    return schema.conform(pd.DataFrame(rows))


def vectors(each: int = 15, *, spread: float = 0.25, seed: int = 5) -> NDArray[np.float32]:
    """Return a vector of unit length for each of them, near to that of its subject."""
    random = np.random.default_rng(seed)
    subjects = np.eye(8)[: len(SUBJECTS)].repeat(each, axis=0)
    made = subjects + random.normal(0, spread / np.sqrt(8), subjects.shape)
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def subjects(each: int = 15) -> NDArray[np.intp]:
    """Return the subject of each of them, (n,)."""
    return np.arange(len(SUBJECTS)).repeat(each)
