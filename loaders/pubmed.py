"""Articles of PubMed in XML (https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/190101/)."""

from loaders import markup, references
from loaders.markup import Element, every, find, text, texts
from loaders.raw import Raw
from loaders.references import Reference
from papers.collection import Records

KIND = "PubMed XML"

_ADDRESS = "https://pubmed.ncbi.nlm.nih.gov/"


def recognises(raw: Raw) -> bool:
    """Return whether a source is a set of articles of PubMed."""
    return markup.root(raw) in ("pubmedarticleset", "pubmedarticle")


def read(raw: Raw) -> Records:
    """Return the articles of a set.

    Raises
    ------
    NoPapersError
        If it has none.
    """
    return references.records(raw, KIND, markup.Reader(raw, ("PubmedArticle",), _article))


def _article(element: Element) -> Reference:
    citation = find(element, "MedlineCitation")
    article = find(citation, "Article") if citation is not None else None
    if citation is None or article is None:
        return {}
    pmid = text(citation, "PMID")
    ids = {each.get("IdType", ""): text(each) for each in every(element, "PubmedData/ArticleIdList/ArticleId")}
    date = find(article, "Journal/JournalIssue/PubDate")
    return {
        "title": text(article, "ArticleTitle").removesuffix(".").strip("[]"),
        "abstract": " ".join(_part(each) for each in every(article, "Abstract/AbstractText")),
        "authors": [name for author in every(article, "AuthorList/Author") if (name := _name(author))],
        "venue": text(article, "Journal/Title") or text(article, "Journal/ISOAbbreviation"),
        "year": text(date, "Year") or text(date, "MedlineDate")[:4],
        "month": text(date, "Month"),
        "day": text(date, "Day"),
        "keywords": texts(citation, "KeywordList/Keyword")
        or texts(citation, "MeshHeadingList/MeshHeading/DescriptorName"),
        "language": text(article, "Language"),
        "doi": ids.get("doi")
        or next((text(each) for each in every(article, "ELocationID") if each.get("EIdType") == "doi"), ""),
        "url": f"{_ADDRESS}{pmid}/" if pmid else "",
        "pmid": pmid,
        "reference type": text(article, "PublicationTypeList/PublicationType").lower(),
    }


def _part(element: Element) -> str:
    """Return a part of an abstract with the heading it has there."""
    label = element.get("Label", "")
    return f"{label.capitalize()}: {text(element)}" if label else text(element)


def _name(author: Element) -> str:
    return text(author, "CollectiveName") or " ".join(
        filter(None, (text(author, "ForeName") or text(author, "Initials"), text(author, "LastName")))
    )
