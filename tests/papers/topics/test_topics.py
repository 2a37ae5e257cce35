import itertools

import numpy as np
import pandas as pd
import pytest

from papers import schema, topics
from papers.collection import Collection
from papers.topics.layout import layout
from papers.topics.neighbours import neighbours
from papers.topics.tree import in_order, levels
from tests.papers.topics import invented


@pytest.fixture(scope="module")
def made() -> topics.Topics:
    return topics.build(invented.papers(), invented.vectors())


class TestTree:
    def test_holds_every_paper_and_no_other_pile(self, made):
        assert len(made) == 60
        assert sum(int(made.within(topic.path).sum()) for topic in made.children("")) == 60

    def test_never_puts_subjects_together_that_lie_apart(self, made):
        for topic in made.tree:
            assert len(set(invented.subjects()[made.within(topic.path)])) == 1, topic

    def test_reads_from_the_top_down(self, made):
        paths = [topic.path for topic in made.tree]
        assert paths == in_order(set(paths))
        assert all(topic.parent == "" or topic.parent in paths for topic in made.tree)

    @pytest.mark.parametrize("n", [0, 1, 2, 3, 9, 12, 40])
    def test_of_few_papers_is_small_but_there(self, n):
        few = topics.build(invented.papers().iloc[:n].reset_index(drop=True), invented.vectors()[:n])
        assert len(few) == n
        assert np.isfinite(few.places).all()
        assert bool(few.tree) == bool(n)

    def test_of_copies_of_one_paper_parts_them_on_the_map(self):
        copies = topics.build(invented.papers(), np.repeat(invented.vectors()[:1], 60, axis=0))
        assert np.isfinite(copies.places).all()
        assert len(np.unique(copies.places, axis=0)) == 60

    def test_has_three_levels_for_very_many_papers(self):
        assert [levels(n) for n in (20, 416, 250_000)] == [1, 2, 3]


class TestLabels:
    def test_say_what_tells_topics_apart(self, made):
        labels = " ".join(topic.label.lower() for topic in made.children(""))
        assert all(word in labels for word in ("owl", "tide", "sourdough", "pendulum"))

    def test_of_siblings_share_no_word(self, made):
        tops = made.children("")
        words = [set(topic.label.lower().replace(",", "").split()) for topic in tops]
        subject = [invented.subjects()[made.within(topic.path)][0] for topic in tops]
        for one, other in itertools.combinations(range(len(tops)), 2):
            assert subject[one] == subject[other] or not words[one] & words[other]

    def test_hold_none_of_the_words_that_every_abstract_has(self, made):
        words = {word.lower() for topic in made.tree for term in topic.terms for word in term.split()}
        assert not words & {"paper", "propose", "results", "show", "study", "we", "this"}

    def test_are_written_as_authors_write(self):
        frame = invented.papers()
        frame["abstract"] = frame["abstract"].str.replace("barn owl", "$x^2$ RAG for LLMs")
        words = {term for topic in topics.build(frame, invented.vectors()).tree for term in topic.terms}
        assert "RAG" in words or "RAG LLMs" in words
        assert not any("$" in word or "^" in word for word in words)


class TestMap:
    def test_is_the_same_for_the_same_seed(self, made):
        again = topics.build(invented.papers(), invented.vectors())
        assert (again.places == made.places).all()
        assert again.tree == made.tree

    def test_lays_neighbours_side_by_side(self, made):
        unit = np.column_stack([made.places, np.zeros(60)]).astype(np.float64)
        apart = np.linalg.norm(unit[:, None] - unit[None, :], axis=2) + np.eye(60) * 1e9
        assert (invented.subjects()[apart.argmin(axis=1)] == invented.subjects()).all()

    def test_of_more_papers_is_summed_up_on_a_mesh_and_lays_them_out_as_well(self):
        vectors = invented.vectors(400)
        rows, _ = neighbours(vectors, 15)
        places = layout(vectors, rows).astype(np.float64)
        nearest = [
            (np.square(places - place).sum(axis=1) + 1e9 * (places == place).all(axis=1)).argmin()
            for place in places[::20]
        ]
        assert (invented.subjects(400)[nearest] == invented.subjects(400)[::20]).mean() > 0.98

    def test_says_how_far_it_is(self):
        told: list[int] = []
        topics.build(invented.papers(), invented.vectors(), progress=lambda done, total, words: told.append(done))
        assert told == sorted(told)
        assert told[0] == 0 and told[-1] == 100

    def test_takes_further_papers_without_moving_one(self):
        papers, vectors = invented.papers(), invented.vectors()
        order = np.random.default_rng(1).permutation(60)
        papers, vectors, subjects = (
            papers.iloc[order].reset_index(drop=True),
            vectors[order],
            invented.subjects()[order],
        )
        old = topics.build(papers.iloc[:45].reset_index(drop=True), vectors[:45])
        rows = np.where(np.arange(60) < 45, np.arange(60), -1)
        new = old.extended(papers, vectors, rows)
        assert (new.places[:45] == old.places).all()
        assert (new.paths[:45] == old.paths).all()
        for row in range(45, 60):
            assert subjects[row] in subjects[:45][new.topic_of[:45] == new.topic_of[row]]


def test_saved_and_opened_topics_are_the_same(made, tmp_path):
    made.save(tmp_path / "topics")
    opened = topics.open(tmp_path / "topics")
    assert opened.tree == made.tree
    assert (opened.paths == made.paths).all() and (opened.places == made.places).all()
    mask = invented.subjects() == 0
    assert opened.terms.telling(mask) == made.terms.telling(mask)


def test_topics_of_another_format_say_what_to_do(made, tmp_path):
    made.save(tmp_path)
    file = tmp_path / "topics.json"
    file.write_text(file.read_text().replace('"format": 1', '"format": 99'))
    with pytest.raises(ValueError, match="prepare them anew"):
        topics.open(tmp_path)


def test_a_collection_gets_its_columns(made):
    collection = topics.add(Collection(invented.papers(), schema.conform(pd.DataFrame(), schema.APPEARANCES)), made)
    schema.validate(collection.papers)
    assert collection.papers["topic"].tolist() == made.paths.tolist()
    labels = collection.papers["topic_label"]
    assert (labels.str.split(" › ").str[0] == [made.by_path[path.split(".")[0]].label for path in made.paths]).all()


class TestTellingTerms:
    def test_tell_a_selection_from_the_rest(self, made):
        assert "owl" in " ".join(made.terms.telling(invented.subjects() == 0)[:2]).lower()

    def test_of_nothing_are_none_and_of_everything_are_the_most_frequent(self, made):
        assert made.terms.telling(np.zeros(60, np.bool_)) == []
        assert made.terms.telling(np.ones(60, np.bool_))
