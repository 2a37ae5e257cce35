"""What the account says of each source."""

from dataclasses import replace
from datetime import UTC, datetime

from papers.account import accounts, as_json
from papers.collection import Records
from papers.join import join
from tests.papers.duplicates.test_finding import ORCAS
from tests.papers.test_join import records
from tests.papers.test_redoing import OTHER, PREPRINT, PUBLISHED

SEALS = OTHER | {"title": "On Seals", "abstract": None, "authors": ["Bo Ek"]}
UNLIKE = PUBLISHED | {"abstract": ORCAS, "title": "Counting Whales by Their Song"}


def test_of_each_source_what_is_new_what_joined_and_what_is_in_doubt():
    sources = [
        records(PREPRINT, SEALS, name="arxiv"),
        records(PREPRINT, UNLIKE, name="anthology"),
        records(SEALS, name="c"),
    ]
    told = {one.source.name: (one.new, one.joined, one.completed, one.doubtful) for one in accounts(join(sources))}
    assert told == {"arxiv": (2, 0, None, 1), "anthology": (1, 1, None, 1), "c": (0, 1, None, 0)}


def test_a_source_that_only_completes_is_told_apart():
    facts = records(PREPRINT | {"page": None, "venue": "Ocean"}, name="facts")
    _, completing = accounts(join([records(PREPRINT)], completing=[facts]))
    assert (completing.new, completing.joined, completing.completed) == (None, None, 1)


def test_the_json_says_how_a_source_was_read():
    one = records(PREPRINT)
    source = replace(one.source, seconds=1.5, from_cache=2, from_network=0, retrieved=datetime(2026, 1, 1, tzinfo=UTC))
    (told,) = map(as_json, accounts(join([Records(source, one.entries)])))
    assert (told["seconds"], told["from_cache"], told["from_network"]) == (1.5, 2, 0)
    assert (told["records"], told["new"], told["skipped"]) == (1, 1, [])
