"""Which entries are one paper, tried on many small worlds and on large ones."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from papers import schema
from papers.matching import KINDS, components, match

few = {
    "arxiv_id": st.sampled_from(["x1", "x2", None, None]),
    "doi": st.sampled_from(["d1", "d2", None, None]),
    "acl_id": st.sampled_from(["a1", "a2", None, None, None]),
    "title_key": st.sampled_from(["alpha", "beta", None]),
    "year": st.sampled_from([2019, 2024, None]),
    "authors": st.sampled_from([["Ada Ek"], ["Bo Ek", "Cy"], ["Cy"], [], None, None]),
}
entry = st.fixed_dictionaries(few).filter(lambda told: any(told[key] for key in (*KINDS, "title_key")))
worlds = st.lists(entry, min_size=1, max_size=10)


def frame(entries: list[dict]) -> pd.DataFrame:
    table = pd.DataFrame(entries, columns=list(few))
    dtypes = dict.fromkeys((*KINDS, "title_key"), "str") | {"year": "Int64", "authors": schema.MANY}
    return table.astype(dtypes)


def partition(labels: np.ndarray, names: list[int]) -> set[frozenset[int]]:
    groups: dict[int, set[int]] = {}
    for label, name in zip(labels.tolist(), names, strict=True):
        groups.setdefault(label, set()).add(name)
    return {frozenset(group) for group in groups.values()}


@settings(max_examples=30, deadline=None)
@given(worlds, st.data())
def test_the_order_of_entries_does_not_matter(entries, data) -> None:
    order = data.draw(st.permutations(range(len(entries))))
    straight = partition(match(frame(entries)).labels, list(range(len(entries))))
    assert partition(match(frame([entries[place] for place in order])).labels, order) == straight


@settings(max_examples=20, deadline=None)
@given(worlds)
def test_no_paper_has_two_identifiers_of_one_kind(entries) -> None:
    told = frame(entries)
    groups = told.groupby(match(told).labels)
    assert (groups[list(KINDS)].nunique() <= 1).all(axis=None)


@settings(max_examples=20, deadline=None)
@given(worlds)
def test_entries_of_a_paper_are_linked_by_identifiers_or_titles(entries) -> None:
    """Nothing joins without a reason: in each paper, each entry shares an identifier or a title with another."""
    labels = match(frame(entries)).labels
    for label in set(labels.tolist()):
        group = [entry for entry, its in zip(entries, labels.tolist(), strict=True) if its == label]
        for one in group if len(group) > 1 else ():
            shared = [
                key
                for other in group
                if other is not one
                for key in (*KINDS, "title_key")
                if one[key] is not None and one[key] == other[key]
            ]
            assert shared


@settings(max_examples=20, deadline=None)
@given(worlds)
def test_saying_it_twice_changes_nothing(entries) -> None:
    once, twice = match(frame(entries)).labels, match(frame([*entries, *entries])).labels
    assert twice.tolist() == [*once, *once]


@settings(max_examples=20, deadline=None)
@given(worlds)
def test_known_papers_stay_what_they_are(entries) -> None:
    """Entries that were told to be papers are exactly those, however much they have in common."""
    known = np.array([number if number % 2 else -1 for number in range(len(entries))])
    labels = match(frame(entries), known).labels
    assert len(set(labels[1::2].tolist())) == len(labels[1::2])


@settings(max_examples=20, deadline=None)
@given(worlds)
def test_what_was_matched_is_matched_again(entries) -> None:
    told = frame(entries)
    first = match(told).labels
    again = match(pd.concat([told, told], ignore_index=True), np.concatenate([first, np.full(len(told), -1)])).labels
    assert again.tolist() == [*first, *first]


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 12).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, n - 1)] * 2)))))
def test_components_are_those_of_a_walk(graph) -> None:
    size, edges = graph
    reached = [{node} for node in range(size)]
    for _ in range(size):
        for left, right in edges:
            reached[left] |= reached[right]
            reached[right] |= reached[left]
    left, right = (np.array(side, dtype=int) for side in (zip(*edges, strict=True) if edges else ((), ())))
    assert components(size, left, right).tolist() == [min(nodes) for nodes in reached]


def test_a_long_chain_takes_few_rounds() -> None:
    chain = np.random.default_rng(0).permutation(300_000)
    assert (components(300_000, chain[:-1], chain[1:]) == 0).all()


def large(many: int, **columns) -> pd.DataFrame:
    empty = {key: pd.Series([None] * many) for key in few}
    return frame(pd.DataFrame(empty | columns).to_dict("records"))


def test_one_title_on_very_many_lines_is_no_trap() -> None:
    many = 20_000
    assert len(set(match(large(many, title_key="untitled", authors=[[f"N{n}"] for n in range(many)])).labels)) == many
    assert len(set(match(large(many, title_key="untitled")).labels)) == 1


def test_one_doi_on_very_many_lines_is_no_trap() -> None:
    many = 20_000
    titles = [f"title {n}" for n in range(many)]
    volume = large(many, title_key=titles, doi="d1", authors=[[f"N{n}"] for n in range(many)])
    others = large(many, title_key=titles, arxiv_id=[f"x{n}" for n in range(many)])
    assert len(set(match(pd.concat([volume, others], ignore_index=True)).labels)) == 1 + many
