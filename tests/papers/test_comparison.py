"""Papers side by side: aspects, the best where values can be compared, files."""

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest

from papers import schema
from papers.comparison import FORMATS, compare
from papers.comparison.compare import MOST
from tests.papers.claims.invented import claim, collection

OWL, WREN, RAVEN, TERN, GULL, SWAN = (f"arxiv:2401.0000{place}" for place in range(6))


def side_by_side(*ids: str, claims: list[dict] | None = None, **own: list[str]):
    made = collection()
    if claims is not None:
        made = replace(made, results=schema.conform(pd.DataFrame(claims), schema.RESULTS))
    return compare(made, ids, own)


def speeds(*claims: tuple[int, float, str | None, str | None]) -> list[dict]:
    return [
        claim(paper, value, "x", "speed-up", "", on=on, comparison=against, direction="up")
        for paper, value, on, against in claims
    ]


def verdict(claims: list[dict], name: str = "results:speed-up|x") -> tuple[list[str], str]:
    made = side_by_side(OWL, WREN, RAVEN, claims=claims)
    aspect = next(each for each in made.aspects if each.name == name)
    return [part.text for cell in aspect.cells for part in cell.parts if part.best], aspect.words


def test_aspects_in_order_and_none_that_no_paper_has():
    made = side_by_side(OWL, SWAN, "nobody", OWL)
    assert made.papers == (OWL, SWAN)
    assert [(aspect.label, [cell.text for cell in aspect.cells]) for aspect in made.aspects][:5] == [
        ("Kind", ["method", "method"]),
        ("System", ["OwlDecode", "SwanSong"]),
        ("What it is", [collection().papers["abstract"][0], ""]),
        ("Models", ["Llama-2", ""]),
        ("Data", ["OwlBench", ""]),
    ]
    assert [aspect.label for aspect in made.aspects][5:] == ["Sizes", "Speed-up (×)", "Accuracy (%)"]
    sizes = made.aspects[5].cells[1]
    assert sizes.text == "13B parameters; 1T tokens" and [part.size for part in sizes.parts] == [1, 2]


def test_no_more_than_can_be_read():
    assert len(side_by_side(*[OWL, WREN, RAVEN, TERN, GULL, SWAN] * 4).papers) == 6 <= MOST
    assert side_by_side().aspects == ()


@pytest.mark.parametrize(
    ("claims", "best", "words"),
    [
        (
            speeds((0, 2, "MT-Bench", "greedy"), (1, 3, "mt bench", "Greedy")),
            ["3×"],
            "Higher is better; compared on MT-Bench, against greedy.",
        ),
        (speeds((0, 3, "A", "greedy"), (1, 3, "A", "greedy")), ["3×", "3×"], "Higher is better"),
        (speeds((0, 3, "A", "greedy")), [], "Only one of these papers claims it."),
        (
            speeds((0, 2, "A", "greedy"), (1, 3, "B", "greedy")),
            [],
            "Not compared: they hold on different things (A; B).",
        ),
        (
            speeds((0, 2, "A", "greedy"), (1, 3, None, "greedy")),
            [],
            "Not compared: it is not said of all of them where they hold.",
        ),
        (
            speeds((0, 2, "A", "greedy"), (1, 3, "A", "beams")),
            [],
            "Not compared: they are against different things (beams; greedy).",
        ),
        (
            speeds((0, 2, "A", "greedy"), (1, 3, "A", None)),
            [],
            "Not compared: it is not said of all of them against what.",
        ),
        (speeds((0, 2, "A", "g"), (1, 9, "B", "g"), (2, 3, "A", "g")), ["3×"], "compared on A"),
    ],
)
def test_the_best_is_marked_only_where_values_can_be_compared(claims, best, words):
    marked, said = verdict(claims)
    assert marked == best
    assert words in said


def test_lower_is_better_of_some_and_of_some_it_is_not_known():
    lower = [claim(paper, value, "score", "perplexity", "", on="A") for paper, value in ((0, 9), (1, 8))]
    assert verdict(lower, "results:perplexity|score")[0] == ["8"]
    unknown = [{**each, "better": None} for each in lower]
    assert "which way is better" in verdict(unknown, "results:perplexity|score")[1]


HOSTILE = ["=1+1 | a_b & 50% <img src=x> \\ [x](javascript:1) $2$ {z}~^#", ""]


def test_own_columns_stand_last_and_also_when_empty():
    made = side_by_side(OWL, WREN, Notes=["", ""], Verdict=["read", ""])
    assert [(aspect.label, aspect.own) for aspect in made.aspects[-2:]] == [("Notes", True), ("Verdict", True)]
    assert made.aspects[-1].cells[0].text == "read"


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("across", [True, False])
def test_every_file_has_every_cell(ending, across):
    made = side_by_side(OWL, WREN, Notes=HOSTILE)
    text = FORMATS[ending](made, across=across)
    for word in ("OwlDecode", "WrenCache", "Kind", "Notes"):
        assert word in text


def test_files_cannot_be_broken_by_what_is_in_them():
    made = side_by_side(OWL, WREN, Notes=HOSTILE)
    rows = list(csv.reader(io.StringIO(FORMATS["csv"](made).removeprefix("\ufeff"))))
    assert rows[-1][1].startswith("'=1+1")
    assert all(len(row) == 3 for row in rows)
    assert len(list(csv.reader(io.StringIO(FORMATS["csv"](made, across=False))))) == 3
    markdown = FORMATS["md"](made).splitlines()
    assert all(line.replace("\\|", "").count("|") == 4 for line in markdown)
    assert r"\<img" in markdown[-1]
    latex = FORMATS["tex"](made)
    assert r"a\_b \& 50\% \textless{}img" in latex and r"\textbackslash{}" in latex
    assert "<img" not in FORMATS["html"](made)


def test_the_best_stands_out_in_files():
    made = side_by_side(OWL, WREN, claims=speeds((0, 2, "A", "g"), (1, 3, "A", "g")))
    assert "**3×**" in FORMATS["md"](made)
    assert r"\textbf{3$\times$}" in FORMATS["tex"](made)
    assert "<strong>3×</strong>" in FORMATS["html"](made)
    assert "3× (on A, against g) *" in FORMATS["csv"](made)
