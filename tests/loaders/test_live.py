"""Live sources, against a local server that answers as the services do."""

import json
from pathlib import Path

import pytest

from loaders import LoadError, http, load, read
from loaders.live import arxiv, asked, crossref, daily_papers, openalex, semantic_scholar, zotero
from tests.loaders.served import Asked, Reply, Service, serving

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
<opensearch:totalResults>{total}</opensearch:totalResults>{entries}</feed>"""
ENTRY = (
    "<entry><id>http://arxiv.org/abs/2402.{n:05}v1</id><title>Paper {n}</title><summary>About {n}.</summary></entry>"
)


def atom(first: int, count: int, total: int) -> Reply:
    entries = "".join(ENTRY.format(n=number) for number in range(first, first + count))
    return Reply(ATOM.format(total=total, entries=entries).encode())


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep answers of one test from another, and the pace of services from the tests."""
    monkeypatch.setenv(http.CACHE, str(tmp_path / "cache"))
    for service in (arxiv, crossref, daily_papers, openalex, semantic_scholar, zotero):
        monkeypatch.setattr(service, "PACE", 0.0)
        for name in ("BASE", "LOCAL_BASE"):
            if hasattr(service, name):
                monkeypatch.setenv(getattr(service, name), "http://127.0.0.1:1")
    monkeypatch.setattr(http, "TRIES", 1)


def fetched(spec: str, service: Service, module, monkeypatch: pytest.MonkeyPatch, limit: int = 200):
    monkeypatch.setenv(module.BASE, service.url)
    [found] = read(spec, limit=limit)
    return found


# which texts name a service


@pytest.mark.parametrize("text", ["arxiv:whales", "ArXiv: whales ", "doi:10.1/x", "zotero:local", "daily:2024-05-27"])
def test_what_names_a_service(text: str) -> None:
    assert asked(text) is not None


@pytest.mark.parametrize("text", ["arxiv:", "papers.csv", "c:folder", "https://arxiv.org", "arxiv:a\nb", "whales"])
def test_what_names_none(text: str) -> None:
    assert asked(text) is None


def test_a_file_of_that_name_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("arxiv:whales").write_text("title\nFrom the file\n")
    [found] = read("arxiv:whales")
    assert found.entries["title"].tolist() == ["From the file"]


# arXiv


def test_pages_are_followed_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(asked: Asked) -> Reply:
        return atom(int(asked.query["start"]), int(asked.query["max_results"]), 1_000)

    with serving(answer) as service:
        found = fetched("arxiv:whales boats", service, arxiv, monkeypatch, limit=250)
        assert found.entries["title"].tolist() == [f"Paper {number}" for number in range(250)]
        assert [one.query["start"] for one in service.asked] == ["0", "100", "200"]
        assert service.asked[0].query["search_query"] == "all:whales AND all:boats"
        assert (found.source.name, found.source.kind) == ("arxiv:whales boats", "arXiv")
        assert found.entries["rank"].tolist() == list(range(1, 251))


def test_fewer_than_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda asked: atom(int(asked.query["start"]), 3, 3)) as service:
        assert len(fetched("arxiv:ti:whales", service, arxiv, monkeypatch).entries) == 3
        assert service.asked[0].query["search_query"] == "ti:whales"
        assert len(service.asked) == 1


def test_an_empty_page_in_the_middle_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = iter([atom(0, 100, 150), atom(0, 0, 150), atom(100, 50, 150)])
    with serving(lambda _asked: next(tries)) as service:
        assert len(fetched("arxiv:whales", service, arxiv, monkeypatch).entries) == 150


def test_papers_by_id(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda _asked: atom(1, 2, 2)) as service:
        found = fetched("arxiv:id:2402.00001, 2402.00002", service, arxiv, monkeypatch)
        assert service.asked[0].query["id_list"] == "2402.00001,2402.00002"
        assert found.entries["arxiv_id"].tolist() == ["2402.00001", "2402.00002"]


def test_what_had_come_before_an_error_is_kept_and_the_rest_resumes(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = True

    def answer(asked: Asked) -> Reply:
        start = int(asked.query["start"])
        return Reply(status=503) if broken and start else atom(start, 100, 200)

    with serving(answer) as service:
        found = fetched("arxiv:whales", service, arxiv, monkeypatch)
        assert len(found.entries) == 100
        assert found.source.warnings == (
            "127.0.0.1 is out of order; try again later (HTTP 503). The 100 papers that had come before are kept; fetch"
            " again for the others.",
        )
        broken = False
        before = len(service.asked)
        assert len(fetched("arxiv:whales", service, arxiv, monkeypatch).entries) == 200
        assert len(service.asked) == before + 1


def test_nothing_at_all_has_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda _asked: Reply(status=429)) as service, pytest.raises(LoadError, match="too many requests"):
        fetched("arxiv:whales", service, arxiv, monkeypatch)
    with serving(lambda _asked: atom(0, 0, 0)) as service, pytest.raises(LoadError, match="holds no papers"):
        fetched("arxiv:nothing", service, arxiv, monkeypatch)


def test_one_that_fails_costs_not_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda _asked: Reply(status=500)) as service:
        monkeypatch.setenv(arxiv.BASE, service.url)
        collection = load("arxiv:whales", ("list.csv", b"title\nCounting Whales\n"))
        assert collection.papers["title"].tolist() == ["Counting Whales"]
        assert "out of order" in collection.sources[0].skipped[0].reason


# services in JSON


def test_openalex_follows_its_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(asked: Asked) -> Reply:
        first = asked.query["cursor"] == "*"
        names = ("A", "B") if first else ("C",)
        works = [{"id": f"https://openalex.org/W{name}", "title": name} for name in names]
        return Reply.json({"meta": {"next_cursor": "more" if first else None}, "results": works})

    monkeypatch.setenv(openalex.KEY, "sesame")
    with serving(answer) as service:
        found = fetched("openalex:whales", service, openalex, monkeypatch)
        assert found.entries["title"].tolist() == ["A", "B", "C"]
        assert service.asked[0].query["api_key"] == "sesame"


def test_semantic_scholar_search_ids_and_recommendations(monkeypatch: pytest.MonkeyPatch) -> None:
    def paper(name: str) -> dict:
        return {"paperId": name, "title": name, "authors": [{"name": "Ada Lovelace"}], "citationCount": 3}

    def answer(asked: Asked) -> Reply:
        if asked.path.endswith("/search"):
            return Reply.json({"total": 2, "data": [paper("A"), paper("B")]})
        if asked.path.endswith("/batch"):
            return Reply.json([paper(name) if name != "missing" else None for name in json.loads(asked.body)["ids"]])
        return Reply.json({"recommendedPapers": [paper("like")]})

    monkeypatch.setenv(semantic_scholar.KEY, "sesame")
    with serving(answer) as service:
        found = fetched("s2:whales", service, semantic_scholar, monkeypatch)
        assert found.entries["citations"].tolist() == [3, 3]
        assert service.asked[0].headers["x-api-key"] == "sesame"
        found = fetched("s2:ids:X, missing ,Y", service, semantic_scholar, monkeypatch)
        assert found.entries["title"].tolist() == ["X", "Y"]
        found = fetched("s2:like:ARXIV:1706.03762", service, semantic_scholar, monkeypatch)
        assert found.entries["title"].tolist() == ["like"]
        assert service.asked[-1].path.endswith("/forpaper/ARXIV:1706.03762")


def test_crossref_search_and_doi(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(asked: Asked) -> Reply:
        work = {"DOI": "10.1/x", "title": ["Whales"]}
        if asked.path == "/works":
            return Reply.json(
                {"message": {"items": [work] if asked.query["cursor"] == "*" else [], "next-cursor": "b"}}
            )
        return Reply.json({"message": {**work, "title": [asked.path]}})

    with serving(answer) as service:
        assert fetched("crossref:whales", service, crossref, monkeypatch).entries["title"].tolist() == ["Whales"]
        found = fetched("doi:10.1/x,10.1/y z", service, crossref, monkeypatch)
        assert found.entries["title"].tolist() == ["/works/10.1/x", "/works/10.1/y%20z"]


def test_zotero_pages_keys_and_its_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(asked: Asked) -> Reply:
        start = int(asked.query["start"])
        count = 100 if start == 0 else 20
        items = [{"data": {"itemType": "journalArticle", "title": f"T {start + n}"}} for n in range(count)]
        return Reply.json([*items, {"data": {"itemType": "attachment", "title": "PDF"}}][: 100 if start == 0 else 21])

    monkeypatch.setenv(zotero.KEY, "sesame")
    with serving(answer) as service:
        found = fetched("zotero:groups/678/collections/ABCD2345", service, zotero, monkeypatch, limit=1_000)
        assert len(found.entries) == 120
        assert service.asked[0].path == "/groups/678/collections/ABCD2345/items/top"
        assert service.asked[0].headers["zotero-api-key"] == "sesame"
        monkeypatch.setenv(zotero.LOCAL_BASE, service.url)
        assert len(read("zotero:local")[0].entries) == 120
        assert service.asked[-1].path == "/users/0/items/top"
    with pytest.raises(LoadError, match="names no library; write zotero:local or zotero:users/12345"):
        read("zotero:my library")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("2024-05-27", ("date", "2024-05-27")), ("2024-W22", ("week", "2024-W22")), ("2024-05", ("month", "2024-05"))],
)
def test_daily_papers_of_a_time(query: str, parameter: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {"paper": {"id": "2405.00001", "title": "Whales", "publishedAt": "2024-05-26T00:00:00Z", "upvotes": 5}}
    with serving(lambda _asked: Reply.json([entry])) as service:
        found = fetched(f"daily:{query}", service, daily_papers, monkeypatch)
        name, value = parameter
        assert service.asked[0].query[name] == value
        assert found.entries["upvotes"].tolist() == [5]
        assert found.entries["page"].tolist() == [f"Daily Papers {query}"]
        assert found.source.kind == "Daily Papers"


def test_daily_papers_that_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        serving(lambda _asked: Reply.json([])) as service,
        pytest.raises(LoadError, match=r"no paper on this list \(yet\)"),
    ):
        fetched("daily:2031-01-01", service, daily_papers, monkeypatch)
    with pytest.raises(LoadError, match="is no list of Daily Papers; write daily:today, daily:2024-05-27"):
        read("daily:last tuesday")
