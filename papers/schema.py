"""The columns of a papers frame and of the tables that go with it: the one place that names them.

A papers frame has one row a paper, a ``RangeIndex``, every column of `PAPERS` in that order, and after them any
extra columns a source brought. Missing is missing (NA); a value is never made up.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa

Kind = Literal["id", "text", "category", "many", "number", "date", "link"]
"""How a column behaves. `category` has one value a paper, `many` a list of them; `text`, `id`, `link` do not chart."""

MANY = pd.ArrowDtype(pa.list_(pa.string()))
"""dtype of many-valued columns: Arrow lists, because lists of Python objects cost ten times the memory."""

DATE = np.dtype("datetime64[s]")
"""dtype of dates. Seconds, so that years far from ours fit."""

Precision = Literal["day", "month", "year"]

CATEGORY_SHARE = 0.5
"""An extra text column whose distinct values are at most this share of its filled cells is a category."""
CATEGORY_LENGTH = 80
"""... and whose values are at most this many characters long."""


class SchemaError(ValueError):
    """A frame that does not follow the schema; the message is a sentence for the user."""


@dataclass(frozen=True)
class Column:
    """What a column is called, holds and means."""

    name: str
    kind: Kind
    label: str
    about: str
    dtype: Any = "str"
    unit: str = ""


def _table(*columns: Column) -> dict[str, Column]:
    return {column.name: column for column in columns}


PAPERS: dict[str, Column] = _table(
    # identity
    Column("paper_id", "id", "Paper id", "arxiv:2410.12375, doi:..., acl:2024.acl-long.1, else title:<slug>"),
    Column("title", "text", "Title", "title, white space folded"),
    Column("abstract", "text", "Abstract", "abstract as the source gives it, white space folded"),
    Column("summary", "text", "Summary", "one sentence on what the paper is and finds"),
    # people, place
    Column("authors", "many", "Authors", "names in the order of the paper", MANY),
    Column("organisation", "category", "Organisation", "organisation the list names for the paper"),
    Column("venue", "category", "Venue", "conference, journal or workshop"),
    Column("categories", "many", "Categories", "subject categories, such as cs.CL", MANY),
    Column("keywords", "many", "Keywords", "keywords of authors or list", MANY),
    Column("language", "category", "Written in", "language the paper is written in"),
    # time
    Column("published", "date", "Published", "first day of the day, month or year of publication", DATE),
    Column("published_precision", "category", "Date known to the", "day, month or year: how exact `published` is"),
    Column("listed", "date", "Listed", "day on which the list showed the paper", DATE),
    # links
    Column("url", "link", "Web page", "page of the paper"),
    Column("pdf_url", "link", "PDF", "the paper itself"),
    Column("code_url", "link", "Code", "repository with its code"),
    Column("project_url", "link", "Project", "page of its project"),
    Column("doi", "id", "DOI", "digital object identifier, lower case, without the resolver"),
    Column("arxiv_id", "id", "arXiv id", "2410.12375 or cs/0112017, without version"),
    Column("acl_id", "id", "ACL id", "ACL Anthology id"),
    # signals
    Column("upvotes", "number", "Upvotes", "upvotes on the list when it was read; 0 is a value", "Int64", "upvotes"),
    Column("comments", "number", "Comments", "comments on the list when it was read", "Int64", "comments"),
    Column("citations", "number", "Citations", "citations when the source was read", "Int64", "citations"),
    Column("stars", "number", "Stars", "stars of the repository when the source was read", "Int64", "stars"),
    # facts read from the text
    Column("kind", "category", "Kind", "method, model, dataset, benchmark, tool, survey, analysis, theory or system"),
    Column("system", "text", "System", "name the paper gives to its own contribution"),
    Column("models", "many", "Models", "named models it builds on, tests or compares", MANY),
    Column("datasets", "many", "Datasets", "named datasets and benchmarks", MANY),
    Column("languages", "many", "Languages", "natural languages it is about", MANY),
    # computed
    Column("topic", "category", "Topic", "path of the topic in the topic tree: 3.1 lies in 3"),
    Column("topic_label", "category", "Topic in words", "labels of the topic and of those above it, from the top"),
    Column("x", "number", "Map x", "place on the map of topics", "Float32"),
    Column("y", "number", "Map y", "place on the map of topics", "Float32"),
    Column("pages", "many", "Pages", "lists the paper stands on, from the appearances", MANY),
    Column("page_count", "number", "Pages it is on", "number of lists the paper stands on", "Int64", "pages"),
    Column("best_rank", "number", "Best rank", "its best place on any list, 1 is first", "Int64", "rank"),
)

DERIVED: dict[str, Column] = _table(
    Column("source", "many", "Source", "files and queries that hold the paper, from the appearances", MANY),
    Column("has_code", "category", "Has code", "whether its code is linked", "bool"),
    Column("has_project", "category", "Has project page", "whether the page of its project is linked", "bool"),
    Column("has_abstract", "category", "Has abstract", "whether a source gives its abstract", "bool"),
    Column("has_summary", "category", "Has summary", "whether there is a sentence on it", "bool"),
    Column("has_result", "category", "Has result", "whether it claims a result in numbers", "bool"),
    Column("metric_family", "many", "Claims about", "families of the metrics it claims something about", MANY),
    Column("momentum", "number", "Momentum", "upvotes a day since it was listed", "Float64", "upvotes a day"),
)
"""Columns that `Collection.derive` works out when they are asked for; a frame's own column of the name goes first."""

TERMS = Column("text_terms", "many", "Term", "words and pairs of words in title and abstract, by `papers.terms`", MANY)
"""Not a column of any frame: it is computed from all papers, and filtered by like one."""

APPEARANCES: dict[str, Column] = _table(
    Column("paper_id", "id", "Paper id", "the paper"),
    Column("source", "category", "Source", "file or query the entry was read from"),
    Column("page", "category", "Page", "list it stands on"),
    Column("rank", "number", "Rank", "place on that list, 1 is first", "Int64", "rank"),
    Column("retrieved", "date", "Retrieved", "when the source was read or written (UTC)", DATE),
)

RESULTS: dict[str, Column] = _table(
    Column("paper_id", "id", "Paper id", "the paper"),
    Column("value", "number", "Value", "value claimed; missing where the claim is in words", "Float64"),
    Column("value_high", "number", "Upper value", "upper end of a range", "Float64"),
    Column("unit", "category", "Unit", "x, %, points, score, count, time, money, params, tokens, bytes or other"),
    Column("metric", "text", "Metric", "what is measured"),
    Column("family", "category", "Quantity", "family of the metric, such as speed-up, memory or accuracy"),
    Column("direction", "category", "Direction", "up or down: which way the claimed change goes"),
    Column("better", "category", "Better", "higher or lower: which way is good"),
    Column("comparison", "text", "Compared with", "baseline"),
    Column("on", "text", "Where", "dataset, model or setting where it holds"),
    Column("quote", "text", "Quote", "words of the paper that state it: the text from start to end"),
    Column("field", "category", "Stands in", "title or abstract"),
    Column("start", "number", "Start", "offset of the quote in the field, in characters", "Int64"),
    Column("end", "number", "End", "offset of its end", "Int64"),
    Column("confidence", "number", "Confidence", "how sure the reader is, 0 to 1", "Float64"),
    Column("claim", "category", "Claimed in", "number, or words where nothing is counted"),
    Column("reader", "category", "Read by", "rules, the name of a model, or hand"),
)

SCALE: dict[str, Column] = _table(
    Column("paper_id", "id", "Paper id", "the paper"),
    Column("value", "number", "Value", "size in base units", "Float64"),
    Column("unit", "category", "Unit", "params, tokens, context, languages, examples, hours, gpus, bytes or other"),
    RESULTS["quote"],
    RESULTS["field"],
    RESULTS["start"],
    RESULTS["end"],
    RESULTS["confidence"],
    RESULTS["reader"],
)

VARIANTS: dict[str, Column] = _table(
    Column("paper_id", "id", "Paper id", "the paper"),
    PAPERS["arxiv_id"],
    PAPERS["doi"],
    PAPERS["acl_id"],
    Column("title_key", "id", "Title key", "title without case, accents, markup, punctuation and blanks"),
    Column("year", "number", "Year", "year of publication", "Int64"),
    PAPERS["authors"],
)

DOUBTFUL: dict[str, Column] = _table(
    Column("left", "id", "One paper", "paper_id of one paper"),
    Column("right", "id", "Other paper", "paper_id of another that may be the same"),
    Column("score", "number", "Score", "how likely they are one, 0 to 1", "Float64"),
    Column("reasons", "many", "Reasons", "what speaks for it and against it, in words", MANY),
)


def conform(frame: pd.DataFrame, columns: dict[str, Column] = PAPERS) -> pd.DataFrame:
    """Return the frame with every column of the schema, in order and in its dtype; extra columns follow.

    Raises
    ------
    SchemaError
        If a value does not fit the dtype of its column, or two columns have one name.
    """
    _check_names(frame)
    index = pd.RangeIndex(len(frame))
    out: dict[str, pd.Series] = {}
    for column in columns.values():
        if column.name not in frame:
            out[column.name] = pd.Series(pd.NA if column.dtype != DATE else pd.NaT, index=index, dtype=column.dtype)
            continue
        values = frame[column.name].set_axis(index)
        if isinstance(values.dtype, pd.DatetimeTZDtype):
            values = values.dt.tz_convert(None)
        try:
            out[column.name] = values.astype(column.dtype)
        except (TypeError, ValueError, pa.ArrowException) as error:
            raise SchemaError(f"Column “{column.name}” holds a value that is no {column.kind}: {error}.") from error
    extras = {str(name): frame[name].set_axis(index) for name in frame.columns if name not in columns}
    return pd.DataFrame(out | extras, index=index)


def validate(frame: pd.DataFrame, columns: dict[str, Column] = PAPERS) -> None:
    """Check that a frame follows the schema.

    Raises
    ------
    SchemaError
        Naming the first thing that is wrong: a missing column, a dtype, a repeated or missing `paper_id`.
    """
    _check_names(frame)
    for column in columns.values():
        if column.name not in frame:
            raise SchemaError(f"Column “{column.name}” is missing ({column.about}).")
        expected = pd.Series([], dtype=column.dtype).dtype
        if frame[column.name].dtype != expected:
            raise SchemaError(f"Column “{column.name}” has dtype {frame[column.name].dtype}; it should be {expected}.")
    if columns is PAPERS:
        ids = frame["paper_id"]
        if ids.isna().any():
            raise SchemaError(f"Row {int(ids.isna().to_numpy().argmax())} has no paper_id.")
        if ids.duplicated().any():
            raise SchemaError(f"Two rows have the paper_id “{ids[ids.duplicated()].iloc[0]}”.")


def _check_names(frame: pd.DataFrame) -> None:
    repeated = frame.columns[frame.columns.duplicated()]
    if len(repeated):
        raise SchemaError(f"Column “{repeated[0]}” stands twice; every column needs a name of its own.")


def describe(series: pd.Series) -> Column:
    """Return what is known of a column: its entry in `PAPERS`, else a description guessed from the values."""
    name = str(series.name)
    known = PAPERS.get(name)
    if known is not None:
        return known
    label = name.replace("_", " ").strip() or name
    label = label[:1].upper() + label[1:]  # and no more: “GPU hours”, “rank on Monday”
    return Column(name, _kind(series), label, "column of the source", series.dtype)


def _kind(series: pd.Series) -> Kind:
    dtype = series.dtype
    if isinstance(dtype, pd.ArrowDtype):
        arrow = dtype.pyarrow_dtype
        if pa.types.is_list(arrow) or pa.types.is_large_list(arrow):
            return "many"
        if pa.types.is_date(arrow):
            return "date"
    if pd.api.types.is_bool_dtype(dtype):
        return "category"
    if pd.api.types.is_numeric_dtype(dtype):
        return "number"
    if pd.api.types.is_datetime64_any_dtype(dtype):
        return "date"
    filled = series.dropna().astype("str")
    if filled.empty or filled.str.len().max() > CATEGORY_LENGTH:
        return "text"
    return "category" if filled.nunique() <= max(2, CATEGORY_SHARE * len(filled)) else "text"
