"""Sets of the sources on the page, as a clause that all views share."""

from papers.clauses import Values
from papers.crossfilter import Crossfilter
from tests.widgets.invented import many, papers
from widgets.source_sets import MOST, SourceSets

LISTS = (["A"], ["A"], ["A", "B"], ["B"], ["A", "B", "C"], None)


def sets(*pages: list[str] | None, **columns) -> SourceSets:
    return SourceSets(Crossfilter(papers(pages=many(*(pages or LISTS)), **columns)))


def mark(panel: SourceSets, **marks: int) -> None:
    for value, sign in marks.items():
        panel.receive({"do": "mark", "value": value, "mark": sign})


def test_lists_the_sources_largest_first():
    panel = sets()
    assert panel.noun == "page"
    assert panel.rows == [["A", 4, 4, 0], ["B", 3, 3, 0], ["C", 1, 1, 0]]
    assert panel.words == ""


def test_a_difference_is_in_one_and_not_in_the_other():
    panel = sets()
    mark(panel, A=1, B=-1)
    assert panel.crossfilter.clauses["pages"] == Values("pages", {"A"}, {"B"})
    assert (panel.count, panel.total) == (2, 6)
    assert panel.words.endswith("A, not B")
    assert [row[3] for row in panel.rows] == [1, -1, 0]


def test_any_is_the_union_and_all_the_intersection():
    panel = sets()
    mark(panel, A=1, B=1)
    assert panel.count == 5
    panel.receive({"do": "match", "match": "all"})
    assert panel.count == 2
    mark(panel, C=-1)
    assert panel.count == 1
    panel.receive({"do": "clear"})
    assert panel.count == 6
    assert "pages" not in panel.crossfilter.clauses


def test_all_can_be_said_before_anything_is_chosen():
    panel = sets()
    panel.receive({"do": "match", "match": "all"})
    mark(panel, A=1, B=1)
    assert panel.count == 2


def test_pressed_again_nothing_is_asked():
    panel = sets()
    mark(panel, A=1)
    mark(panel, A=0)
    assert "pages" not in panel.crossfilter.clauses


def test_follows_what_others_write():
    panel = sets(venue=["x", "y", "y", "y", "y", "y"])
    panel.crossfilter.set(Values("venue", {"x"}))
    assert panel.rows[0] == ["A", 1, 4, 0]
    panel.crossfilter.set(Values("pages", exclude={"C"}))
    assert panel.rows[2] == ["C", 0, 1, -1]


def test_a_single_source_leaves_nothing_to_choose():
    panel = sets(["A"], ["A"])
    assert panel.noun == ""
    mark(panel, A=1)
    assert not panel.crossfilter.clauses
    panel.crossfilter.replace(papers(pages=many(*LISTS)))
    assert panel.noun == "page"


def test_many_sources_are_cut_and_the_chosen_are_shown():
    panel = sets(*([f"list {number:03}"] for number in range(MOST + 10)))
    assert (len(panel.rows), panel.left) == (MOST, 10)
    panel.crossfilter.set(Values("pages", {f"list {MOST + 5:03}"}))
    assert (len(panel.rows), panel.left) == (MOST + 1, 9)


def test_what_nobody_can_ask_is_ignored():
    panel = sets()
    for message in ({"do": "mark", "value": "A", "mark": 7}, {"do": "match", "match": "some"}, {"do": "mark"}, None):
        panel.receive(message)
    mark(panel, Z=1)
    assert panel.count == 0  # as any other filter of a value that no paper has
