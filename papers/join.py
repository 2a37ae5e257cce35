"""Joining: entries of many sources become papers, appearances, and where each value came from."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from papers import schema
from papers.collection import Collection, Records, Skipped, Source
from papers.identity import paper_id
from papers.matching import KINDS, evidence, match, signature, spelled

SIGNALS = ("upvotes", "comments", "citations", "stars")
"""Counts that grow: the source that was read last knows best."""
EXACTNESS = {"day": 0, "month": 1, "year": 2}

_KNOWN, _VARIANT, _ENTRY, _COMPLETING = range(4)
"""What a row is: a paper of the collection, a spelling of one, an entry of a source, or one that only completes."""
_COMPUTED = ("pages", "page_count", "best_rank")
_PLACE = ("page", "rank")


def join(records: Sequence[Records], completing: Sequence[Records] = ()) -> Collection:
    """Join the entries of sources into papers.

    Which entries are one paper is decided in `papers.matching`. A paper takes each field from the first source, in
    the order given, that has it, with two exceptions: the most exact date wins (day over month over year), and counts
    such as upvotes are those of the source that was read last. A paper that stands twice on one page of a source has
    one appearance there, with the better rank. What joining could not settle stands in the warnings of the sources.

    Parameters
    ----------
    records : sequence of Records
    completing : sequence of Records
        Sources that only fill what is missing (and tell titles' identifiers): their entries add neither papers nor
        appearances.
    """
    return _join(Collection.empty(), records, completing)


def add(collection: Collection, records: Sequence[Records], completing: Sequence[Records] = ()) -> Collection:
    """Return the collection with further sources joined onto it.

    Its papers keep their `paper_id`, their order and, but for more exact dates and newer counts, the values they
    have; no two of them become one. Adding the same records again changes nothing.
    """
    return _join(collection, records, completing)


def _join(known: Collection, records: Sequence[Records], completing: Sequence[Records]) -> Collection:
    given = [*records, *completing]
    sources, positions = _sources(known.sources, given)
    rows = _stack(
        [known.papers, *(schema.conform(one.entries.drop(columns=[*_COMPUTED], errors="ignore")) for one in given)]
    )
    lengths = [len(known), *(len(one.entries) for one in given)]
    role = np.repeat([_KNOWN, *[_ENTRY] * len(records), *[_COMPLETING] * len(completing)], lengths)
    source = np.repeat([-1, *positions], lengths)

    told = evidence(rows)
    notes = _Notes(sources)
    notes.unreadable(rows, told, source)
    rows = rows.assign(**{kind: told[kind] for kind in KINDS})
    named = told[[*KINDS, "title_key"]].notna().any(axis=1).to_numpy()
    notes.nameless(source, ~named & (role == _ENTRY))
    rows, told, role, source = rows[named].reset_index(drop=True), told[named], role[named], source[named]

    # Spellings of known papers are evidence only: they follow the rows and carry no values.
    paper = pd.Series(np.arange(len(known)), index=known.papers["paper_id"])
    told = pd.concat([told, known.variants[told.columns]], ignore_index=True)
    role = np.concatenate([role, np.full(len(known.variants), _VARIANT)])
    is_paper = np.full(len(told), -1)
    is_paper[: len(known)] = paper
    is_paper[len(rows) :] = paper.loc[known.variants["paper_id"]]
    matched = match(told, is_paper)
    notes.apart(rows, source, matched.apart[: len(rows)])

    # Papers are numbered by their first row, so those that only complete would come last: they are none.
    size = int(matched.labels[role < _COMPLETING].max(initial=-1)) + 1
    labels = matched.labels[: len(rows)]
    values, origins = _merge(known, rows, labels, size, role[: len(rows)], source, sources)
    values["paper_id"] = _ids(values, known.papers["paper_id"])
    entry = role[: len(rows)] == _ENTRY
    paper_of = values["paper_id"].iloc[labels[entry]].reset_index(drop=True)
    appearances = _appearances(known, rows[entry], paper_of, source[entry], sources)
    papers = schema.conform(values.assign(**_standing(values["paper_id"], appearances)))
    schema.validate(papers)
    variants = _variants(known, told, matched.labels, role, papers["paper_id"])
    return replace(
        known,
        papers=papers,
        appearances=appearances,
        origins=origins,
        sources=notes.sources(),
        variants=variants,
    )


def _sources(known: Sequence[Source], records: Sequence[Records]) -> tuple[list[Source], list[int]]:
    """Return the sources of all, each once, and the position of each of the records' sources."""
    found = {_key(source): source for source in known}
    for one in records:
        found.setdefault(_key(one.source), one.source)
    places = {key: place for place, key in enumerate(found)}
    return list(found.values()), [places[_key(one.source)] for one in records]


def _key(source: Source) -> tuple:
    return source.name, source.kind, source.retrieved, source.records


def _stack(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the frames below each other, extra columns in a dtype that all their values fit and that can miss some."""
    extras = dict.fromkeys(name for frame in frames for name in frame.columns if name not in schema.PAPERS)
    for name in extras:
        dtype = _common([frame[name] for frame in frames if name in frame and len(frame)])
        frames = [frame.assign(**{name: _cast(frame[name], dtype)}) if name in frame else frame for frame in frames]
    return pd.concat(frames, ignore_index=True).reindex(columns=[*schema.PAPERS, *extras])


def _common(columns: Sequence[pd.Series]):
    """Return the dtype for extra columns of one name: theirs if they agree, else numbers, dates or texts."""
    kinds = {schema.describe(column.rename("_")).kind for column in columns}
    dtypes = {column.dtype for column in columns}
    if kinds == {"many"}:
        return schema.MANY
    if kinds == {"date"}:
        return schema.DATE
    if dtypes and all(pd.api.types.is_bool_dtype(dtype) for dtype in dtypes):
        return "boolean"
    if dtypes and all(pd.api.types.is_integer_dtype(dtype) for dtype in dtypes):
        return "Int64"
    if kinds == {"number"}:
        return "Float64"
    return "str"


def _cast(column: pd.Series, dtype) -> pd.Series:
    try:
        return column.astype(dtype)
    except (TypeError, ValueError, pa.ArrowException):
        return column.map(str, na_action="ignore").astype("str")


def _merge(
    known: Collection,
    rows: pd.DataFrame,
    labels: np.ndarray,
    size: int,
    role: np.ndarray,
    source: np.ndarray,
    sources: Sequence[Source],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the values of `size` papers and the position of the source of each, from the rows with these labels."""
    read = np.array([_utc(source.retrieved) for source in sources], dtype="datetime64[s]").astype("int64")
    late = role == _COMPLETING
    wanted = labels < size
    values: dict[str, pd.Series] = {}
    origins: dict[str, np.ndarray] = {}
    precision = rows["published_precision"].where(rows["published"].isna() | rows["published_precision"].notna(), "day")
    rows = rows.assign(published_precision=precision)
    for name, column in rows.items():
        if name in _PLACE or name in _COMPUTED or name == "paper_id":
            continue
        told = wanted & _filled(column)
        origin = source.copy()
        if name in known.origins:
            origin[: len(known)] = known.origins[name]
        keys: tuple[np.ndarray, ...] = ()
        if name in ("published", "published_precision"):
            told = wanted & rows["published"].notna().to_numpy()
            keys = (precision.map(EXACTNESS).fillna(len(EXACTNESS)).to_numpy(),)
        elif name in SIGNALS:
            keys = (np.where(origin >= 0, -read[origin], 0),)
        first = _first(labels, told, size, *keys, late) if keys else _first(labels, told, size)
        values[name] = pd.Series(column.array.take(first, allow_fill=True), name=name)
        origins[name] = np.where(first >= 0, origin[first], -1)
    width = np.int16 if len(sources) <= np.iinfo(np.int16).max else np.int32
    return pd.DataFrame(values), pd.DataFrame(origins, dtype=width)


def _utc(moment) -> np.datetime64:
    return np.datetime64(pd.Timestamp(moment).tz_convert(None) if moment.tzinfo else moment, "s")


def _filled(column: pd.Series) -> np.ndarray:
    """Return where a column has a value: an empty text or list is none."""
    filled = column.notna().to_numpy(copy=True)
    if column.dtype == schema.MANY:
        filled &= pc.fill_null(
            pc.greater(pc.list_value_length(pa.chunked_array(pa.array(column))), 0), False
        ).to_numpy()
    elif isinstance(column.dtype, pd.StringDtype):
        filled &= (column != "").to_numpy(dtype=bool, na_value=False)
    return filled


def _first(labels: np.ndarray, told: np.ndarray, size: int, *keys: np.ndarray) -> np.ndarray:
    """Return, for each label, the first row that tells something, by the keys (the last is the first) and then by place; -1 where none does."""
    rows = np.flatnonzero(told)
    if keys:
        rows = rows[np.lexsort((rows, *(key[rows] for key in keys)))]
    first = np.full(size, -1)
    first[labels[rows[::-1]]] = rows[::-1]  # of several rows the one written last stays
    return first


def _ids(values: pd.DataFrame, kept: pd.Series) -> pd.Series:
    """Return the `paper_id` of each paper: the first ones as kept, the others made, all different."""
    new = values.iloc[len(kept) :]
    columns = [new[name].astype(object).where(new[name].notna(), None) for name in (*KINDS, "title")]
    made = pd.Series(list(map(paper_id, *columns)), index=new.index, dtype="str")
    clash = made.duplicated(keep=False) | made.isin(kept)
    taken = {*kept, *made[~clash]}
    # Counted up in an order that does not depend on the order of sources.
    told = ["published", "authors", *KINDS, "title", "abstract", "url"]
    order = new.loc[clash, told].assign(made=made[clash], authors=spelled(new.loc[clash, "authors"]))
    order = order.sort_values(["made", *told])
    counts: dict[str, int] = {}
    for row, base in order["made"].items():
        number, found = counts.get(base, 1), base
        while found in taken:
            number += 1
            found = f"{base}-{number}"
        counts[base] = number
        taken.add(found)
        made[row] = found
    return pd.concat([kept, made], ignore_index=True)


def _appearances(
    known: Collection, entries: pd.DataFrame, paper: pd.Series, source: np.ndarray, sources: Sequence[Source]
) -> pd.DataFrame:
    """Return the appearances of the collection and of further entries, one for each page of each source."""
    if "page" not in entries:
        return known.appearances
    listed = _filled(entries["page"])
    new = pd.DataFrame(
        {
            "paper_id": paper[listed],
            "source": pd.Series([one.name for one in sources], dtype="str").take(source[listed]).array,
            "page": entries["page"].array[listed],
            "rank": entries["rank"].array[listed] if "rank" in entries else pd.NA,
            "retrieved": np.array([_utc(one.retrieved) for one in sources])[source[listed]],
        }
    )
    table = pd.concat([known.appearances, schema.conform(new, schema.APPEARANCES)], ignore_index=True)
    best = table.sort_values("rank", kind="stable").drop_duplicates(["paper_id", "source", "page"])
    return schema.conform(best.sort_index(), schema.APPEARANCES)


def _standing(paper: pd.Series, appearances: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the columns that follow from the appearances: on which pages a paper stands, how many, how high."""
    row = pd.Series(np.arange(len(paper)), index=paper).loc[appearances["paper_id"]].to_numpy()
    pages = (
        pd.DataFrame({"row": row, "page": appearances["page"].array})
        .drop_duplicates()
        .sort_values("row", kind="stable")
    )
    counts = np.bincount(pages["row"], minlength=len(paper))
    ends = np.concatenate([[0], np.cumsum(counts)]).astype("int32")
    lists = pa.ListArray.from_arrays(ends, pa.array(pages["page"], pa.string()), mask=pa.array(counts == 0))
    best = appearances["rank"].groupby(row).min()
    return {
        "pages": pd.Series(lists, dtype=schema.MANY),
        "page_count": pd.Series(counts, dtype="Int64").where(counts > 0),
        "best_rank": best.reindex(range(len(paper))).astype("Int64"),
    }


def _variants(
    known: Collection, told: pd.DataFrame, labels: np.ndarray, role: np.ndarray, ids: pd.Series
) -> pd.DataFrame:
    """Return the spellings of papers that entries spelled in several ways: evidence that the papers do not hold."""
    # A known paper that has variants is told by them; its row mixes their values.
    mixed = (role == _KNOWN) & np.isin(labels, labels[role == _VARIANT])
    rows = np.flatnonzero((labels < len(ids)) & ~mixed)
    rows = rows[np.argsort(role[rows] != _VARIANT, kind="stable")]
    spelling = pd.DataFrame({"label": labels[rows], "spelling": signature(told)[rows]}).drop_duplicates()
    several = spelling[spelling.duplicated("label", keep=False)]
    kept = rows[several.index]
    return told.iloc[kept].assign(paper_id=ids.iloc[labels[kept]].array).reset_index(drop=True)


class _Notes:
    """What joining has to say about the sources, collected as sentences."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.given = sources
        self.skipped: dict[int, list[Skipped]] = {}
        self.warnings: dict[int, list[str]] = {}

    def unreadable(self, rows: pd.DataFrame, told: pd.DataFrame, source: np.ndarray) -> None:
        """Note identifiers that are none."""
        for kind in KINDS:
            bad = rows[kind].notna() & (rows[kind] != "") & told[kind].isna() & (source >= 0)
            if kind == "doi":
                bad &= told["arxiv_id"].isna()
            for place, values in rows.loc[bad, kind].groupby(source[bad]):
                self._warn(
                    place,
                    f"{len(values)} values in “{kind}” are no {schema.PAPERS[kind].label}, such as “{values.iloc[0]}”; they were left out.",
                )

    def nameless(self, source: np.ndarray, rows: np.ndarray) -> None:
        """Note entries that have nothing to be known by."""
        first = {place: int(np.argmax(source == place)) for place in np.unique(source[rows])}
        for row in np.flatnonzero(rows):
            place = int(source[row])
            reason = "It has no title, no identifier, no link and no abstract."
            self.skipped.setdefault(place, []).append(
                Skipped(self.given[place].name, f"entry {row - first[place] + 1}", reason)
            )

    def apart(self, rows: pd.DataFrame, source: np.ndarray, apart: np.ndarray) -> None:
        """Note entries whose identifiers contradict each other."""
        for place, titles in rows.loc[apart & (source >= 0), "title"].groupby(source[apart & (source >= 0)]):
            self._warn(
                place,
                f"{len(titles)} entries share an identifier with a paper that has another one of the same kind, such as "
                f"“{titles.iloc[0]}”; they were left as papers of their own.",
            )

    def _warn(self, place: int, sentence: str) -> None:
        self.warnings.setdefault(place, []).append(sentence)

    def sources(self) -> tuple[Source, ...]:
        """Return the sources with what was noted; what they already say is not said twice."""
        return tuple(
            replace(
                source,
                skipped=tuple(dict.fromkeys([*source.skipped, *self.skipped.get(place, [])])),
                warnings=tuple(dict.fromkeys([*source.warnings, *self.warnings.get(place, [])])),
            )
            for place, source in enumerate(self.given)
        )
