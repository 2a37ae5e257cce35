"""Prepared folders: whole or not there, made once, and extended rather than made anew."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from papers import schema
from papers.collection import Collection
from papers.join import add, join
from papers.kept import Decision
from papers.prepared import Manifest, PreparedError, is_prepared, open_prepared
from papers.prepared import making as made
from papers.prepared.making import prepare
from papers.prepared.manifest import NAME
from papers.redoing import decided, parts, side
from papers.terms import Terms
from papers.topics import Topics
from tests.papers.duplicates.test_finding import ORCAS
from tests.papers.test_join import records
from tests.papers.test_redoing import ACL, ARXIV, ORCA, OTHER, PREPRINT, PUBLISHED, ids

SUBJECTS = ["whale song sonar ocean", "yeast flour oven dough", "tram rail depot signal"]


def collection(each: int = 6) -> Collection:
    random = np.random.default_rng(5)
    rows = []
    for subject in SUBJECTS:
        for number in range(each):
            words = " ".join(random.choice(subject.split(), 8))
            rows.append(
                {"paper_id": f"title:{subject[:4]}-{number}", "title": f"{subject} {number}", "abstract": words}
            )
    return replace(Collection.empty(), papers=schema.conform(pd.DataFrame(rows)))


def with_more(one: Collection) -> Collection:
    row = {"paper_id": "title:new", "title": "Sonar", "abstract": "whale song and sonar in the ocean"}
    return replace(one, papers=schema.conform(pd.concat([one.papers, pd.DataFrame([row])], ignore_index=True)))


@pytest.fixture
def folder(tmp_path) -> Path:
    prepare(collection, tmp_path / "mine", content="first")
    return tmp_path / "mine"


def never() -> Collection:
    pytest.fail("nothing needs to be loaded")


def test_a_folder_opens_with_all_tables_and_parts(folder, monkeypatch):
    given = collection()
    matrix = given.computed.vectors.matrix
    monkeypatch.setattr(Terms, "build", lambda *_: pytest.fail("it must be opened"))
    opened = open_prepared(folder)
    for field in fields(given):
        if isinstance(getattr(given, field.name), pd.DataFrame) and field.name != "papers":
            pd.testing.assert_frame_equal(getattr(opened, field.name), getattr(given, field.name))
    assert opened.papers["title"].tolist() == given.papers["title"].tolist()
    assert opened.papers[["topic", "topic_label", "x", "y"]].notna().all().all()
    assert {"terms", "vectors", "topics"} <= {name for name in made.RECIPES if opened.computed.has(name)}
    np.testing.assert_array_equal(opened.computed.vectors.matrix, matrix)


def test_the_manifest_says_what_it_was_made_with(folder):
    said = json.loads((folder / NAME).read_text())
    assert said["papers"] == 18
    assert said["settings"]["seed"] is not None
    assert {"python", "numpy", "litscope"} <= said["versions"].keys()
    assert {"tables", "vectors"} <= {stage["name"] for stage in said["stages"]}


def test_nothing_else_stays_behind(folder):
    manifest = Manifest.read(folder)
    assert {path.name for path in folder.iterdir()} == {NAME, *(stage.folder for stage in manifest.stages)}
    assert [path.name for path in folder.parent.iterdir()] == ["mine"]


def test_the_same_content_is_not_loaded_again(folder):
    before = Manifest.read(folder)
    assert prepare(never, folder, content="first").stages == before.stages


def test_new_papers_find_their_place_and_the_others_keep_theirs(folder, monkeypatch):
    before = open_prepared(folder)
    matrix, places = before.computed.vectors.matrix.copy(), before.papers[["x", "y"]].copy()
    monkeypatch.setattr(Terms, "build", lambda *_: pytest.fail("the vocabulary must be kept"))
    assert prepare(lambda: with_more(collection()), folder, content="second").papers == 19
    after = open_prepared(folder)
    np.testing.assert_array_equal(after.computed.vectors.matrix[:18], matrix)
    pd.testing.assert_frame_equal(after.papers[["x", "y"]].iloc[:18], places)
    assert after.papers["topic"].iloc[18] in set(after.papers["topic"].iloc[:6])


def test_who_has_it_open_keeps_it_while_it_is_updated(folder):
    before = open_prepared(folder)
    prepare(lambda: with_more(collection()), folder, content="second")
    assert before.papers["title"].tolist() == collection().papers["title"].tolist()


def test_a_stop_on_the_way_leaves_the_folder_as_it_was_and_loses_nothing_that_was_done(folder, monkeypatch):
    monkeypatch.setattr(Topics, "save", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        prepare(lambda: with_more(collection()), folder, content="second")
    assert len(open_prepared(folder)) == 18
    monkeypatch.undo()
    monkeypatch.setattr(Terms, "save", lambda *_: pytest.fail("it is saved already"))
    assert prepare(never, folder, content="second").papers == 19
    assert len(open_prepared(folder)) == 19


def test_a_first_time_that_is_stopped_leaves_no_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(Topics, "save", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        prepare(collection, tmp_path / "mine", content="first")
    assert not (tmp_path / "mine").exists()
    monkeypatch.undo()
    assert prepare(never, tmp_path / "mine", content="first").papers == 18


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_file_is_named_and_made_anew(folder, damage):
    path = next(folder.glob("vectors-*/vectors.arrow"))
    path.unlink() if damage == "gone" else path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(PreparedError, match=r"vectors\.arrow"):
        open_prepared(folder)
    prepare(collection, folder, content="first")
    assert len(open_prepared(folder).computed.vectors) == 18


@pytest.mark.parametrize(("number", "said"), [(0, "older Litscope"), (99, "newer Litscope")])
def test_another_format_is_explained(folder, number, said):
    path = folder / NAME
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": number}))
    with pytest.raises(PreparedError, match=said):
        open_prepared(folder)


def test_an_older_format_is_prepared_again_in_place(folder):
    path = folder / NAME
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 0}))
    assert prepare(collection, folder, content="first").papers == 18
    assert len(open_prepared(folder)) == 18


def test_a_folder_of_other_things_is_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(PreparedError, match="holds other files"):
        prepare(collection, tmp_path)
    assert not is_prepared(tmp_path)
    with pytest.raises(PreparedError, match="is a file"):
        prepare(collection, tmp_path / "thesis.tex")


def test_an_empty_folder_and_an_empty_collection_will_do(tmp_path):
    assert prepare(Collection.empty, tmp_path).papers == 0
    assert len(open_prepared(tmp_path)) == 0


def test_what_is_wanted_of_a_folder_keeps_its_vectors_and_places(folder):
    whole = open_prepared(folder)
    mask = whole.papers["title"].str.startswith("tram").to_numpy()
    part = whole.only(mask)
    assert len(part) == 6
    np.testing.assert_array_equal(part.computed.vectors.matrix, whole.computed.vectors.matrix[mask])
    np.testing.assert_array_equal(part.computed.topics.places, whole.computed.topics.places[mask])


def test_what_is_in_doubt_or_joined_can_be_decided_on_as_on_a_loaded_collection(tmp_path: Path):
    seals = OTHER | {"title": "On Seals", "abstract": None, "authors": ["Bo Ek"]}
    unlike = PUBLISHED | {"abstract": ORCAS, "title": "Counting Whales by Their Song"}
    joined = join([records(PREPRINT, seals, name="arxiv"), records(unlike, seals | {"page": "acl"}, name="anthology")])
    assert (len(joined.doubtful), len(joined.entries)) == (1, 2)
    prepare(lambda: joined, tmp_path / "folder")
    opened = open_prepared(tmp_path / "folder")
    pd.testing.assert_frame_equal(opened.doubtful, joined.doubtful)
    pd.testing.assert_frame_equal(opened.entries, joined.entries)
    same = Decision(side(opened, ARXIV), side(opened, ACL), "same", datetime.now(UTC), 1)
    assert ids(decided(opened, [same])) == ids(decided(joined, [same])) == [ARXIV, ORCA]
    once = decided(opened, [same])
    again = decided(once, [Decision(*parts(once, ARXIV), "different", datetime.now(UTC), 3)])
    assert ids(again) == [ARXIV, ACL, ORCA]
    # What comes later is joined by what was decided.
    assert ids(add(once, [records(unlike | {"page": "later"}, name="later")])) == [ARXIV, ORCA]
