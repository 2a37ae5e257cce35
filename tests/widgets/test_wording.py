"""Wording: fields of a paper in words."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from widgets.wording import EXCERPT, author_words, day_words, excerpt, given, links, marked, safe_link


@pytest.mark.parametrize("missing", [None, pd.NA, pd.NaT, float("nan"), np.nan])
def test_missing_is_none(missing):
    assert given(missing) is None
    assert given(["a", missing]) == ["a"]


def test_cells_are_as_python_has_them():
    assert given(np.int64(3)) == 3
    assert type(given(np.int64(3))) is int
    assert given(np.array(["a", None], dtype=object)) == ["a"]
    assert given(0) == 0


@pytest.mark.parametrize(
    ("precision", "words"), [("day", "28 May 2023"), ("month", "May 2023"), ("year", "2023"), (None, "28 May 2023")]
)
def test_dates_as_far_as_they_are_known(precision, words):
    assert day_words(pd.Timestamp("2023-05-28"), precision) == words


def test_dates_of_all_sorts():
    assert day_words(date(987, 1, 2)) == "2 Jan 987"
    assert day_words(datetime(2026, 8, 21, 23, 59)) == "21 Aug 2026"
    assert day_words(None) == day_words(pd.NaT) == ""


def test_text_is_readable_and_marked():
    assert marked("Cost of $h-1$ and 5\\% of Models", "models") == ["Cost of h-1 and 5% of Models", [[22, 28]]]
    assert marked(None, "x") == marked("", "x") == ["", []]


class TestAuthors:
    def test_up_to_three_are_named(self):
        assert author_words(["Ada", "Bo", "Cy"])[0] == "Ada, Bo, Cy"
        assert author_words(["Ada", "Bo", "Cy", "Di"])[0] == "Ada, Bo, Cy and 1 more"
        assert author_words([f"Author {i}" for i in range(3303)])[0] == "Author 0, Author 1, Author 2 and 3,300 more"

    @pytest.mark.parametrize("none", [None, []])
    def test_none_is_nothing(self, none):
        assert author_words(none) == ["", []]

    def test_one_who_is_searched_for_is_among_them(self):
        words, marks = author_words(["Ada", "Bo", "Cy", "Di", "Émile"], "emile")
        assert words == "Ada, Bo … Émile and 2 more"
        assert [words[start:end] for start, end in marks] == ["Émile"]


class TestExcerpt:
    def test_a_short_abstract_is_whole(self):
        assert excerpt("A short one.") == ["A short one.", []]

    def test_a_long_one_is_cut_with_a_sign(self):
        words, _ = excerpt("word " * 1000)
        assert len(words) <= EXCERPT + 1
        assert words.endswith("word…")

    def test_begins_near_the_first_word_that_is_searched_for(self):
        words, marks = excerpt("word " * 500 + "needle " + "word " * 500, "needle")
        assert words.startswith("… word")
        assert [words[start:end] for start, end in marks] == ["needle"]

    def test_has_no_sign_at_an_end_that_is_the_end(self):
        assert excerpt("word " * 500 + "needle.", "needle")[0].endswith("needle.")

    def test_offsets_count_code_points(self):
        words, marks = excerpt("𝕏 " * 500 + "needle", "needle")
        assert [words[start:end] for start, end in marks] == ["needle"]


class TestLinks:
    @pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org", " https://example.org "])
    def test_of_the_web_are_safe(self, url):
        assert safe_link(url) == url.strip()

    @pytest.mark.parametrize(
        "url",
        [
            None,
            "",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//example.org",
            "example.org",
            "https://",
            "https:///path",
            "http://[::1",
            "https://example.org/\x00",
            "https://example.org/" + "x" * 3000,
        ],
    )
    def test_of_other_sorts_are_not(self, url):
        assert safe_link(url) is None

    def test_are_made_of_identifiers_and_not_repeated(self):
        paper = {
            "arxiv_id": "2401.00001",
            "doi": "10.1/a<b",
            "acl_id": "2024.acl-long.1",
            "pdf_url": "https://arxiv.org/pdf/2401.00001",
            "code_url": "javascript:alert(1)",
            "url": "http://arxiv.org/abs/2401.00001/",
        }
        assert links(paper) == [
            ("arXiv", "https://arxiv.org/abs/2401.00001"),
            ("ACL Anthology", "https://aclanthology.org/2024.acl-long.1"),
            ("DOI", "https://doi.org/10.1/a%3Cb"),
            ("PDF", "https://arxiv.org/pdf/2401.00001"),
        ]

    def test_to_another_page_have_the_name_of_its_host(self):
        assert links({"url": "https://www.example.org/x"}) == [("example.org", "https://www.example.org/x")]
