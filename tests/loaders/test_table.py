"""Which columns of a table are what, and what becomes of the others."""

import numpy as np
import pandas as pd
import pytest

from loaders import LoadError, read
from loaders import table as tables
from papers import schema
from papers.join import join


def records(**columns):
    [found] = read(("mine", pd.DataFrame(columns)))
    return found


def entries(**columns) -> pd.DataFrame:
    found = records(title=["A", "B"], **columns)
    assert found.source.skipped == ()
    return found.entries


@pytest.mark.parametrize("name", ["title", "Title", "Paper title", "paper_title", " TITLE ", "Article-Title", "TI"])
def test_names_of_the_title(name) -> None:
    assert records(**{name: ["A"]}).entries["title"].tolist() == ["A"]


def test_a_column_called_name_holds_titles_if_others_speak_of_papers() -> None:
    assert records(name=["A"], year=[2020]).entries["title"].tolist() == ["A"]
    with pytest.raises(LoadError, match="no column of titles"):
        records(name=["A"], size=[3])


@pytest.mark.parametrize(
    ("name", "value", "column", "expected"),
    [
        ("Abstract Note", "Text.", "abstract", "Text."),
        ("summary", "Text.", "abstract", "Text."),
        ("TLDR", "Short.", "summary", "Short."),
        ("Author Full Names", "Ada; Bo", "authors", ["Ada", "Bo"]),
        ("Creators", "Ada and Bo", "authors", ["Ada", "Bo"]),
        ("Publication Title", "Sea Letters", "venue", "Sea Letters"),
        ("booktitle", "Proc. of Boats", "venue", "Proc. of Boats"),
        ("Journal-ref", "Sea 3", "venue", "Sea 3"),
        ("Tags", "boats, ripples", "keywords", ["boats", "ripples"]),
        ("ai_keywords", ["boats"], "keywords", ["boats"]),
        ("Fields of Study", "CS|Physics", "categories", ["CS", "Physics"]),
        ("categories", "cs.CL cs.LG", "categories", ["cs.CL", "cs.LG"]),
        ("Publication Year", 2021, "published", pd.Timestamp("2021-01-01")),
        ("pubdate", "May 2021", "published", pd.Timestamp("2021-05-01")),
        ("first_listed", "2025-03-18", "listed", pd.Timestamp("2025-03-18")),
        ("DOI", "10.1000/X", "doi", "10.1000/X"),
        ("arXiv ID", "2410.12375", "arxiv_id", "2410.12375"),
        ("id", "2410.12375", "arxiv_id", "2410.12375"),
        ("Paper URL", "https://nothing.example/x", "url", "https://nothing.example/x"),
        ("github", "github.com/nobody/nothing", "code_url", "https://github.com/nobody/nothing"),
        ("Cited by", "1,234", "citations", 1234),
        ("GitHub Stars", "1.2k", "stars", 1200),
        ("num_comments", 0, "comments", 0),
        ("Organization", "Sea", "organisation", "Sea"),
        ("Lang", "English", "language", "English"),
        ("kind", "survey", "kind", "survey"),
        ("list", "Monday", "page", "Monday"),
        ("Position", 7, "rank", 7),
    ],
)
def test_synonyms(name, value, column, expected) -> None:
    found = entries(**{name: [value, value]})[column][0]
    assert (list(found) if isinstance(expected, list) else found) == expected


def test_every_column_has_the_dtype_of_the_schema() -> None:
    values = {"number": 3, "date": "2024-05-28", "link": "https://nothing.example", "many": "a; b"}
    made = {name: [values.get(column.kind, "x")] * 2 for name, column in schema.PAPERS.items() if name != "title"}
    found = entries(**made | {"year": [2024, 2024]})
    for name in found.columns.intersection(list(schema.PAPERS)):
        assert found[name].dtype == pd.Series([], dtype=schema.PAPERS[name].dtype).dtype, name
    assert len(join([records(title=["A"])])) == 1


def test_summary_is_the_abstract_only_where_there_is_no_abstract() -> None:
    found = entries(abstract=["Long.", None], summary=["Short.", "Brief."])
    assert found["abstract"].isna().tolist() == [False, True]
    assert found["summary"].tolist() == ["Short.", "Brief."]


def test_of_several_columns_the_surest_counts_and_others_fill_its_gaps() -> None:
    found = entries(journal=["Sea", None], booktitle=[None, "Boats"])
    assert found["venue"].tolist() == ["Sea", "Boats"]
    assert "booktitle" not in found


def test_a_second_column_that_says_more_stays() -> None:
    found = entries(venue=["acl", "acl"], booktitle=["Proceedings of ACL", None])
    assert found["venue"].tolist() == ["acl", "acl"]
    assert found["booktitle"][0] == "Proceedings of ACL"


def test_the_first_of_several_venues_and_all_of_them() -> None:
    found = entries(venue=[["acl", "ws"], ["emnlp"]])
    assert found["venue"].tolist() == ["acl", "emnlp"]
    assert [list(venues) for venues in found["venues"]] == [["acl", "ws"], ["emnlp"]]


def test_the_most_exact_date_wins() -> None:
    found = entries(date=["2024", "2024-05-28"], year=[2024, 2024], month=[6.0, np.nan])
    assert found["published"].tolist() == [pd.Timestamp("2024-06-01"), pd.Timestamp("2024-05-28")]
    assert found["published_precision"].tolist() == ["month", "day"]


def test_an_arxiv_id_tells_the_month_where_nothing_else_does() -> None:
    found = entries(arxiv_id=["2410.12375", "2410.12376"], year=[None, 2024])
    assert found["published"].tolist() == [pd.Timestamp("2024-10-01"), pd.Timestamp("2024-01-01")]
    assert found["published_precision"].tolist() == ["month", "year"]


def test_values_that_do_not_fit_are_missing_and_counted() -> None:
    found = records(title=["A", "B", "C", "D"], year=["n.d.", 2020, 2021, "s.a."], citations=["many", 3, 4, None])
    assert found.entries["published"].isna().tolist() == [True, False, False, True]
    assert found.source.warnings == (
        "1 value in “citations” is no whole number, such as “many”; it was left out.",
        "2 values in “year” are no year, such as “n.d.”; they were left out.",
    )


def test_a_column_that_holds_something_else_than_its_name_says_is_kept_as_it_is() -> None:
    found = records(title=["A", "B"], comments=["12 pages", "5 figures"], code=["available", "upon request"])
    assert found.entries["comments_2"].tolist() == ["12 pages", "5 figures"]
    assert found.entries["code"].tolist() == ["available", "upon request"]
    assert found.source.warnings == (
        "Column “comments” is kept as “comments_2”: it does not hold what that name stands for here.",
    )


def test_page_numbers_are_no_page() -> None:
    found = entries(page=["12-20", "e7"], pages=["12-20", "7"])
    assert set(found["page"]) == {"mine"}
    assert found["page_2"].tolist() == ["12-20", "e7"]
    assert found["pages_2"].tolist() == ["12-20", "7"]


def test_pages_called_by_numbers() -> None:
    found = records(title=["A", "B", "C", "D"], page=["000", "000", "001", "001"]).entries
    assert found["page"].tolist() == ["000", "000", "001", "001"]
    assert found["rank"].tolist() == [1, 2, 1, 2]


def test_ids_of_other_programs_are_extras() -> None:
    assert entries(**{"Paper ID": ["5d10fa", "8b51d9"]})["paper_id_2"].tolist() == ["5d10fa", "8b51d9"]
    assert "paper_id_2" not in entries(paper_id=["arxiv:2410.12375", "title:b"])


def test_lists_in_unknown_columns() -> None:
    found = entries(tasks=["qa; mt", "mt; qa"], remarks=["fine; but long", "good"])
    assert [list(tasks) for tasks in found["tasks"]] == [["qa", "mt"], ["mt", "qa"]]
    assert found["remarks"].tolist() == ["fine; but long", "good"]


def test_coordinates_need_both() -> None:
    assert "x_2" in entries(x=[1, 2])
    assert entries(x=[1, 2], y=[3, 4])["x"].dtype == "Float32"


def test_unknown_columns_are_kept_under_safe_names() -> None:
    found = records(title=["A", "B"], **{"GPU hours": ["1", "2,500"], "Read?": [True, None], "Größe (cm)": [1.5, 2]})
    assert found.entries["gpu_hours"].tolist() == [1, 2500]
    assert found.entries["read"].dtype == "boolean"
    assert found.entries["größe_cm"].dtype == "Float64"
    assert found.source.warnings == ()


def test_days_in_unknown_columns_are_dates() -> None:
    found = entries(seen=["2024-05-28", "2024-06-01"], heard=["2024-05-28", "June"], felt=["2024", "2025"])
    assert schema.describe(found["seen"]).kind == "date"
    assert schema.describe(found["heard"]).kind == "category"
    assert schema.describe(found["felt"]).kind == "number"


def test_an_empty_column_is_left_out() -> None:
    assert "nothing" not in entries(nothing=[None, None])


def test_row_numbers_are_no_column() -> None:
    found = entries(**{"Unnamed: 0": [0, 1], "index": [5, 3]})
    assert "unnamed_0" not in found
    assert found["index"].tolist() == [5, 3]


def test_a_matrix_is_cut() -> None:
    found = records(title=["A"], **{f"c{number}": [number] for number in range(tables.MOST_EXTRAS + 5)})
    assert len(found.entries.columns) <= tables.MOST_EXTRAS + 5
    assert "columns beyond those known" in found.source.warnings[0]
    assert f"“c{tables.MOST_EXTRAS}”" in found.source.warnings[0]


def test_rows_without_title_are_skipped_and_the_rest_is_ranked() -> None:
    found = records(title=["A", None, "  ", "D"], year=[1999, 2000, 2001, 2002])
    assert found.entries["title"].tolist() == ["A", "D"]
    assert found.entries["rank"].tolist() == [1, 2]
    assert found.entries["published"].dt.year.tolist() == [1999, 2002]
    assert [(one.source, one.record, one.reason) for one in found.source.skipped] == [
        ("mine", "row 2", "It has no title."),
        ("mine", "row 3", "It has no title."),
    ]


def test_many_rows_without_title_are_counted() -> None:
    found = records(title=["A", *[None] * 500])
    assert len(found.source.skipped) == tables.SKIPPED_NAMED + 1
    assert found.source.skipped[-1].record == "row 102 and 399 more"


def test_places_on_pages_of_its_own() -> None:
    found = entries(page=["Monday", None], rank=[3, 1])
    assert found["page"].tolist() == ["Monday", "mine"]
    assert found["rank"].tolist() == [3, 1]


def test_places_are_counted_page_by_page() -> None:
    found = records(title=["A", "B", "C", "D"], list=["x", "y", "x", "y"]).entries
    assert found["rank"].tolist() == [1, 1, 2, 2]


def test_days_of_a_list_are_pages() -> None:
    found = entries(
        file_date=["2024-05-27", "2024-05-28"], upvotes=[3, 0], submitted_on_daily_at=[None, "2024-05-28T01:02:03Z"]
    )
    assert found["page"].tolist() == ["Daily Papers 2024-05-27", "Daily Papers 2024-05-28"]
    assert found["rank"].tolist() == [1, 1]
    assert found["listed"].tolist() == [pd.Timestamp("2024-05-27"), pd.Timestamp("2024-05-28")]


def test_links_that_run_something_are_left_out() -> None:
    found = records(title=["A", "B", "C"], url=["javascript:alert(1)", "https://nothing.example", None])
    assert found.entries["url"].isna().tolist() == [True, False, True]
    assert "no link to a web page" in found.source.warnings[0]


def test_endless_titles_are_cut() -> None:
    found = records(title=["x" * 5_000, "B"])
    assert found.entries["title"].str.len().tolist() == [tables.LONGEST_TITLE, 1]
    assert "1 title has more than 1,000 characters" in found.source.warnings[0]


def test_endless_cells_are_cut() -> None:
    found = records(title=["A"], abstract=["x" * 2_000_000])
    assert found.entries["abstract"].str.len().tolist() == [1_000_000]
    assert found.source.warnings == ("1 cell in “abstract” had more than 1,000,000 characters; the rest was cut off.",)


def test_no_title_anywhere() -> None:
    with pytest.raises(LoadError, match="mine has no row with a title"):
        records(title=[None, ""])
    with pytest.raises(LoadError, match=r"mine has no column of titles; it has “a”, “b”\. Call the one"):
        records(a=[1], b=[2])
    with pytest.raises(LoadError, match="mine has columns and no rows"):
        records(title=[])


def test_a_frame_with_an_index_of_its_own() -> None:
    frame = pd.DataFrame({"title": ["A", "B"], "mixed": [1, "x"], "when": pd.period_range("2024", periods=2, freq="M")})
    [found] = read(frame.set_index(pd.Index(["2410.00001", "2410.00002"], name="arxiv_id")))
    assert found.entries["arxiv_id"].tolist() == ["2410.00001", "2410.00002"]
    assert found.entries["mixed"].tolist() == ["1", "x"]
    assert found.source.name == "Table"


def test_columns_in_several_levels_and_categories() -> None:
    columns = pd.MultiIndex.from_tuples([("title", ""), ("n", "a"), ("n", "b")])
    [found] = read(pd.DataFrame([["A", 1, "x"]], columns=columns).astype({("n", "b"): "category"}))
    assert found.entries[["n_a", "n_b"]].iloc[0].tolist() == [1, "x"]
