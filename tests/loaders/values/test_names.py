"""Several names or terms in one cell."""

import pytest

from loaders.values import names


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Ada Lovelace", ["Ada Lovelace"]),
        ("Plato", ["Plato"]),
        ("Lovelace, Ada", ["Lovelace, Ada"]),
        ("van der Berg, J.", ["van der Berg, J."]),
        ("Ada Lovelace, Alan Turing", ["Ada Lovelace", "Alan Turing"]),
        ("A. Lovelace, G. Hopper and K. Johnson", ["A. Lovelace", "G. Hopper", "K. Johnson"]),
        ("A. Lovelace, G. Hopper, and K. Johnson", ["A. Lovelace", "G. Hopper", "K. Johnson"]),
        ("Ada Lovelace & Grace Hopper", ["Ada Lovelace", "Grace Hopper"]),
        ("Lovelace, Ada and Hopper, Grace", ["Lovelace, Ada", "Hopper, Grace"]),
        ("Ada Lovelace and Hopper, Grace", ["Ada Lovelace", "Hopper, Grace"]),
        ("Lovelace, A., Hopper, G. M.", ["Lovelace, A.", "Hopper, G. M."]),
        ("Liu R., Adler D.G.", ["Liu R.", "Adler D.G."]),
        ("King, Martin Luther, Jr.", ["King, Martin Luther Jr."]),
        ('["Lovelace, Ada", "Hopper, Grace"]', ["Lovelace, Ada", "Hopper, Grace"]),
        ("['Marx, Karl', \"O'Neil, A\"]", ["Marx, Karl", "O'Neil, A"]),
        ('[{"name": "Ada"}, {"name": "Bo"}, null]', ["Ada", "Bo"]),
        ("Anderson and Sandy Grand", ["Anderson", "Sandy Grand"]),
        ("[unknown", ["[unknown"]),
    ],
)
def test_people(cell, expected) -> None:
    assert names.people(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("cs.CL", ["cs.CL"]),
        ("cs.CL cs.LG", ["cs.CL", "cs.LG"]),
        ("cs.CL, stat.ML", ["cs.CL", "stat.ML"]),
        ("math.AG cond-mat.stat-mech hep-th", ["math.AG", "cond-mat.stat-mech", "hep-th"]),
        ("Computer Science, Physics", ["Computer Science", "Physics"]),
        ("Computer Science", ["Computer Science"]),
    ],
)
def test_categories(cell, expected) -> None:
    assert names.categories(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("boats, ripples", ["boats", "ripples"]),
        ("boats|ripples, large", ["boats", "ripples, large"]),
        ("language model", ["language model"]),
        ("[1, 2]", ["1", "2"]),
        ("[" * 5_000, ["[" * 5_000]),
    ],
)
def test_terms(cell, expected) -> None:
    assert names.terms(cell) == expected
