"""What was there the last time a service was asked, so that only what is new since is taken."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from loaders.references import Reference
from papers import identity


@dataclass(frozen=True)
class Known:
    """Papers that are there already.

    Attributes
    ----------
    since : datetime
        When they were asked for.
    names : frozenset of str
        Their identifiers, and the keys of the titles of those that have none.
    """

    since: datetime
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, papers: pd.DataFrame, since: datetime) -> "Known":
        """Return what a papers frame holds."""
        ids = (value for kind in ("arxiv_id", "doi", "acl_id") for value in papers[kind].dropna())
        bare = papers["title"][papers[["arxiv_id", "doi", "acl_id"]].isna().all(axis=1)].dropna()
        return cls(since, frozenset((*ids, *map(identity.title_key, bare))))

    def holds(self, reference: Reference) -> bool:
        """Return whether a reference is one of them."""
        arxiv, doi = str(reference.get("arxiv_id", "")), str(reference.get("doi", ""))
        acl = str(reference.get("acl_id", ""))
        names = {identity.arxiv_id(arxiv) or identity.arxiv_id(doi), identity.doi(doi), identity.acl_id(acl or doi)}
        return not self.names.isdisjoint(names - {None}) or identity.title_key(str(reference["title"])) in self.names
