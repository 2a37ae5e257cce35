"""Columns of a table as values: texts, numbers and lists out of whatever the cells hold.

Everything is done in Arrow, a column at a time; where a cell needs a closer look, each distinct one is looked at once.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from papers import schema

LONGEST = 1_000_000
"""Most characters of a cell; what is longer is no abstract and is cut."""
NOTHING = pa.array(
    ["-", "--", "?", "n/a", "na", "nan", "nat", "none", "null", "nil", "<na>", "#n/a", "unknown"], pa.large_string()
)
"""What stands, in lower case, in cells that are empty. Of a title only the empty text is believed."""
LIST_SHARE = 0.1
"""Share of the filled cells of a column of lists that have more than one item."""
SEPARATOR = "\x1f"
"""Between the items of a list that is held as text: the unit separator of ASCII, which no text has left by then."""
TEXT = pa.large_string()
"""Text with 64-bit offsets, so that a column may have any size."""

_LONGEST_NOTHING = pc.max(pc.binary_length(NOTHING)).as_py()
_UNSEEN = r"[\x00-\x08\x0e-\x1f\x7f-\x{9f}\x{ad}\x{200b}\x{2060}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{feff}]"
"""Characters that show nothing, among them those that turn the direction of what follows."""
_BLANK = r"[\p{Z}\t\n\v\f\r]"
_UNTIDY = rf"{_UNSEEN}|{_BLANK}{{2}}|[^\P{{Z}} ]|[\t\n\v\f\r]|^ | $"
_DIGITS = r"^[-+]?(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:,\d{3}){1,4})"
"""A whole number, without leading zero and short enough to be exact as a float: other digits are an id."""
_INTEGER = rf"{_DIGITS}$"
_DECIMAL = rf"{_DIGITS}(?:\.\d+)?(?:[eE][-+]?\d{{1,2}})?$"
_SHORTENED = re.compile(r"([-+]?[\d.,]+) ?([km]?)\+?", re.IGNORECASE)
_MULTIPLES = {"k": 1e3, "m": 1e6, "": 1.0}
_NAMES = ("name", "full_name", "fullname", "display_name", "displayName", "text", "label", "term", "value")
"""Fields that hold what a nested record is called, the surest first."""
_PARTS = (("given", "family"), ("first", "last"), ("firstName", "lastName"), ("first_name", "last_name"))


@dataclass(frozen=True)
class Read:
    """Values read from a column.

    Attributes
    ----------
    values : Array
    misfits : int
        Filled cells that did not fit; they are missing among the values.
    example : str
        The first of them.
    """

    values: pa.Array
    misfits: int = 0
    example: str = ""

    @property
    def fits(self) -> bool:
        """Whether at least half of the filled cells fit."""
        return len(self.values) - self.values.null_count >= self.misfits


def whole(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """Return a column in one piece, text as `TEXT`, dictionaries and extension types resolved."""
    if isinstance(column.type, pa.BaseExtensionType):
        chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
        column = pa.chunked_array([chunk.storage for chunk in chunks], column.type.storage_type)
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_string(column.type) or pa.types.is_string_view(column.type):
        column = column.cast(TEXT)
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def cut(column: pa.Array) -> tuple[pa.Array, int]:
    """Return a column without what is longer than `LONGEST`, and how many cells were."""
    if not pa.types.is_large_string(column.type):
        return column, 0
    long = pc.greater(pc.binary_length(column), LONGEST)
    count = pc.sum(long).as_py() or 0
    return (where(long, pc.utf8_slice_codeunits(column, 0, LONGEST), column) if count else column), count


def gather(values: Sequence[Any]) -> pa.Array:
    """Return Python values as a column: in the Arrow type they have in common, else as texts."""
    try:
        return whole(pa.array(values, from_pandas=True))
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        return pa.array([_plain(value) for value in values], TEXT)


def stack(tables: Sequence[pa.Table]) -> pa.Table:
    """Return tables below each other; columns whose types have nothing in common become texts."""
    types: dict[str, set[pa.DataType]] = {}
    for table in tables:
        for field in table.schema:
            types.setdefault(field.name, set()).add(field.type)
    for name in (name for name, kinds in types.items() if not _agree(kinds)):
        tables = [_with_text(table, name) for table in tables]
    return pa.concat_tables(tables, promote_options="permissive")


def each(values: pa.Array, function: Callable[[str], Any], kind: pa.DataType) -> pa.Array:
    """Return the function's value for each text, asked once for each distinct one; missing for missing."""
    encoded = values.dictionary_encode()
    return pa.array([function(value) for value in encoded.dictionary.to_pylist()], kind).take(encoded.indices)


def each_item(lists: pa.Array, function: Callable[[str], str]) -> pa.Array:
    """Return lists with the function's value for each item."""
    items = each(lists.flatten(), function, lists.type.value_type)
    offsets = np.append(0, np.cumsum(pc.list_value_length(lists).fill_null(0).to_numpy(zero_copy_only=False)))
    rows = pa.array(offsets.astype(np.int32 if pa.types.is_list(lists.type) else np.int64))
    return type(lists).from_arrays(rows, items, mask=lists.is_null())


def read(texts: pa.Array, values: pa.Array) -> Read:
    """Return values with an account of the texts that gave none."""
    misfits = pc.and_(pc.is_valid(texts), pc.is_null(values))
    found = pc.sum(misfits).as_py() or 0
    return Read(values, found, texts.filter(misfits)[0].as_py() if found else "")


def where(mask: pa.Array, values: pa.Array, otherwise: pa.Array | None = None) -> pa.Array:
    """Return the values where the mask is true, elsewhere the others, or missing."""
    return pc.if_else(
        pc.fill_null(mask, False), values, pa.scalar(None, values.type) if otherwise is None else otherwise
    )


def firsts(column: pa.Array) -> pa.Array:
    """Return the first item of each list; a column of anything else as it is."""
    if not is_list(column.type):
        return column
    return pc.list_element(where(pc.greater(pc.list_value_length(column), 0), column), 0)


def framed(before: str, texts: pa.Array, after: str = "") -> pa.Array:
    """Return texts with something before and after each."""
    return pc.binary_join_element_wise(pa.scalar(before, TEXT), texts, pa.scalar(after, TEXT), pa.scalar("", TEXT))


def text(column: pa.Array) -> pa.Array:
    """Return a column as `TEXT`: white space folded, what shows nothing taken out, empty cells missing."""
    texts = _texts(column)
    untidy = pc.fill_null(pc.match_substring_regex(texts, _UNTIDY), False)
    if pc.any(untidy).as_py():
        tidied = pc.replace_substring_regex(texts.filter(untidy), _UNSEEN, "")
        tidied = pc.replace_substring_regex(tidied, f"{_BLANK}+", " ")
        texts = pc.replace_with_mask(texts, untidy, pc.utf8_trim_whitespace(tidied))
    return _without(texts, pc.equal(pc.binary_length(texts), 0))


def label(column: pa.Array) -> pa.Array:
    """Return a column as `TEXT` like `text`; cells that say that there is nothing are missing, too."""
    texts = text(column)
    short = pc.less_equal(pc.binary_length(texts), _LONGEST_NOTHING)
    return _without(texts, pc.and_(short, pc.is_in(pc.utf8_lower(where(short, texts)), NOTHING)))


def number(column: pa.Array) -> Read:
    """Return a column as float64: 12, 12.0, "1,234", "11.3k"."""
    if _is_number(column.type):
        return Read(_floats(column))
    texts = label(column)
    return read(texts, each(texts, _number, pa.float64()))


def count(column: pa.Array) -> Read:
    """Return a column as int64 like `number`; what is less than zero or no whole number is a misfit."""
    found = number(column).values
    fits = pc.and_(pc.equal(found, pc.floor(found)), pc.and_(pc.greater_equal(found, 0.0), pc.less(found, 2.0**53)))
    return read(label(column), where(fits, found).cast(pa.int64()))


def many(column: pa.Array, split: Callable[[str], Sequence[str]]) -> pa.Array:
    """Return a column as lists of text, list_(string): without empty items, a list without items is missing.

    Lists stay what they are; a text is split at semicolons, else as ``split(text)`` says. That is asked for JSON and
    Python lists, too, which a text in brackets may be.
    """
    if is_list(column.type):
        items = text(_named(whole(pc.list_flatten(column))))
        return _lists(items, pc.list_parent_indices(column), len(column))
    texts = label(_named(column))
    brackets = pc.starts_with(texts, "[")
    unclear = pc.and_not(pc.match_substring_regex(texts, r"[,|& ]"), pc.match_substring(texts, ";"))
    closer = pc.fill_null(pc.or_(brackets, unclear), False)
    joined = pc.replace_substring(texts, ";", SEPARATOR)
    if pc.any(closer).as_py():
        looked_at = each(texts.filter(closer), lambda cell: SEPARATOR.join(split(cell)), TEXT)
        joined = pc.replace_with_mask(joined, closer, looked_at)
    parts = pc.split_pattern(joined, SEPARATOR)
    return _lists(text(whole(pc.list_flatten(parts))), pc.list_parent_indices(parts), len(column))


def are_lists(texts: pa.Array) -> bool:
    """Return whether texts are lists of terms: with semicolons between short items, of which most occur again."""
    semicolons = pc.match_substring_regex(texts, r"[^;\s]\s*;[;\s]*[^;\s]")
    if LIST_SHARE * (len(texts) - texts.null_count) > (pc.sum(semicolons).as_py() or 0):
        return False
    items = text(whole(pc.list_flatten(pc.split_pattern(texts, ";")))).drop_null()
    longest = pc.max(pc.utf8_length(items)).as_py() or 0
    return longest <= schema.CATEGORY_LENGTH and len(items.unique()) <= schema.CATEGORY_SHARE * len(items)


def extra(column: pa.Array) -> pa.Array:
    """Return a column that nothing is known of in the type its values have: numbers, truth values, lists, texts.

    Texts are numbers if all of them are. A number with a leading zero, or of more than 15 digits, is an id.
    """
    kind = column.type
    if pa.types.is_boolean(kind):
        return column
    if pa.types.is_integer(kind) and not pa.types.is_uint64(kind):
        return column.cast(pa.int64())
    if _is_number(kind):
        return _integers(_floats(column))
    if is_list(kind):
        return many(column, lambda cell: [cell])
    texts = text(column)
    numbers = where(pc.match_substring_regex(labels := label(texts), _DECIMAL), pc.replace_substring(labels, ",", ""))
    if len(numbers) > numbers.null_count and numbers.null_count == labels.null_count:
        return _integers(numbers.cast(pa.float64()))
    return texts


def series(values: pa.Array, column: str) -> pd.Series:
    """Return Arrow values as a column of a papers frame, in a dtype that can miss values."""
    known = schema.PAPERS.get(column)
    kind = values.type
    if (known is not None and known.kind == "many") or is_list(kind):
        return pd.Series(
            pd.arrays.ArrowExtensionArray(pa.chunked_array([values.cast(pa.list_(pa.string()))])), name=column
        )
    if pa.types.is_large_string(kind):
        return pd.Series(_from_arrow(pd.StringDtype(na_value=np.nan), values), name=column)
    if pa.types.is_timestamp(kind):
        return pd.Series(
            values.cast(pa.timestamp("s")).to_numpy(zero_copy_only=False).astype("datetime64[s]"), name=column
        )
    dtype = {"i": "Int64", "f": "Float64", "b": "boolean"}[np.dtype(kind.to_pandas_dtype()).kind]
    numbers = pd.Series(_from_arrow(pd.api.types.pandas_dtype(dtype), values), name=column)
    return numbers if known is None else numbers.astype(known.dtype)


def _from_arrow(dtype: Any, values: pa.Array) -> Any:
    return dtype.__from_arrow__(pa.chunked_array([values]))


def is_list(kind: pa.DataType) -> bool:
    """Return whether a type holds several values."""
    return pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)


def _agree(types: set[pa.DataType]) -> bool:
    try:
        pa.unify_schemas([pa.schema([("", kind)]) for kind in types], promote_options="permissive")
    except (pa.ArrowTypeError, pa.ArrowInvalid):
        return False
    return True


def _with_text(table: pa.Table, name: str) -> pa.Table:
    if name not in table.column_names:
        return table
    place = table.column_names.index(name)
    return table.set_column(place, name, _texts(whole(table.column(place))))


def _is_number(kind: pa.DataType) -> bool:
    return pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)


def _floats(column: pa.Array) -> pa.Array:
    """Return numbers as float64, those that are none (NaN, infinite) missing."""
    floats = column.cast(pa.float64(), safe=False)
    return where(pc.is_finite(floats), floats)


def _integers(floats: pa.Array) -> pa.Array:
    """Return numbers as int64 if all of them are whole and exact."""
    exact = pc.and_(pc.equal(floats, pc.floor(floats)), pc.less(pc.abs(floats), 2.0**53))
    return floats.cast(pa.int64()) if pc.all(pc.fill_null(exact, True)).as_py() else floats


def _without(texts: pa.Array, mask: pa.Array) -> pa.Array:
    """Return texts, missing where the mask is true. Most columns have no such cell and are not copied."""
    return where(pc.invert(mask), texts) if pc.any(mask).as_py() else texts


def _number(cell: str) -> float | None:
    match = _SHORTENED.fullmatch(cell)
    if match is None:
        return None
    digits, multiple = match.groups()
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    try:
        value = float(digits) * _MULTIPLES[multiple.lower()]
    except ValueError:
        return None
    return round(value, 6) if np.isfinite(value) else None


def _texts(column: pa.Array) -> pa.Array:
    """Return a column of any type as text."""
    kind = column.type
    if pa.types.is_large_string(kind):
        return column
    if pa.types.is_timestamp(kind):
        return pc.replace_substring_regex(column.cast(pa.timestamp("s"), safe=False).cast(TEXT), r"[ T]00:00:00Z?$", "")
    if is_list(kind):
        items = _texts(_named(whole(pc.list_flatten(column))))
        lists = _lists(items, pc.list_parent_indices(column), len(column))
        return pc.binary_join(lists, "; ").cast(TEXT)
    if pa.types.is_struct(kind) or pa.types.is_map(kind):
        return pa.array([_json(value) for value in column.to_pylist()], TEXT)
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.array([value and value.decode(errors="replace") for value in column.to_pylist()], TEXT)
    return column.cast(TEXT)


def _plain(value: Any) -> str | None:
    if value is None or (isinstance(value, float) and value != value) or value is pd.NaT or value is pd.NA:
        return None
    text = _json(value) if isinstance(value, (str, list, tuple, dict)) else str(value)
    return text and text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _json(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)


def _named(column: pa.Array) -> pa.Array:
    """Return what the records in a column are called; a column that holds none as it is."""
    if not pa.types.is_struct(column.type):
        return column
    fields = {field.name for field in column.type}
    for name in _NAMES:
        if name in fields:
            return _texts(whole(pc.struct_field(column, name)))
    for given, family in _PARTS:
        if {given, family} <= fields:
            parts = [_texts(whole(pc.struct_field(column, part))) for part in (given, family)]
            return pc.binary_join_element_wise(*parts, pa.scalar(" ", TEXT), null_handling="skip")
    return _texts(column)


def _lists(items: pa.Array, parents: pa.Array, size: int) -> pa.Array:
    """Return `size` lists of the items that are not missing; `parents` says in which list an item stands."""
    there = pc.is_valid(items)
    counts = np.bincount(parents.filter(there).to_numpy(), minlength=size)
    ends = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return pa.ListArray.from_arrays(ends, items.filter(there).cast(pa.string()), mask=pa.array(counts == 0))
