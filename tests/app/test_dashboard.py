"""The dashboard as code sees it: what is selected, selecting, the view as data, other papers on the same page."""

import pandas as pd
import pytest

from app import Dashboard
from loaders import add, load
from papers.clauses import ClauseError, Range, Values
from tests.papers.claims import invented


@pytest.fixture(scope="module")
def collection():
    return load()


@pytest.fixture
def dashboard(collection):
    return Dashboard(collection)


def test_everything_is_selected_at_first(dashboard, collection):
    pd.testing.assert_frame_equal(dashboard.selected, collection.papers)
    assert dashboard.state == {}


def test_selecting_by_columns_and_words(dashboard):
    dashboard.select(pages=["Vocabularies", "Decoding speed"], published=("2024-01-01", None), text="model")
    chosen = dashboard.selected
    assert 0 < len(chosen) < 416
    assert (chosen["published"] >= "2024-01-01").all() or (chosen["published_precision"] != "day").any()
    assert all({"Vocabularies", "Decoding speed"} & set(pages) for pages in chosen["pages"])


def test_selecting_replaces_only_what_is_named(dashboard):
    dashboard.select(pages="Vocabularies")
    dashboard.select(upvotes=(1, None))
    assert set(dashboard.crossfilter.clauses) == {"pages", "upvotes"}
    dashboard.select(pages=None)
    assert set(dashboard.crossfilter.clauses) == {"upvotes"}


def test_selecting_by_clauses(dashboard):
    dashboard.select(Values("pages", exclude={"Vocabularies"}), Range("upvotes", missing=True))
    assert len(dashboard.crossfilter.clauses) == 2


@pytest.mark.parametrize("wrong", [{"published": ("soon", None)}, {"nonsense": "x"}, {"upvotes": ("a", "b")}])
def test_a_wrong_selection_is_refused_whole(dashboard, wrong):
    dashboard.select(pages="Vocabularies")
    before = dashboard.state
    with pytest.raises((ClauseError, LookupError, ValueError)):
        dashboard.select(text="model", **wrong)
    assert dashboard.state == before


def test_the_state_brings_the_view_back(dashboard, collection):
    dashboard.select(pages="Vocabularies", text="token")
    dashboard.crossfilter.undo()
    dashboard.crossfilter.redo()
    state = dashboard.state
    other = Dashboard(collection, state=state)
    assert other.state == state
    pd.testing.assert_frame_equal(other.selected, dashboard.selected)


@pytest.mark.parametrize("hostile", [{"clauses": 3}, {"tab": []}, {"charts": "x"}, {"sort": None, "clauses": [[]]}])
def test_a_hostile_state_is_said_and_harmless(dashboard, hostile):
    dashboard.state = hostile
    assert len(dashboard.selected) == 416
    assert dashboard._banner.messages


def test_a_link_is_followed_and_a_damaged_one_is_said(dashboard):
    dashboard.follow_link("nonsense!")
    assert "damaged" in dashboard._banner.messages[0][2]
    dashboard.follow_link("")
    assert len(dashboard.selected) == 416


def test_other_papers_keep_the_filters_that_fit(dashboard, collection):
    dashboard.select(pages="Vocabularies")
    more = add(collection, ("mine.csv", b"title,authors,year\nCounting beans with abaci,Ada Bean,2021\n"))
    dashboard.show(more)
    assert len(dashboard.collection) == 417
    assert set(dashboard.crossfilter.clauses) == {"pages"}
    dashboard.clear()
    assert dashboard.selected["title"].iloc[-1] == "Counting beans with abaci"


def test_clearing_drops_all_filters(dashboard):
    dashboard.select(pages="Vocabularies", text="token")
    dashboard.clear()
    assert len(dashboard.selected) == 416


def test_papers_of_ones_own_are_counted_for_the_day_the_kernel_ends(dashboard, collection):
    dashboard.show(add(collection, ("mine.csv", b"title,authors,year\nCounting beans with abaci,Ada Bean,2021\n")))
    assert dashboard._connection.added == 1


def test_a_damaged_store_is_told_of_where_it_cannot_be_missed(collection, tmp_path, monkeypatch):
    monkeypatch.setenv("LITSCOPE_DATA", str(tmp_path))
    (tmp_path / "kept.sqlite").write_bytes(b"not a database, but long enough to be taken for one" * 40)
    (message,) = Dashboard(collection)._banner.messages
    assert "damaged" in message[2]


def test_a_page_that_waited_takes_over_what_was_decided_meanwhile(tmp_path, monkeypatch):
    monkeypatch.setenv("LITSCOPE_DATA", str(tmp_path))
    waiting, other = Dashboard(invented.collection()), Dashboard(invented.collection())
    other.corrections.correct("arxiv:2401.00000#0", "edit", value=2.6)
    waiting.catch_up()
    assert waiting.collection.results["value"].iloc[0] == 2.6
    assert waiting.crossfilter.dimensions.claims.frame["value"].iloc[0] == 2.6
    papers = waiting.collection
    waiting.catch_up()
    assert waiting.collection is papers
