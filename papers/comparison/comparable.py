"""Whether claims of several papers can be compared, and why not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from papers.claims import Group
from papers.claims.table import OTHER
from papers.wording import listed

RELATIVE = ("x", "%", "points")
"""Units of claims that may be relative to something: against the same thing, or they cannot be compared."""

Claims = Sequence[Sequence[tuple[int, Mapping[str, Any]]]]
"""For each paper the places of its claims of one group, and the claims."""


@dataclass(frozen=True)
class Judgement:
    """The best of some claims, and what to say of it.

    Attributes
    ----------
    best : frozenset of int
        Places of the best claims: several where they are equally good, none where claims cannot be compared.
    words : str
        On what they were compared, or why they were not.
    """

    best: frozenset[int]
    words: str


def judge(group: Group, claims: Claims) -> Judgement:
    """Return which claims of several papers are the best, if they can be compared.

    They can if they are of one metric family and unit, of which it is known which way is better, hold in the same
    setting (`on`), and, where they are relative, are against the same thing.
    """
    makers = [each for each in claims if each]
    if len(makers) < 2:
        return Judgement(frozenset(), "Only one of these papers claims it.")
    if group.family == OTHER:
        return Judgement(frozenset(), "Not compared: these claims are about things of several kinds.")
    if not group.better:
        return Judgement(frozenset(), "Not compared: it is not known which way is better.")
    counts = Counter(setting for each in makers for setting in {_setting(group, claim) for _, claim in each})
    shared = [(setting, count) for setting, count in counts.items() if count > 1 and setting is not None]
    if not shared:
        return Judgement(frozenset(), _difference(group, [claim for each in makers for _, claim in each]))
    setting = max(shared, key=lambda each: each[1])[0]
    assert setting is not None
    among = [(place, claim["value"]) for each in makers for place, claim in each if _setting(group, claim) == setting]
    values = [value for _, value in among]
    best = min(values) if group.better == "lower" else max(values)
    where = f"{group.better} is better; compared on {_said([c for e in makers for _, c in e], setting)}"
    return Judgement(frozenset(place for place, value in among if value == best), f"{where[:1].upper()}{where[1:]}.")


def _setting(group: Group, claim: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return where a claim holds and against what; None where that is not said."""
    where = _folded(claim["on"])
    if not where:
        return None
    relative = group.unit in RELATIVE and (claim["comparison"] or claim["direction"])
    against = _folded(claim["comparison"])
    if relative and not against:
        return None
    return where, against if relative else ""


def _difference(group: Group, claims: Sequence[Mapping[str, Any]]) -> str:
    """Return why claims of one family and unit are not compared."""
    places = {_folded(claim["on"]): claim["on"] for claim in claims}
    if "" in places:
        return "Not compared: it is not said of all of them where they hold."
    if len(places) > 1:
        return f"Not compared: they hold on different things ({listed(sorted(places.values()), '; ')})."
    against = {_folded(claim["comparison"]): claim["comparison"] for claim in claims}
    if "" in against:
        return "Not compared: it is not said of all of them against what."
    return f"Not compared: they are against different things ({listed(sorted(against.values()), '; ')})."


def _said(claims: Sequence[Mapping[str, Any]], setting: tuple[str, str]) -> str:
    claim = next(claim for claim in claims if _folded(claim["on"]) == setting[0])
    against = next((each["comparison"] for each in claims if _folded(each["comparison"]) == setting[1]), "")
    return f"{claim['on']}, against {against}" if setting[1] else str(claim["on"])


def _folded(words: Any) -> str:
    return " ".join(str(words or "").lower().replace("-", " ").split())
