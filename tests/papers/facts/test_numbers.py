"""The grammar of numbers: spans of a sentence as quantities with a unit."""

import pytest

from papers.facts.numbers import quantities
from papers.facts.text import soften

READ = {
    r"33\% faster": [(33, None, "%")],
    r"a $2.3\times$ gain": [(2.3, None, "x")],
    "4 to 8 times fewer heads": [(4, 8, "x")],
    "2.3-3.6x": [(2.3, 3.6, "x")],
    r"$1.5\times-2\times$": [(1.5, 2, "x")],
    "between 30% and 60%": [(30, 60, "%")],
    "5, 10 and 15% better": [(5, None, "%"), (10, None, "%"), (15, None, "%")],
    "16X, 25X, and 47X less": [(16, None, "x"), (25, None, "x"), (47, None, "x")],
    "by 11.8 percentage points": [(11.8, None, "points")],
    "7 BLEU points": [(7, None, "points")],
    "$15K USD and 500 hours": [(15_000, None, "money"), (500, None, "time")],
    "2.98 GB": [(2.98e9, None, "bytes")],
    r"\textless2MB": [(2e6, None, "bytes")],
    "141 tokens/s": [(141, None, "rate")],
    "28.9 million pairs": [(28.9e6, None, "")],
    "7B to 70B": [(7e9, 70e9, "")],
    "ten-fold, tenfold and 10-fold": [(10, None, "x")] * 3,
    "two orders of magnitude": [(100, None, "x")],
    "nearly doubling": [(2, None, "x")],
    "1,024 and 2,048": [(1024, None, ""), (2048, None, "")],
    "three out of four": [(3, None, ""), (4, None, "")],
    "a bill of $6,400, they say": [(6400, None, "money")],
    "10{,}412 puzzles": [(10_412, None, "")],
    "up to 2.5 speedup": [(2.5, None, "x")],
    "60% at level 1, and 80% at level 2": [(60, None, "%"), (1, None, ""), (80, None, "%"), (2, None, "")],
    "90.5% on OwlBench 2024, 83.2% on OwlBench 2025": [
        (90.5, None, "%"),
        (2024, None, ""),
        (83.2, None, "%"),
        (2025, None, ""),
    ],
    "x19.0 on RTX 3090, x16.5 on L40": [(19, None, "x"), (3090, None, ""), (16.5, None, "x")],
    "Accuracy 85, 90 and 95%": [(85, None, "%"), (90, None, "%"), (95, None, "%")],
    "Owls (7). https://owls.example/10.108x 5%": [(7, None, ""), (5, None, "%")],
    "3D Gaussian points and 3D point tracks": [],
    "14pp": [(14, None, "points")],
    "GPT-4, COVID-19 and 3D": [],
}


@pytest.mark.parametrize("words", READ)
def test_quantities_of_a_text(words: str) -> None:
    found = quantities(soften(words))
    assert [(one.value, one.high, one.unit) for one in found] == READ[words]
