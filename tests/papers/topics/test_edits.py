import numpy as np
import pytest

from papers import topics
from papers.kept import Store
from papers.kept.topic_edits import TopicEdits
from papers.topics import EditError
from tests.papers.topics import invented

IDS = invented.papers()["paper_id"]
VECTORS = invented.vectors()


@pytest.fixture(scope="module")
def made() -> topics.Topics:
    return topics.build(invented.papers(), VECTORS)


def done(made: topics.Topics, *edits: topics.Edit) -> topics.Topics:
    return topics.edited(made, edits, IDS, VECTORS)


def test_a_topic_is_renamed(made):
    after = done(made, topics.rename(made, IDS, "1", "  Night   birds "))
    assert after.by_path["1"].label == "Night birds"
    assert (after.paths == made.paths).all()
    assert after.full_label(str(after.paths[after.within("1")][0])).startswith("Night birds")


def test_merged_topics_are_one(made):
    first, second = (topic.path for topic in made.children("")[:2])
    after = done(made, topics.merge(made, IDS, second, first))
    assert (after.within(first) == made.within(first) | made.within(second)).all()
    assert second not in after.by_path
    assert len(after) == len(made)


def test_what_was_inside_a_merged_topic_stays_together(made):
    first, second = (topic.path for topic in made.children("")[:2])
    after = done(made, topics.merge(made, IDS, second, first))
    for topic in made.children(second):
        assert len(set(after.paths[made.within(topic.path)])) == 1


def test_a_topic_is_split_in_parts_that_hold_all_of_it(made):
    leaf = next(
        topic.path for topic in made.tree if not made.children(topic.path) and made.within(topic.path).sum() >= 8
    )
    after = done(made, topics.split(made, IDS, leaf))
    parts = after.children(leaf)
    assert len(parts) >= 2
    assert (sum(after.within(part.path).astype(int) for part in parts) == made.within(leaf)).all()
    assert len({part.label for part in parts}) == len(parts)


def test_an_edit_finds_its_topic_again_when_the_tree_was_made_anew(made):
    edit = topics.rename(made, IDS, "1", "Kept")
    was = set(IDS[made.within("1")])
    papers = invented.papers().iloc[::-1].reset_index(drop=True)  # numbers of topics follow the order of the papers
    other = topics.build(papers, VECTORS[::-1].copy())
    after = topics.edited(other, [edit], papers["paper_id"], VECTORS[::-1])
    (renamed,) = [topic.path for topic in after.tree if topic.label == "Kept"]
    assert set(papers["paper_id"][after.within(renamed)]) == was


def test_an_edit_of_other_papers_changes_nothing(made):
    edit = topics.Edit("rename", 1, ("title:unknown", "title:stranger"), "Nobody")
    assert done(made, edit).tree == made.tree


@pytest.mark.parametrize(
    "make",
    [
        lambda made: topics.rename(made, IDS, "1", "   "),
        lambda made: topics.rename(made, IDS, "99", "Name"),
        lambda made: topics.merge(made, IDS, "1", "1"),
        lambda made: topics.merge(made, IDS, made.children("1")[0].path if made.children("1") else "1", "1"),
        lambda made: topics.split(made, IDS, "99"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_in_a_sentence(made, make):
    with pytest.raises(EditError, match=r"[.]$|letter"):
        make(made)


def test_edits_are_kept_and_taken_back(made, tmp_path):
    kept = TopicEdits(Store(tmp_path))
    rename, merge = topics.rename(made, IDS, "1", "Ünusual"), topics.merge(made, IDS, "2", "1")
    number = kept.keep(rename)
    kept.keep(merge)
    again = TopicEdits(Store(tmp_path))
    assert [edit for _, edit in again.all()] == [rename, merge]
    again.take_back(number)
    assert [edit for _, edit in kept.all()] == [merge]


class TestGrowth:
    def days(self, n: int) -> np.ndarray:
        return np.datetime64("2024-01-01", "D") + np.arange(n)

    def test_tells_a_topic_that_came_lately_from_one_that_went(self):
        topic_of = np.array([0] * 90 + [1] * 30)
        found = topics.growth(self.days(120), topic_of, 2)
        assert found.sure.all()
        assert found.factor[1] > 5 and found.factor[0] < 0.2
        assert found.since == np.datetime64("2024-03-31")

    def test_is_not_sure_where_chance_would_do(self):
        topic_of = np.arange(120) % 3
        assert not topics.growth(self.days(120), topic_of, 3).sure.any()

    def test_finds_nothing_in_noise_more_often_than_it_may(self):
        random = np.random.default_rng(3)
        found = [topics.growth(self.days(300), random.integers(0, 8, 300), 8).sure.any() for _ in range(100)]
        assert np.mean(found) <= 0.1

    @pytest.mark.parametrize("n", [0, 10, 39])
    def test_says_nothing_of_few_papers(self, n):
        found = topics.growth(self.days(n), np.zeros(n, int), 1)
        assert np.isnan(found.factor).all() and not found.sure.any()

    def test_says_nothing_where_all_have_one_day_or_none(self):
        same = np.full(60, np.datetime64("2024-01-01", "D"))
        for days in (same, np.full(60, np.datetime64("NaT", "D"))):
            assert np.isnan(topics.growth(days, np.zeros(60, int), 1).factor).all()
