"""Colours by a column: what each stands for, and that every eye can tell them apart."""

import numpy as np
import pytest

from papers.dimensions import MISSING, Dimensions
from tests.widgets.invented import papers, shelf
from widgets.charts import marks
from widgets.charts.colouring import colouring, stacked

LIGHT, DARK = (255, 255, 255), (25, 31, 39)
"""The surfaces on which charts lie."""
EYES = {
    "all three": np.eye(3),
    "no red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "no green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "no blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
"""Machado, Oliveira and Fernandes (2009), severity 1, on linear sRGB."""
LMS = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
OKLAB = [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
]


def linear(colour: tuple[int, ...]) -> np.ndarray:
    share = np.array(colour) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))


def contrast(colour: str, surface: tuple[int, ...]) -> float:
    """WCAG 2.2."""
    one, other = (float(linear(each) @ [0.2126, 0.7152, 0.0722]) + 0.05 for each in (rgb(colour), surface))
    return max(one, other) / min(one, other)


def distances(colours: list[str], eye: str) -> np.ndarray:
    """Distances of all pairs in Oklab, times 100."""
    seen = np.clip(np.array([linear(rgb(colour)) for colour in colours]) @ np.array(EYES[eye]).T, 0, 1)
    lab = np.cbrt(seen @ np.array(LMS).T) @ np.array(OKLAB).T * 100
    return np.linalg.norm(lab[:, None] - lab[None], axis=2)[np.triu_indices(len(colours), 1)]


class TestPalette:
    @pytest.mark.parametrize("surface", [LIGHT, DARK])
    def test_marks_stand_out_from_the_surface(self, surface):
        for colour in (*marks.PALETTE, marks.OTHER, marks.POINT):
            assert contrast(colour, surface) >= 3, colour

    @pytest.mark.parametrize("surface", [LIGHT, DARK])
    def test_scale_stands_out_from_the_surface(self, surface):
        for colour in marks.SCALE:
            assert contrast(colour, surface) >= 2.5, colour

    @pytest.mark.parametrize("eye", EYES)
    def test_every_eye_tells_them_apart(self, eye):
        assert distances([*marks.PALETTE, marks.OTHER], eye).min() >= 7.5

    @pytest.mark.parametrize("eye", EYES)
    def test_none_is_not_other(self, eye):
        assert distances([marks.NONE, marks.OTHER], eye).min() >= 7.5


class TestColouring:
    def test_missing_values_are_marked(self):
        coloured = colouring(Dimensions(shelf()), "venue")
        assert [entry.missing for entry in coloured.entries] == [False, False, False, True]
        assert coloured.missing.tolist() == [False] * 6 + [True] * 2
        assert coloured.entries[-1].values == {MISSING}

    def test_others_with_papers_without_a_value_are_not_missing(self):
        frame = papers(venue=[*"aabbccddeeffgghhiijj", None])
        *_, rest, missing = colouring(Dimensions(frame), "venue").entries
        assert rest.rest
        assert not rest.missing
        assert missing.missing

    @pytest.mark.parametrize("name", ["venue", "upvotes", "published"])
    def test_values_in_words(self, name):
        words = colouring(Dimensions(shelf()), name).texts(np.array([0, 7]))
        expected = {"venue": ["ACL", "not given"], "upvotes": ["0", "61"], "published": ["2023-01-10", "not given"]}
        assert words == expected[name]


def test_stacked_counts_each_colour_in_each_bin():
    mask = np.array([True, True, True, True, False])
    counts = stacked(np.array([0, 0, 1, 2, 2]), np.array([0, 1, 1, 1, 0]), mask, bins=4, colours=3)
    assert counts.tolist() == [[1, 0, 0, 0], [1, 1, 1, 0], [0, 0, 0, 0]]
    assert counts.dtype == np.int32
