"""Services asked again for what is new, and for what is missing, over real HTTP."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from loaders import LoadError, complete, http, load, refresh
from loaders.completing import COMPLETERS, lacking
from loaders.live import arxiv, crossref, daily_papers, live_sources, openalex, semantic_scholar, zotero
from tests.loaders.served import Asked, Reply, serving

FEED = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
<opensearch:totalResults>{total}</opensearch:totalResults>{entries}</feed>"""
ENTRY = """<entry><id>http://arxiv.org/abs/2402.{n:05}v1</id><title>Paper {n}</title><summary>About {n}.</summary>
<author><name>Ada Lovelace</name></author><published>2024-02-09T00:00:00Z</published></entry>"""
Answer = Callable[[Asked], Reply]


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep answers of one test from another, and the pace of services from the tests."""
    monkeypatch.setenv(http.CACHE, str(tmp_path / "cache"))
    monkeypatch.setattr(http, "TRIES", 1)
    for module in (arxiv, crossref, daily_papers, openalex, semantic_scholar, zotero):
        monkeypatch.setattr(module, "PACE", 0.0)


def newest_first(papers: list[int]) -> Answer:
    """Return how arXiv answers when it has these papers; the list may grow."""

    def answer(asked: Asked) -> Reply:
        start, rows = int(asked.query["start"]), int(asked.query["max_results"])
        numbers = sorted(papers, reverse=True)[start : start + rows]
        return Reply(FEED.format(total=len(papers), entries="".join(ENTRY.format(n=n) for n in numbers)).encode())

    return answer


def titles(collection) -> list[str]:
    return collection.papers["title"].tolist()


# only what is new


def test_only_what_is_new_is_read_and_no_page_beyond_it_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = list(range(250))
    with serving(newest_first(papers)) as service:
        monkeypatch.setenv(arxiv.BASE, service.url)
        first = load("arxiv:whales", limit=300)
        assert len(first) == 250
        before = len(service.asked)
        papers += [300, 301]
        second = refresh(first, limit=300)
        assert titles(second) == [*titles(first), "Paper 301", "Paper 300"]
        assert len(service.asked) == before + 2  # one with news, one in which all is known
        assert (second.sources[-1].name, second.sources[-1].records) == ("arxiv:whales", 2)
        assert second.origin("arxiv:2402.00301", "title") == second.sources[-1]


def test_where_nothing_is_new_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(newest_first([1, 2])) as service:
        monkeypatch.setenv(arxiv.BASE, service.url)
        first = load("arxiv:whales")
        again = refresh(first)
        assert again.papers.equals(first.papers)
        assert again.sources == first.sources


def test_which_sources_can_be_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(newest_first([1])) as service:
        monkeypatch.setenv(arxiv.BASE, service.url)
        both = load("arxiv:whales", ("mine.csv", b"title\nFolding\n"))
        assert live_sources(both) == ("arxiv:whales",)
    with pytest.raises(LoadError, match="None of its sources is a service"):
        refresh(load(("mine.csv", b"title\nFolding\n")))
    with pytest.raises(LoadError, match=r"“mine\.csv” is no service that can be asked again"):
        refresh(both, "mine.csv")


def test_one_that_cannot_be_asked_costs_not_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(newest_first([1])) as service:
        monkeypatch.setenv(arxiv.BASE, service.url)
        first = load("arxiv:whales")
        service.answer = lambda asked: (
            Reply(status=503) if "boats" in asked.query["search_query"] else newest_first([1, 2])(asked)
        )
        second = refresh(first, "arxiv:whales", "arxiv:boats")
        assert titles(second) == ["Paper 1", "Paper 2"]
        assert "out of order" in second.sources[-1].skipped[0].reason
        service.answer = lambda _asked: Reply(status=503)
        with pytest.raises(LoadError, match="is out of order"):
            refresh(first)


@pytest.mark.parametrize(
    ("module", "spec", "parameter", "value"),
    [
        (openalex, "openalex:whales", "filter", "from_publication_date:2024-02-01"),
        (crossref, "crossref:whales", "filter", "from-created-date:2024-02-01"),
        (semantic_scholar, "s2:whales", "publicationDateOrYear", "2024-02-01:"),
        (zotero, "zotero:users/1", "sort", "dateAdded"),
    ],
)
def test_services_are_told_since_when(module, spec, parameter, value, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {
        openalex: {"results": [{"id": "https://openalex.org/W1", "title": "New", "doi": "10.1234/new"}], "meta": {}},
        crossref: {"message": {"items": [{"DOI": "10.1234/new", "title": ["New"]}]}},
        semantic_scholar: {"total": 1, "data": [{"paperId": "a", "title": "New"}]},
        zotero: [{"data": {"itemType": "journalArticle", "title": title}} for title in ("New", "Old")],
    }
    with serving(lambda _asked: Reply.json(answers[module])) as service:
        monkeypatch.setenv(module.BASE, service.url)
        after = refresh(load(("mine.csv", b"title\nOld\n")), spec, since=datetime(2024, 3, 2, tzinfo=UTC))
        assert titles(after) == ["Old", "New"]
        assert service.asked[0].query[parameter] == value


def test_a_list_of_daily_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    def entry(number: int) -> dict:
        return {"paper": {"id": f"2405.0000{number}", "title": f"Paper {number}", "upvotes": 5}}

    entries = [entry(1)]
    with serving(lambda _asked: Reply.json(entries)) as service:
        monkeypatch.setenv(daily_papers.BASE, service.url)
        first = load("daily:2024-05-27")
        assert refresh(first).sources == first.sources
        entries.append(entry(2))
        assert titles(refresh(first)) == ["Paper 1", "Paper 2"]


# what is missing

BARE = b"title,arxiv_id,doi,acl_id,venue\nA,2402.00001,,,Mine\nB,,10.1234/b,,\nC,,,2024.acl-long.1,\nD,,,,\n"


def test_openalex_fills_what_is_missing_by_dois(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(doi: str) -> dict:
        source = {"source": {"display_name": "Journal"}}
        return {
            "id": "https://openalex.org/W1",
            "title": "Called otherwise",
            "doi": f"https://doi.org/{doi}",
            "authorships": [{"author": {"display_name": "Ada Lovelace"}}],
            "primary_location": source,
            "cited_by_count": 7,
            "type": "article",
        }

    def answer(asked: Asked) -> Reply:
        return Reply.json({"results": [work(doi) for doi in asked.query["filter"].removeprefix("doi:").split("|")]})

    with serving(answer) as service:
        monkeypatch.setenv(openalex.BASE, service.url)
        before = load(("mine.csv", BARE))
        after = complete(before, "openalex")
        assert service.asked[0].query["filter"] == "doi:10.48550/arxiv.2402.00001|10.1234/b|10.18653/v1/2024.acl-long.1"
    assert titles(after) == ["A", "B", "C", "D"]
    assert after.papers["venue"].fillna("").tolist() == ["Mine", "Journal", "Journal", ""]
    assert after.papers["citations"].fillna(0).tolist() == [7, 7, 7, 0]
    assert "reference_type" not in after.papers
    gave = after.origin("doi:10.1234/b", "venue")
    assert gave is not None
    assert (gave.name, gave.from_network, gave.from_cache) == ("OpenAlex for missing fields", 1, 0)
    assert after.origin("arxiv:2402.00001", "venue") == before.sources[0]
    assert len(after.appearances) == len(before.appearances)


def test_semantic_scholar_crossref_and_arxiv(monkeypatch: pytest.MonkeyPatch) -> None:
    def semantic(asked: Asked) -> Reply:
        ids = json.loads(asked.body)["ids"]
        assert ids == ["ARXIV:2402.00001", "DOI:10.1234/b", "ACL:2024.acl-long.1"]
        found = {"paperId": "a", "title": "A", "externalIds": {"ArXiv": "2402.00001"}, "abstract": "Found."}
        return Reply.json([found, None, None])

    def registry(asked: Asked) -> Reply:
        assert asked.query["filter"] == "doi:10.1234/b,doi:10.18653/v1/2024.acl-long.1"
        return Reply.json(
            {"message": {"items": [{"DOI": "10.1234/B", "title": ["B"], "container-title": ["Journal"]}]}}
        )

    def preprints(asked: Asked) -> Reply:
        assert asked.query["id_list"] == "2402.00001"
        return Reply(FEED.format(total=1, entries=ENTRY.format(n=1)).encode())

    for module, answer, paper, field, value in (
        (semantic_scholar, semantic, "arxiv:2402.00001", "abstract", "Found."),
        (crossref, registry, "doi:10.1234/b", "venue", "Journal"),
        (arxiv, preprints, "arxiv:2402.00001", "abstract", "About 1."),
    ):
        with serving(answer) as service:
            monkeypatch.setenv(module.BASE, service.url)
            papers = complete(load(("mine.csv", BARE)), module.PREFIX).papers.set_index("paper_id")
            assert papers.loc[paper, field] == value
            assert papers["venue"].iloc[0] == "Mine"


def test_many_are_asked_for_at_a_time_and_what_came_before_an_error_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    table = "title,arxiv_id\n" + "".join(f"Paper {n},2402.{n:05}\n" for n in range(150))

    def answer(asked: Asked) -> Reply:
        ids = asked.query["id_list"].split(",")
        entries = "".join(ENTRY.format(n=int(one[5:])) for one in ids)
        return Reply(status=503) if len(ids) < 100 else Reply(FEED.format(total=100, entries=entries).encode())

    with serving(answer) as service:
        monkeypatch.setenv(arxiv.BASE, service.url)
        after = complete(load(("mine.csv", table.encode())), "arxiv")
    assert after.papers["abstract"].notna().sum() == 100
    [source] = [one for one in after.sources if one.name == "arXiv for missing fields"]
    assert "The 100 papers that had come before are kept" in source.warnings[0]


def test_what_cannot_be_completed_is_said() -> None:
    with pytest.raises(LoadError, match="OpenAlex has nothing to fill: no paper lacks what it gives and"):
        complete(load(("mine.csv", b"title\nD\n")), "openalex")
    with pytest.raises(LoadError, match="“scholar” fills no fields; those that do are openalex, s2, crossref, arxiv"):
        complete(load(("mine.csv", BARE)), "scholar")


def test_which_papers_lack_something() -> None:
    collection = load(("mine.csv", BARE))
    assert {name: lacking(collection, name).tolist() for name in COMPLETERS} == {
        "openalex": [True, True, True, False],
        "s2": [True, True, True, False],
        "crossref": [False, True, True, False],
        "arxiv": [True, False, False, False],
    }


# what the account says of it


def test_a_source_tells_how_long_it_took_and_what_was_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(newest_first(list(range(150)))) as service:
        monkeypatch.setenv(arxiv.BASE, service.url)
        [first] = load("arxiv:whales").sources[:1]
        [second] = load("arxiv:whales").sources[:1]
    assert (first.from_network, first.from_cache) == (2, 0)
    assert (second.from_network, second.from_cache) == (0, 2)
    assert first.seconds is not None
    assert first.seconds > 0
    assert load(("a.csv", b"title\nA\n")).sources[0].from_network is None
