"""How columns are cut into bins: which bins, in which order, with which words."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papers import schema
from papers.dimensions import IMPRECISE, MISSING, Categories, Dates, Dimensions, Many, Numbers, UnknownColumnError
from papers.dimensions.dates import BIN_LIMIT

unhurried = settings(deadline=None, max_examples=100)


def cut(values, name="column", dtype=None, **how):
    return Dimensions(pd.DataFrame({name: pd.Series(values, dtype=dtype)})).get(name, **how)


def numbers(values, **how) -> Numbers:
    dimension = cut(values, dtype="float64", **how)
    assert isinstance(dimension, Numbers)
    return dimension


def dates(days, precision=None, **how) -> Dates:
    columns = {"published": pd.Series(pd.to_datetime(days), dtype=schema.DATE)}
    if precision is not None:
        columns["published_precision"] = pd.Series(precision, dtype="str")
    dimension = Dimensions(pd.DataFrame(columns)).get("published", **how)
    assert isinstance(dimension, Dates)
    return dimension


# categories


def test_the_most_frequent_category_comes_first_and_the_missing_last():
    dimension = cut(["b", "a", None, "C", "b", None, None], "venue", "str")
    assert isinstance(dimension, Categories)
    assert dimension.values == ["b", "a", "C", MISSING]
    assert dimension.labels == ["b", "a", "C", "not given"]
    assert dimension.totals.tolist() == [2, 1, 1, 3]


def test_there_is_no_missing_bin_if_nothing_is_missing():
    assert cut(["a", "b"], "venue", "str").values == ["a", "b"]


def test_an_empty_text_is_a_value_with_a_label():
    dimension = cut(["", "a", ""], "venue", "str")
    assert dimension.values == ["", "a"]
    assert dimension.labels == ["(empty)", "a"]


def test_a_paper_counts_once_in_each_of_its_bins():
    dimension = cut([["B", "A", "B"], ["B"], [], None, [None], ["A", None]], "authors", schema.MANY)
    assert isinstance(dimension, Many)
    assert dimension.values == ["A", "B", MISSING]
    assert dimension.totals.tolist() == [2, 2, 3]
    assert dimension.widths.tolist() == [2, 1, 1, 1, 1, 1]
    assert dimension.counts(np.array([True, False, True, False, False, True])).tolist() == [2, 1, 1]
    assert dimension.rows(["B", MISSING, "nobody"]).tolist() == [True, True, True, True, True, False]
    assert dimension.hits(dimension.codes(["A", "B"])).tolist() == [2, 1, 0, 0, 0, 1]


@pytest.mark.parametrize(
    "lists",
    [
        pd.Series([["x", "y"], None, ["x"]]),
        pd.Series([["x", "y"], None, ["x"]], dtype=pd.ArrowDtype(pa.large_list(pa.large_string()))),
        pd.Series(pd.arrays.ArrowExtensionArray(pa.chunked_array([[["x", "y"]], [None, ["x"]]]))),
        pd.Series([["q"], ["x", "y"], None, ["x"]], dtype=schema.MANY).iloc[1:].reset_index(drop=True),
    ],
    ids=["objects", "large", "chunks", "slice"],
)
def test_lists_of_every_make(lists):
    dimension = cut(lists, "authors")
    assert dimension.values == ["x", "y", MISSING]
    assert dimension.totals.tolist() == [2, 1, 1]


def test_a_plain_column_under_the_name_of_a_many_valued_one_has_one_value_a_paper():
    assert cut(["x", None, "x"], "authors", "str").totals.tolist() == [2, 1]


def test_true_and_false_are_yes_and_no():
    dimension = cut([True, False, True], "has_code", "boolean")
    assert dimension.values == ["true", "false"]
    assert dimension.labels == ["yes", "no"]


@pytest.mark.parametrize("dtype", ["category", "str", "object", "string", pd.ArrowDtype(pa.string())])
def test_texts_of_every_make(dtype):
    dimension = cut(["x", None, "x"], "venue", dtype)
    assert dimension.values == ["x", MISSING]
    assert dimension.totals.tolist() == [2, 1]


def test_objects_of_several_types_are_texts():
    assert cut(["x", 3, None, 3], "venue", "object").values == ["3", "x", MISSING]


@unhurried
@given(st.lists(st.none() | st.text(max_size=3), max_size=20))
def test_values_and_codes_are_inverse(values):
    values = [value if value is None else value.encode("utf-8", "replace").decode() for value in values]
    dimension = cut(values, "venue", "object")
    assert dimension.codes(dimension.values).tolist() == list(range(dimension.size))
    for row, value in enumerate(values):
        assert dimension.rows([value])[row]


# numbers


def test_few_integers_have_a_bin_each():
    dimension = numbers([3, 5, 5, np.nan, np.inf])
    assert dimension.values == [3, 4, 5, MISSING]
    assert dimension.labels == ["3", "4", "5", "not given"]
    assert dimension.totals.tolist() == [1, 0, 2, 2]


def test_many_integers_share_bins_of_a_round_width():
    dimension = numbers(range(3, 240))
    assert dimension.labels[:2] == ["0–9", "10–19"]
    assert dimension.labels[-1] == "230–239"


def test_years_have_no_thousands_separator_and_large_numbers_have():
    assert numbers([1999, 2003]).labels[0] == "1999"
    assert numbers([15_000, 15_001]).labels == ["15,000", "15,001"]


def test_fractions_have_round_edges():
    dimension = numbers(np.linspace(0.03, 0.98, 50))
    assert dimension.edges[:4].tolist() == [0, 0.05, 0.1, 0.15]
    assert dimension.labels[1] == "0.05–0.1"


def test_the_last_bin_holds_its_upper_edge():
    dimension = numbers([0.0, 0.5, 1.0])
    assert dimension.edges[-1] == 1
    assert dimension.totals[-1] == 1


def test_a_heavy_tail_has_a_logarithmic_scale():
    dimension = numbers([0, 0, 1, 3, 4, 7, 8, 12, 30, 700])
    assert dimension.labels == ["0", "1", "2–4", "5–9", "10–19", "20–49", "50–99", "100–199", "200–499", "500–999"]
    assert dimension.totals.tolist() == [2, 1, 2, 2, 1, 1, 0, 0, 0, 1]


def test_negative_numbers_have_words_for_between():
    assert numbers([-100, -50, 0]).labels[0] == "−100 to −96"


def test_bins_can_be_asked_for():
    assert 8 <= len(numbers([0, 1, 2, 3, 500], bins=10).edges) - 1 <= 12
    assert numbers([0, 1, 500], bins=0).size >= 1


@pytest.mark.parametrize("value", [0.0, 5.0, -2.5, 0.1, 1e300, -1e-300, 5e-324, 2.0**60])
def test_a_constant_has_one_bin(value):
    dimension = numbers([value, value])
    assert dimension.totals.tolist() == [2]
    assert dimension.edges[0] <= value <= dimension.edges[-1]


@unhurried
@given(st.lists(st.floats() | st.integers(-100, 1000).map(float), max_size=30), st.none() | st.integers(-1, 2000))
@example([-1.7e308, 1.7e308], None)
@example([0.5, 2.25], -1)
@example([1e-300, 1e300, 1e-290], None)
@example([0.0, 5e-324], None)
@example([1e16, 1e16 + 2], None)
@example([0.1, 0.1 + 2e-17, 0.30000000000000004], None)
def test_any_numbers_can_be_cut(values, bins):
    dimension = numbers(values, bins=bins)
    given = np.array([value for value in values if np.isfinite(value)])
    assert dimension.totals.sum() == len(values)
    assert len(dimension.values) == len(dimension.labels) == dimension.size <= 2500
    if not len(given):
        assert len(dimension.edges) == 0
        return
    assert (np.diff(dimension.edges) > 0).all()
    assert dimension.edges[0] <= given.min() <= given.max() <= dimension.edges[-1]
    expected = np.histogram(given, dimension.edges)[0]
    assert dimension.totals[: len(expected)].tolist() == expected.tolist()


@unhurried
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_integers_have_integer_edges_and_no_empty_ends(values):
    dimension = numbers(values)
    assert (dimension.edges == np.floor(dimension.edges)).all()
    assert dimension.totals[0] > 0
    assert dimension.totals[len(dimension.edges) - 2] > 0
    assert len(set(dimension.labels)) == dimension.size


# dates


@pytest.mark.parametrize(
    ("first", "last", "unit", "labels"),
    [
        ("2024-02-27", "2024-03-02", "day", ["2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02"]),
        ("2023-11-15", "2025-02-01", "month", ["2023-11", "2023-12", "2024-01"]),
        ("2015-05-01", "2023-01-01", "quarter", ["2015 Q2", "2015 Q3", "2015 Q4", "2016 Q1"]),
        ("1952-06-01", "2025-01-01", "year", ["1952", "1953"]),
    ],
)
def test_the_span_decides_on_the_unit(first, last, unit, labels):
    dimension = dates([first, last])
    assert dimension.unit == unit
    assert dimension.labels[: len(labels)] == labels
    assert dimension.totals[0] == dimension.totals[-1] == 1


def test_bins_begin_on_the_first_day_of_their_period_and_follow_each_other():
    dimension = dates(["2023-11-15", None, "2024-02-29"], unit="month")
    assert dimension.values == ["2023-11-01", "2023-12-01", "2024-01-01", "2024-02-01", MISSING]
    assert dimension.edges.astype(str).tolist() == [*dimension.values[:-1], "2024-03-01"]
    assert dimension.totals.tolist() == [1, 0, 0, 1, 1]


def test_a_unit_can_be_asked_for_but_not_for_more_bins_than_can_be_shown():
    assert dates(["2024-01-05", "2024-12-01"], unit="quarter").labels == ["2024 Q1", "2024 Q2", "2024 Q3", "2024 Q4"]
    assert dates(["1950-01-01", "2024-01-01"], unit="day").unit == "month"
    assert dates(["2024-01-01", "2024-01-09"], unit="fortnight").unit == "day"


def test_dates_known_to_the_month_or_year_are_not_put_on_the_first_day():
    days, precision = ["2024-03-01", "2024-03-01", "2024-01-01", None], ["day", "month", "year", None]
    by_day = dates(days, precision, unit="day")
    assert by_day.values == ["2024-03-01", IMPRECISE, MISSING]
    assert by_day.labels == ["2024-03-01", "month or year only", "not given"]
    assert by_day.totals.tolist() == [1, 2, 1]
    by_month = dates(days, precision, unit="month")
    assert by_month.values == ["2024-03-01", IMPRECISE, MISSING]
    assert by_month.labels[1] == "year only"
    assert by_month.totals.tolist() == [2, 1, 1]
    by_year = dates(days, precision, unit="year")
    assert by_year.values == ["2024-01-01", MISSING]
    assert by_year.totals.tolist() == [3, 1]


def test_a_unit_without_a_place_for_most_dates_is_not_chosen():
    assert dates(["2024-01-01", "2024-01-05", "2024-01-20"], ["year", "year", "day"]).unit == "year"
    assert dates(["2024-01-01", "2024-01-05", "2024-01-20"], ["month", "month", "day"]).unit == "month"


def test_the_interval_of_a_date_is_the_period_that_is_known():
    dimension = dates(["2024-02-01", "2023-01-01", "2024-02-03", None], ["month", "year", "day", "day"])
    assert dimension.first.astype(str).tolist() == ["2024-02-01", "2023-01-01", "2024-02-03", "NaT"]
    assert dimension.last.astype(str).tolist() == ["2024-02-29", "2023-12-31", "2024-02-03", "NaT"]


def test_a_date_that_no_calendar_has_is_missing():
    far = pd.Series(np.array(["2024-01-01", "292000-01-01", "-0044-03-15"], "datetime64[s]"))
    assert cut(far, "published").values == ["2024-01-01", MISSING]


@pytest.mark.parametrize(
    "dtype",
    ["datetime64[ns]", "datetime64[ns, UTC]", pd.ArrowDtype(pa.timestamp("us", "UTC")), pd.ArrowDtype(pa.date32())],
)
def test_dates_of_every_make(dtype):
    days = pd.Series(pd.to_datetime(["2024-01-05", None, "2024-01-05"], utc="UTC" in str(dtype))).astype(dtype)
    assert cut(days, "published").totals.tolist() == [2, 1]


def test_texts_under_the_name_of_a_date_are_read():
    assert cut(["2024-01-05", "soon", None], "published", "str").totals.tolist() == [1, 2]


@unhurried
@given(
    st.lists(st.tuples(st.none() | st.dates(), st.sampled_from(["day", "month", "year", None])), max_size=20),
    st.sampled_from([None, "day", "month", "quarter", "year"]),
)
@example([(date.min, "day"), (date.max, "year")], None)
def test_any_dates_can_be_cut(papers, unit):
    dimension = dates([day for day, _ in papers], [precision for _, precision in papers], unit=unit)
    assert dimension.totals.sum() == len(papers)
    assert len(dimension.values) == len(dimension.labels) == dimension.size <= max(BIN_LIMIT, 9999) + 2
    assert (np.diff(dimension.edges).astype(int) > 0).all()
    placed = len(dimension.edges) - 1
    if placed > 0:
        assert dimension.totals[0] > 0
        assert dimension.totals[placed - 1] > 0


# the catalogue


FRAME = pd.DataFrame(
    {
        "title": ["a", "b"],
        "authors": pd.Series([[], None], dtype=schema.MANY),
        "keywords": pd.Series([["x"], None], dtype=schema.MANY),
        "upvotes": pd.Series([1, None], dtype="Int64"),
        "stars": pd.Series([None, None], dtype="Int64"),
        "published": pd.Series(pd.to_datetime(["2024-01-01", None])),
    }
)


def test_only_columns_with_values_are_named():
    dimensions = Dimensions(FRAME)
    assert dimensions.names() == ["title", "keywords", "upvotes", "published"]
    assert dimensions.names("many") == ["keywords"]
    assert dimensions.names(["number", "date"]) == ["upvotes", "published"]


def test_a_dimension_is_built_once_for_each_cut():
    dimensions = Dimensions(FRAME)
    assert dimensions.get("published") is dimensions.get("published")
    assert dimensions.get("published", unit="year") is not dimensions.get("published", unit="day")


def test_columns_that_are_not_in_the_frame_are_derived_once():
    asked = []

    def derive(name):
        asked.append(name)
        return pd.Series([2, 1]) if name == "rank on Monday" else None

    dimensions = Dimensions(FRAME, derive)
    assert dimensions.get("rank on Monday").values == [1, 2]
    assert dimensions.get("rank on Monday", bins=5).size == 2
    assert asked == ["rank on Monday"]
    with pytest.raises(UnknownColumnError, match="These papers have no column “colour”"):
        dimensions.series("colour")


def test_columns_of_other_kinds_are_categories():
    assert Dimensions(FRAME).get("title").values == ["a", "b"]


def test_derived_columns_are_listed_after_the_others_if_they_are_named():
    flags = {"has_code": pd.Series([True, False]), "upvotes": pd.Series([7, 7]), "momentum": pd.Series([pd.NA] * 2)}
    dimensions = Dimensions(FRAME, flags.get, ["has_code", "upvotes", "momentum"])
    assert dimensions.names() == ["title", "keywords", "upvotes", "published", "has_code"]
    assert dimensions.names("category") == ["has_code"]
    assert dimensions.column("has_code").label == "Has code"
    assert dimensions.get("has_code").labels == ["no", "yes"]
    assert dimensions.get("upvotes").values == [1, MISSING]  # the frame's own
    assert "momentum" not in dimensions.names()


def test_a_column_of_ones_own_is_not_described_as_a_derived_one():
    dimensions = Dimensions(FRAME.assign(has_code=["perhaps", "perhaps"]))
    assert dimensions.column("has_code").about == "column of the source"


class TestTopics:
    def dimension(self):
        return self.get(["1.1", "1.2", "2", None], ["Owls › Barn", "Owls › Snow", "Tides", None])

    def get(self, paths, labels):
        ids = [f"title:{place}" for place in range(len(paths))]
        frame = pd.DataFrame({"paper_id": ids, "topic": paths, "topic_label": labels})
        return Dimensions(schema.conform(frame)).get("topic")

    def test_a_paper_stands_in_its_topic_and_in_all_above(self):
        assert dict(zip(self.dimension().values, self.dimension().totals.tolist(), strict=True)) == {
            "1": 2, "1.1": 1, "1.2": 1, "2": 1, None: 1,
        }  # fmt: skip

    def test_labels_are_those_of_each_level(self):
        assert [self.dimension().label(path) for path in ("1", "1.1", "2", None)] == [
            "Owls",
            "Barn",
            "Tides",
            "not given",
        ]

    def test_the_same_label_twice_says_where_it_lies(self):
        assert self.get(["1.1", "2.1"], ["Owls › Eggs", "Wrens › Eggs"]).label("2.1") == "Wrens › Eggs"

    def test_a_topic_of_unknown_name_is_called_by_its_path(self):
        assert self.get(["3.1", "3"], [None, None]).label("3.1") == "3.1"
