"""Identifiers in their one true form, title keys, surnames and paper ids."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papers.identity import acl_id, arxiv_id, doi, paper_id, slug, surname, title_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2410.12375", "2410.12375"),
        ("2410.12375v12", "2410.12375"),
        (" arXiv:2410.12375v2 [cs.CL] ", "2410.12375"),
        ("arxiv 2410.12375", "2410.12375"),
        ("oai:arXiv.org:2410.12375", "2410.12375"),
        ("https://arxiv.org/abs/2410.12375v3", "2410.12375"),
        ("http://www.arxiv.org/pdf/2410.12375.pdf", "2410.12375"),
        ("arxiv.org/html/2410.12375v1#S3", "2410.12375"),
        ("https://export.arxiv.org/abs/2410.12375?context=cs", "2410.12375"),
        ("https://huggingface.co/papers/2410.12375", "2410.12375"),
        ("10.48550/arXiv.2410.12375", "2410.12375"),
        ("https://doi.org/10.48550/ARXIV.2410.12375", "2410.12375"),
        ("0704.0001", "0704.0001"),
        ("cs/0112017", "cs/0112017"),
        ("cs.CL/0112017v1", "cs/0112017"),
        ("https://arxiv.org/abs/math-ph/0506203v2", "math-ph/0506203"),
        ("2413.12375", None),  # there is no 13th month
        ("2410.1237", None),  # five digits since 2015
        ("1410.12375", None),  # four before
        ("10.1000/xyz", None),
        ("https://evil.org/arxiv.org/abs/2410.12375", None),
        ("see 2410.12375", None),
        ("", None),
    ],
)
def test_arxiv_ids(text: str, expected: str | None) -> None:
    assert arxiv_id(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1145/3580305.3599519", "10.1145/3580305.3599519"),
        ("https://doi.org/10.1162/TACL_a_00001", "10.1162/tacl_a_00001"),
        ("http://dx.doi.org/10.1000/A%28B%29", "10.1000/a(b)"),
        ("DOI: 10.1000/xyz.", "10.1000/xyz"),
        ("10.18653/v1/P18-1001", "10.18653/v1/p18-1001"),
        ("10.48550/arXiv.2410.12375", None),
        ("10.1162/", None),
        ("doi", None),
        ("", None),
    ],
)
def test_dois(text: str, expected: str | None) -> None:
    assert doi(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024.acl-long.1", "2024.acl-long.1"),
        ("https://aclanthology.org/2024.findings-emnlp.12/", "2024.findings-emnlp.12"),
        ("https://aclanthology.org/2024.acl-long.1.pdf", "2024.acl-long.1"),
        ("https://www.aclweb.org/anthology/P18-1001/", "P18-1001"),
        ("https://www.aclweb.org/anthology/P/P18/P18-1001.pdf", "P18-1001"),
        ("acl:p18-1001", "P18-1001"),
        ("W18-59.1", "W18-59.1"),
        ("10.18653/v1/2024.acl-long.1", "2024.acl-long.1"),
        ("https://doi.org/10.3115/v1/D14-1001", "D14-1001"),
        ("10.3115/1073083.1073135", None),
        ("10.1145/3580305", None),
        ("2410.12375", None),
        ("", None),
    ],
)
def test_acl_ids(text: str, expected: str | None) -> None:
    assert acl_id(text) == expected


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    for read in (arxiv_id, doi, acl_id):
        found = read(text)
        assert found is None or read(found) == found


@pytest.mark.parametrize(
    "variant",
    [
        "a mixture of h-1 heads is better than h heads",
        "A Mixture of $h-1$ Heads\n is Better than $h$ Heads",
        "A Mixture of \\textbf{h-1} Heads, is “Better” than h Heads.",
    ],
)
def test_title_keys_ignore_case_markup_and_punctuation(variant: str) -> None:
    assert title_key(variant) == title_key("A Mixture of h-1 Heads is Better than h Heads")


def test_title_keys_fold_accents_and_forms() -> None:
    assert title_key("Łukasz’ Ünïcode ﬁnds ①") == "lukaszunicodefinds1"


@pytest.mark.parametrize("title", ["???", "深層学習", "$$", "…", "$", "\\", "{}", "हिन्दी", "→ ←"])
def test_a_title_is_never_normalised_to_nothing(title: str) -> None:
    assert title_key(title)
    assert slug(title)


def test_marks_tell_words_apart() -> None:
    assert title_key("काम") != title_key("कम")
    assert title_key("かき") != title_key("がき")


@example("´")
@given(st.text(min_size=1))
def test_every_title_with_a_character_has_a_key(title: str) -> None:
    assert bool(title_key(title)) == bool(title.strip())


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Ashish Vaswani", "vaswani"),
        ("Vaswani, A.", "vaswani"),
        ("L. van der Maaten", "maaten"),
        ("van der Maaten, Laurens", "maaten"),
        ("Martin L. King, Jr.", "king"),
        ("Martin L. King Jr.", "king"),
        ("José Muñoz-García", "munozgarcia"),
        ("Łukasz Kaiser", "kaiser"),
        ("王小明", "王小明"),
        ("OpenAI", "openai"),
        ("et al.", None),
        ("others", None),
        ("", None),
        ("...", None),
    ],
)
def test_surnames(author: str, expected: str | None) -> None:
    assert surname(author) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("2410.12375", "10.1/x", "2024.acl-long.1", "T"), "arxiv:2410.12375"),
        ((None, "10.1162/tacl_a_1", "2024.tacl-1.1", "T"), "doi:10.1162/tacl_a_1"),
        ((None, "10.18653/v1/2024.acl-long.1", "2024.acl-long.1", "T"), "acl:2024.acl-long.1"),
        ((None, None, "P18-1001", "T"), "acl:P18-1001"),
        ((None, None, None, "Über $h-1$: Heads"), "title:uber-h-1-heads"),
        ((None, None, None, "深層 学習"), "title:深層-学習"),
        ((None, None, None, "?!"), "title:?!"),
        ((None, None, None, None), "title:untitled"),
    ],
)
def test_paper_ids(parts: tuple, expected: str) -> None:
    assert paper_id(*parts) == expected


def test_slugs_are_short() -> None:
    assert len(slug("word " * 100)) <= 80
    assert not slug("word " * 100).endswith("-")
